// A ULX3S: the clock, its late copy for the SDRAM, and pads around the board's design, which has a flip-flop for each pin of the SDRAM and
// of the serial port. No clock goes out before the PLL has locked: the design has no reset, and must not see a period that is too short.
module {top} (
    input wire clk_25mhz,
    input wire ftdi_txd,
    output wire ftdi_rxd,
    input wire btn_power,
    input wire btn_fire,
    output wire [7:0] led,
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
    inout wire [15:0] sdram_d
);
    wire pll_clock, pll_late, locked, clock, late;
    EHXPLLL #(
        .PLLRST_ENA("DISABLED"),
        .INTFB_WAKE("DISABLED"),
        .STDBY_ENABLE("DISABLED"),
        .DPHASE_SOURCE("DISABLED"),
        .OUTDIVIDER_MUXA("DIVA"),
        .OUTDIVIDER_MUXB("DIVB"),
        .OUTDIVIDER_MUXC("DIVC"),
        .OUTDIVIDER_MUXD("DIVD"),
        .CLKI_DIV({reference_divider}),
        .CLKFB_DIV({feedback_divider}),
        .FEEDBK_PATH("CLKOP"),
        .CLKOP_ENABLE("ENABLED"),
        .CLKOP_DIV({output_divider}),
        .CLKOP_CPHASE(0),
        .CLKOP_FPHASE(0),
        .CLKOS_ENABLE("ENABLED"),
        .CLKOS_DIV({output_divider}),
        .CLKOS_CPHASE({coarse}),
        .CLKOS_FPHASE({fine})
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

    wire [15:0] d_out, d_off, d_in;
    genvar i;
    generate
        for (i = 0; i < 16; i = i + 1) begin : data
            BB pad(.B(sdram_d[i]), .I(d_out[i]), .T(d_off[i]), .O(d_in[i]));
        end
    endgenerate
    assign wifi_hold = 2'b00;

    {board} board (
        .clock(clock), .rx(ftdi_txd), .tx(ftdi_rxd), .button(btn_fire | !btn_power), .leds(led),
        .chip_cke(sdram_cke), .chip_csn(sdram_csn), .chip_rasn(sdram_rasn), .chip_casn(sdram_casn), .chip_wen(sdram_wen),
        .chip_ba(sdram_ba), .chip_a(sdram_a), .chip_dqm(sdram_dqm), .chip_d_out(d_out), .chip_d_off(d_off), .chip_d_in(d_in)
    );
endmodule
