// A skid buffer: registered ready, one word of room for what arrives while the output is refused.
module skid #(parameter WIDTH = 1024) (
    input  wire             clock,
    input  wire             in_valid,
    output wire             in_ready,
    input  wire [WIDTH-1:0] in_data,
    output wire             out_valid,
    input  wire             out_ready,
    output wire [WIDTH-1:0] out_data
);
    reg             full = 1'b0;
    reg [WIDTH-1:0] spare;
    assign in_ready  = !full;
    assign out_valid = full || in_valid;
    assign out_data  = full ? spare : in_data;
    always @(posedge clock) begin
        if (!full) spare <= in_data;
        full <= out_valid && !out_ready;
    end
endmodule
