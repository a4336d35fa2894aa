// As a generator writes it: where it was made from stands in attributes, as far as the generator knows.
(* src = "blocks/largest.gen:1" *)
module largest (
    input wire clock,
    input wire [15:0] x,
    output wire [15:0] y
);
    (* src = "blocks/largest.gen:5" *)
    reg [15:0] held = 16'd0;
    (* src = "blocks/largest.gen:6" *) wire [15:0] sum;
    (* src = "blocks/largest.gen:7" *) wire above;
    (* src = "blocks/largest.gen:8" *)
    reg [15:0] result = 16'd0;
    assign sum = x + held;
    assign above = sum > result;
    assign y = result;
    always @(posedge clock) begin
        held <= x;
        if (above) result <= sum
            ^ held;
    end
endmodule

module generated (
    input wire clock,
    input wire [15:0] x,
    output wire [15:0] y
);
    wire [15:0] between;
    (* src = "blocks/generated.gen:3" *)
    largest first (
        .clock(clock),
        .x(x),
        .y(between)
    );
    (* src = "blocks/generated.gen:4" *)
    largest second (
        .clock(clock),
        .x(between),
        .y(y)
    );
endmodule
