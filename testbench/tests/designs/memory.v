// A memory port as two streams: requests go in, words come out.
module passes (
    input  wire         clock,
    input  wire         request_valid,
    output wire         request_ready,
    input  wire [104:0] request_data,
    output wire         words_valid,
    input  wire         words_ready,
    output wire [63:0]  words_data,
    output wire         memory_request_valid,
    input  wire         memory_request_ready,
    output wire         memory_request_write,
    output wire [23:0]  memory_request_address,
    output wire [7:0]   memory_request_length,
    output wire [63:0]  memory_request_data,
    output wire [7:0]   memory_request_enables,
    input  wire [63:0]  memory_read_data,
    input  wire         memory_read_valid,
    output wire         memory_read_ready
);
    assign memory_request_valid = request_valid;
    assign request_ready = memory_request_ready;
    assign {memory_request_data, memory_request_enables, memory_request_write, memory_request_length, memory_request_address} = request_data;
    assign words_valid = memory_read_valid;
    assign memory_read_ready = words_ready;
    assign words_data = memory_read_data;
endmodule

// Asks in every cycle for a word, and in the next one, whatever became of that, for the next word, or for
// nothing (WITHDRAWS). Answers go where the stream is always ready.
module restless #(parameter WITHDRAWS = 0) (
    input  wire         clock,
    output wire         words_valid,
    output wire [63:0]  words_data,
    output wire         memory_request_valid,
    input  wire         memory_request_ready,
    output wire         memory_request_write,
    output wire [23:0]  memory_request_address,
    output wire [7:0]   memory_request_length,
    output wire [63:0]  memory_request_data,
    output wire [7:0]   memory_request_enables,
    input  wire [63:0]  memory_read_data,
    input  wire         memory_read_valid,
    output wire         memory_read_ready
);
    reg [7:0] count = 8'd0;
    always @(posedge clock) count <= count + 8'd1;
    assign memory_request_valid = WITHDRAWS == 0 || count[0];
    assign memory_request_write = 1'b0;
    assign memory_request_address = WITHDRAWS == 0 ? {16'd0, count} : 24'd0;
    assign memory_request_length = 8'd1;
    assign memory_request_data = {56'd0, count};
    assign memory_request_enables = count;
    assign memory_read_ready = 1'b1;
    assign words_valid = memory_read_valid;
    assign words_data = memory_read_data;
endmodule

module withdraws (
    input  wire         clock,
    output wire         words_valid,
    output wire [63:0]  words_data,
    output wire         memory_request_valid,
    input  wire         memory_request_ready,
    output wire         memory_request_write,
    output wire [23:0]  memory_request_address,
    output wire [7:0]   memory_request_length,
    output wire [63:0]  memory_request_data,
    output wire [7:0]   memory_request_enables,
    input  wire [63:0]  memory_read_data,
    input  wire         memory_read_valid,
    output wire         memory_read_ready
);
    restless #(.WITHDRAWS(1)) inner (
        .clock(clock), .words_valid(words_valid), .words_data(words_data),
        .memory_request_valid(memory_request_valid), .memory_request_ready(memory_request_ready),
        .memory_request_write(memory_request_write), .memory_request_address(memory_request_address),
        .memory_request_length(memory_request_length), .memory_request_data(memory_request_data),
        .memory_request_enables(memory_request_enables), .memory_read_data(memory_read_data),
        .memory_read_valid(memory_read_valid), .memory_read_ready(memory_read_ready)
    );
endmodule
