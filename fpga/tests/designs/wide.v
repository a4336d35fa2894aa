// More ports than any package has pins, and one long carry chain between registers.
module wide (
    input  wire         clk,
    input  wire [299:0] a,
    input  wire         enable,
    output reg  [300:0] sum
);
    reg [299:0] held;
    always @(posedge clk) begin
        if (enable) held <= a;
        sum <= {1'b0, held} + {1'b0, a};
    end
endmodule
