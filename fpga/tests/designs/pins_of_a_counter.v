// A counter that reaches every pin of harmonia_ulx3s_pins.
module pins_of_a_counter (
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
    wire clock, serial_in, button;
    wire [15:0] d_in;
    reg [47:0] count = 0;
    reg serial_out = 1;
    always @(posedge clock) begin
        count <= count + {32'd0, d_in} + 48'd1;
        serial_out <= serial_in ^ count[3];
    end
    assign led = count[47:40] ^ {8{button}};
    harmonia_ulx3s_pins pins (
        .clk_25mhz(clk_25mhz), .ftdi_txd(ftdi_txd), .ftdi_rxd(ftdi_rxd), .btn_power(btn_power), .btn_fire(btn_fire),
        .wifi_hold(wifi_hold), .sdram_clk(sdram_clk), .sdram_cke(sdram_cke), .sdram_csn(sdram_csn), .sdram_rasn(sdram_rasn),
        .sdram_casn(sdram_casn), .sdram_wen(sdram_wen), .sdram_ba(sdram_ba), .sdram_a(sdram_a), .sdram_dqm(sdram_dqm),
        .sdram_d(sdram_d),
        .clock(clock), .serial_in(serial_in), .serial_out(serial_out), .button(button),
        .cke(count[0]), .cs_n(count[1]), .ras_n(count[2]), .cas_n(count[3]), .we_n(count[4]), .ba(count[6:5]), .a(count[19:7]),
        .dqm(count[21:20]), .d_out(count[37:22]), .d_enable(count[38]), .d_in(d_in)
    );
endmodule
