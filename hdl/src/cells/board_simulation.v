// The board's design by the cycle: a beat of `line` is what a cycle has at its inputs, one of `seen` what comes out in it; design.rs has
// their bits for who simulates.
module {top} (
    input wire clock,
    // Bit 0 from the host, bit 1 the button.
    input wire line_valid,
    input wire [1:0] line_data,
    // Bit 0 to the host, LEDs in bits 8:1.
    output wire seen_valid,
    output wire [8:0] seen_data,
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
    wire tx;
    wire [7:0] leds;
    assign seen_valid = line_valid;
    assign seen_data = {leds, tx};
    {board} board (
        .clock(clock), .rx(line_data[0] | ~line_valid), .tx(tx), .button(line_data[1]), .leds(leds),
        .chip_cke(chip_cke), .chip_csn(chip_csn), .chip_rasn(chip_rasn), .chip_casn(chip_casn), .chip_wen(chip_wen),
        .chip_ba(chip_ba), .chip_a(chip_a), .chip_dqm(chip_dqm),
        .chip_d_out(chip_d_out), .chip_d_off(chip_d_off), .chip_d_in(chip_d_in)
    );
endmodule
