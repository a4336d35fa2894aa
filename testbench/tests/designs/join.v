// Adds the words of two streams; a third stream, without handshake, counts the sums. Each width is one
// that Verilator stores in another type: 8, 16, 32, 64 bits and an array of words.
module join_streams (
    input  wire        clock,
    input  wire        narrow_valid,
    output wire        narrow_ready,
    input  wire [6:0]  narrow_data,
    input  wire        wide_valid,
    output wire        wide_ready,
    input  wire [39:0] wide_data,
    output wire        sum_valid,
    input  wire        sum_ready,
    output wire [76:0] sum_data,
    output reg         count_valid,
    output reg  [12:0] count_data
);
    initial count_valid = 1'b0;
    initial count_data = 13'd0;
    wire both = narrow_valid && wide_valid;
    assign sum_valid = both;
    assign sum_data = {narrow_data, 30'd0, wide_data} + {70'd0, narrow_data};
    assign narrow_ready = wide_valid && sum_ready;
    assign wide_ready = narrow_valid && sum_ready;
    always @(posedge clock) begin
        count_valid <= both && sum_ready;
        if (both && sum_ready) count_data <= count_data + 13'd1;
    end
endmodule
