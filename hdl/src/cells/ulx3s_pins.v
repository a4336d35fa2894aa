// Pins of a ULX3S: the clock, its late copy for the SDRAM, and a flip-flop in every pin of the SDRAM and of the serial port.
//
// Place and route knows nothing of the time between a flip-flop and a pin, so every flip-flop has to lie in its pin: `syn_useioff`
// puts it there. `harmonia build` counts them. No clock goes out before the PLL has
// locked: the design has no reset, and must not see a period that is too short.

module harmonia_ulx3s_pins #(
    parameter CLKI_DIV = 1,
    parameter CLKFB_DIV = 4,
    parameter CLKO_DIV = 6,
    parameter CPHASE = 2,
    parameter FPHASE = 2
) (
    input wire clk_25mhz,
    input wire ftdi_txd,
    output wire ftdi_rxd,
    input wire btn_power,
    input wire btn_fire,
    output wire [1:0] wifi_hold,
    output wire sdram_clk,
    output wire sdram_cke,
    output wire sdram_csn,
    output wire sdram_rasn,
    output wire sdram_casn,
    output wire sdram_wen,
    output wire [1:0] sdram_ba,
    output wire [12:0] sdram_a,
    output wire [1:0] sdram_dqm,
    inout wire [15:0] sdram_d,
    // To the design.
    output wire clock,
    output wire serial_in,
    input wire serial_out,
    output wire button,
    input wire cke,
    input wire cs_n,
    input wire ras_n,
    input wire cas_n,
    input wire we_n,
    input wire [1:0] ba,
    input wire [12:0] a,
    input wire [1:0] dqm,
    input wire [15:0] d_out,
    input wire d_enable,
    output wire [15:0] d_in
);
    wire pll_clock, pll_late, locked, late;
    EHXPLLL #(
        .PLLRST_ENA("DISABLED"),
        .INTFB_WAKE("DISABLED"),
        .STDBY_ENABLE("DISABLED"),
        .DPHASE_SOURCE("DISABLED"),
        .OUTDIVIDER_MUXA("DIVA"),
        .OUTDIVIDER_MUXB("DIVB"),
        .OUTDIVIDER_MUXC("DIVC"),
        .OUTDIVIDER_MUXD("DIVD"),
        .CLKI_DIV(CLKI_DIV),
        .CLKFB_DIV(CLKFB_DIV),
        .FEEDBK_PATH("CLKOP"),
        .CLKOP_ENABLE("ENABLED"),
        .CLKOP_DIV(CLKO_DIV),
        .CLKOP_CPHASE(0),
        .CLKOP_FPHASE(0),
        .CLKOS_ENABLE("ENABLED"),
        .CLKOS_DIV(CLKO_DIV),
        .CLKOS_CPHASE(CPHASE),
        .CLKOS_FPHASE(FPHASE)
    ) pll (
        .CLKI(clk_25mhz),
        .CLKFB(pll_clock),
        .CLKOP(pll_clock),
        .CLKOS(pll_late),
        .LOCK(locked),
        .RST(1'b0),
        .STDBY(1'b0),
        .PHASESEL0(1'b0),
        .PHASESEL1(1'b0),
        .PHASEDIR(1'b1),
        .PHASESTEP(1'b1),
        .PHASELOADREG(1'b1),
        .PLLWAKESYNC(1'b0),
        .ENCLKOP(1'b0)
    );
    DCCA gate(.CLKI(pll_clock), .CE(locked), .CLKO(clock));
    DCCA late_gate(.CLKI(pll_late), .CE(locked), .CLKO(late));
    ODDRX1F sdram_clock(.D0(1'b1), .D1(1'b0), .SCLK(late), .RST(1'b0), .Q(sdram_clk));

    (* syn_useioff *) reg cke_pin = 0;
    (* syn_useioff *) reg cs_n_pin = 1;
    (* syn_useioff *) reg ras_n_pin = 1;
    (* syn_useioff *) reg cas_n_pin = 1;
    (* syn_useioff *) reg we_n_pin = 1;
    (* syn_useioff *) reg [1:0] ba_pin = 0;
    (* syn_useioff *) reg [12:0] a_pin = 0;
    (* syn_useioff *) reg [1:0] dqm_pin = 3;
    always @(posedge clock) begin
        cke_pin <= cke;
        cs_n_pin <= cs_n;
        ras_n_pin <= ras_n;
        cas_n_pin <= cas_n;
        we_n_pin <= we_n;
        ba_pin <= ba;
        a_pin <= a;
        dqm_pin <= dqm;
    end
    assign sdram_cke = cke_pin;
    assign sdram_csn = cs_n_pin;
    assign sdram_rasn = ras_n_pin;
    assign sdram_casn = cas_n_pin;
    assign sdram_wen = we_n_pin;
    assign sdram_ba = ba_pin;
    assign sdram_a = a_pin;
    assign sdram_dqm = dqm_pin;
    genvar i;
    generate
        for (i = 0; i < 16; i = i + 1) begin : data
            harmonia_ulx3s_data_pin pin(.clock(clock), .pin(sdram_d[i]), .out(d_out[i]), .enable(d_enable), .in(d_in[i]));
        end
    endgenerate

    // What comes from outside passes two flip-flops, the first one in its pin.
    (* syn_useioff *) reg serial_in_pin = 1;
    (* syn_useioff *) reg serial_out_pin = 1;
    reg serial_in_settled = 1;
    reg [1:0] button_settled = 0;
    always @(posedge clock) begin
        serial_in_pin <= ftdi_txd;
        serial_in_settled <= serial_in_pin;
        serial_out_pin <= serial_out;
        button_settled <= {button_settled[0], btn_fire | !btn_power};
    end
    assign serial_in = serial_in_settled;
    assign ftdi_rxd = serial_out_pin;
    assign button = button_settled[1];
    assign wifi_hold = 2'b00;
endmodule

// A data pin. It is synthesised apart: sixteen equal enables would become one, in the fabric.
module harmonia_ulx3s_data_pin (
    input wire clock,
    inout wire pin,
    input wire out,
    input wire enable,
    output wire in
);
    (* syn_useioff *) reg out_pin = 0;
    (* syn_useioff *) reg off_pin = 1;
    (* syn_useioff *) reg in_pin = 0;
    wire seen;
    always @(posedge clock) begin
        out_pin <= out;
        off_pin <= !enable;
        in_pin <= seen;
    end
    BB pad(.B(pin), .I(out_pin), .T(off_pin), .O(seen));
    assign in = in_pin;
endmodule
