// Two bits by two, in an ECP5 multiplier that is registered on both sides.
module multiplier (
    input  wire       clock,
    input  wire [1:0] a,
    input  wire [1:0] b,
    output wire [3:0] product
);
    MULT18X18D #(
        .REG_INPUTA_CLK("CLK0"),
        .REG_INPUTB_CLK("CLK0"),
        .REG_OUTPUT_CLK("CLK0"),
        .CLK0_DIV("ENABLED"),
        .GSR("DISABLED"),
        .RESETMODE("SYNC")
    ) cell_18x18 (
        .CLK0(clock), .CE0(1'b1), .RST0(1'b0),
        .A0(a[0]), .A1(a[1]), .B0(b[0]), .B1(b[1]),
        .SIGNEDA(1'b0), .SIGNEDB(1'b0), .SOURCEA(1'b0), .SOURCEB(1'b0),
        .P0(product[0]), .P1(product[1]), .P2(product[2]), .P3(product[3])
    );
endmodule
