// Each of these breaks one rule of streams on purpose.

// Offers a word for one cycle only.
module withdraws (
    input  wire       clock,
    input  wire       in_valid,
    output wire       in_ready,
    input  wire [7:0] in_data,
    output reg        out_valid,
    input  wire       out_ready,
    output reg  [7:0] out_data
);
    initial out_valid = 1'b0;
    assign in_ready = !out_valid;
    always @(posedge clock) begin
        out_valid <= in_valid && in_ready;
        out_data <= in_data;
    end
    wire unused = out_ready;
endmodule

// Keeps counting while its word is refused.
module changes (
    input  wire       clock,
    output wire       out_valid,
    input  wire       out_ready,
    output reg  [7:0] out_data
);
    initial out_data = 8'd0;
    assign out_valid = 1'b1;
    always @(posedge clock) out_data <= out_data + 8'd1;
    wire unused = out_ready;
endmodule

// Sends two words for one.
module doubles (
    input  wire       clock,
    input  wire       in_valid,
    output wire       in_ready,
    input  wire [7:0] in_data,
    output wire       out_valid,
    input  wire       out_ready,
    output wire [7:0] out_data
);
    reg second = 1'b0;
    assign out_valid = in_valid;
    assign out_data = in_data;
    assign in_ready = out_ready && second;
    always @(posedge clock) if (in_valid && out_ready) second <= !second;
endmodule

// Takes words and never answers; `late` is never given an initial value.
module swallows (
    input  wire       clock,
    input  wire       in_valid,
    output wire       in_ready,
    input  wire [7:0] in_data,
    output wire       out_valid,
    input  wire       out_ready,
    output wire [7:0] out_data
);
    reg [2:0] taken = 3'd0;
    assign in_ready = taken != 3'd5;
    assign out_valid = 1'b0;
    assign out_data = 8'd0;
    always @(posedge clock) if (in_valid && in_ready) taken <= taken + 3'd1;
    wire unused = &{out_ready, in_data};
endmodule

// Shows a register that nothing has written.
module uninitialised (
    input  wire        clock,
    input  wire        in_valid,
    input  wire [31:0] in_data,
    output reg         out_valid,
    output reg  [31:0] out_data
);
    reg [31:0] previous;
    initial out_valid = 1'b0;
    always @(posedge clock) begin
        out_valid <= in_valid;
        out_data <= previous;
        if (in_valid) previous <= in_data;
    end
endmodule

// Stops the simulation itself.
module stops (
    input  wire       clock,
    input  wire       in_valid,
    input  wire [7:0] in_data
);
    always @(posedge clock) if (in_valid && in_data == 8'd3) $stop;
endmodule
