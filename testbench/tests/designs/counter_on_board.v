// A counter in place of a board's design, with the flip-flops of its pins.
module counter_on_board (
    input wire clock,
    input wire rx,
    output wire tx,
    input wire button,
    output wire [7:0] leds,
    output wire chip_cke,
    output wire chip_csn,
    output wire chip_rasn,
    output wire chip_casn,
    output wire chip_wen,
    output wire [1:0] chip_ba,
    output wire [12:0] chip_a,
    output wire [1:0] chip_dqm,
    output wire [15:0] chip_d_out,
    output wire [15:0] chip_d_off,
    input wire [15:0] chip_d_in
);
    wire received;
    wire [15:0] part;
    reg [47:0] count = 0;
    reg sent = 1;
    always @(posedge clock) begin
        count <= count + {32'd0, part} + 48'd1;
        sent <= received ^ count[3];
    end
    assign leds = count[47:40] ^ {8{button}};
    counter_serial_pins serial (.clock(clock), .rx(rx), .received(received), .sent(sent), .tx(tx));
    counter_sdram_pins pins (
        .clock(clock), .strobes(count[3:0]), .bank(count[6:5]), .address(count[19:7]), .mask(count[21:20]),
        .written(count[37:22]), .drives(count[38]), .part(part), .chip_cke(chip_cke), .chip_csn(chip_csn), .chip_rasn(chip_rasn),
        .chip_casn(chip_casn), .chip_wen(chip_wen), .chip_ba(chip_ba), .chip_a(chip_a), .chip_dqm(chip_dqm),
        .chip_d_out(chip_d_out), .chip_d_off(chip_d_off), .chip_d_in(chip_d_in)
    );
endmodule
