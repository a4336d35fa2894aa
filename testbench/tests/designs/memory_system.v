// The memory controller with a reader of weights and a transfer, every client as streams.
module memory_system (
    input  wire         clock,
    input  wire         attention_valid,
    output wire         attention_ready,
    input  wire [104:0] attention_data,
    output wire         attention_words_valid,
    input  wire         attention_words_ready,
    output wire [63:0]  attention_words_data,
    input  wire         weights_order_valid,
    output wire         weights_order_ready,
    input  wire [177:0] weights_order_data,
    output wire         weights_valid,
    input  wire         weights_ready,
    output wire [319:0] weights_data,
    input  wire         program_valid,
    output wire         program_ready,
    input  wire [31:0]  program_data,
    output wire         program_words_valid,
    input  wire         program_words_ready,
    output wire [63:0]  program_words_data,
    input  wire         transfer_order_valid,
    output wire         transfer_order_ready,
    input  wire [159:0] transfer_order_data,
    input  wire         spilled_valid,
    output wire         spilled_ready,
    input  wire [63:0]  spilled_data,
    output wire         fetched_valid,
    input  wire         fetched_ready,
    output wire [63:0]  fetched_data,
    input  wire         loader_valid,
    output wire         loader_ready,
    input  wire [31:0]  loader_data,
    output wire         loader_words_valid,
    input  wire         loader_words_ready,
    output wire [63:0]  loader_words_data,
    input  wire         uploads_valid,
    output wire         uploads_ready,
    input  wire [95:0]  uploads_data,
    // A counter's number; 31 asks who is idle (controller, weights, transfer), 30 clears the counters.
    input  wire         counter_valid,
    output wire         counter_ready,
    input  wire [4:0]   counter_data,
    output wire         counted_valid,
    input  wire         counted_ready,
    output wire [63:0]  counted_data,
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
    wire attention_write;
    wire [23:0] attention_address, weights_address, transfer_address;
    wire [7:0] attention_length, attention_enables, weights_length, transfer_length, transfer_enables;
    wire [63:0] attention_word, weights_words_data, transfer_word, counted;
    wire weights_request_valid, weights_request_ready, weights_words_valid, weights_words_ready;
    wire transfer_valid, transfer_write, transfer_ready;
    wire controller_idle, weights_idle, transfer_idle;
    assign {attention_word, attention_enables, attention_write, attention_length, attention_address} = attention_data;
    assign counter_ready = counted_ready;
    assign counted_valid = counter_valid;
    assign counted_data = counter_data == 5'd31 ? {61'd0, transfer_idle, weights_idle, controller_idle} : counted;

    controller controller (
        .clock(clock), .idle(controller_idle),
        .attention_request_valid(attention_valid), .attention_request_write(attention_write),
        .attention_request_address(attention_address), .attention_request_length(attention_length),
        .attention_request_data(attention_word), .attention_request_enables(attention_enables),
        .attention_request_ready(attention_ready), .attention_read_data(attention_words_data),
        .attention_read_valid(attention_words_valid), .attention_read_ready(attention_words_ready),
        .weights_valid(weights_request_valid), .weights_address(weights_address), .weights_length(weights_length),
        .weights_ready(weights_request_ready), .weights_words_data(weights_words_data),
        .weights_words_valid(weights_words_valid), .weights_words_ready(weights_words_ready),
        .program_valid(program_valid), .program_address(program_data[23:0]), .program_length(program_data[31:24]),
        .program_ready(program_ready), .program_words_data(program_words_data), .program_words_valid(program_words_valid),
        .program_words_ready(program_words_ready),
        .transfer_valid(transfer_valid), .transfer_write(transfer_write), .transfer_address(transfer_address),
        .transfer_length(transfer_length), .transfer_data(transfer_word), .transfer_enables(transfer_enables),
        .transfer_ready(transfer_ready), .transfer_words_data(fetched_data), .transfer_words_valid(fetched_valid),
        .transfer_words_ready(fetched_ready),
        .loader_valid(loader_valid), .loader_address(loader_data[23:0]), .loader_length(loader_data[31:24]),
        .loader_ready(loader_ready), .loader_words_data(loader_words_data), .loader_words_valid(loader_words_valid),
        .loader_words_ready(loader_words_ready),
        .uploads_valid(uploads_valid), .uploads_address(uploads_data[23:0]), .uploads_data(uploads_data[87:24]),
        .uploads_enables(uploads_data[95:88]), .uploads_ready(uploads_ready),
        .clear_counters(counter_valid & counted_ready & counter_data == 5'd30), .counter(counter_data), .counted(counted),
        .memory_request_valid(memory_request_valid), .memory_request_ready(memory_request_ready),
        .memory_request_write(memory_request_write), .memory_request_address(memory_request_address),
        .memory_request_length(memory_request_length), .memory_request_data(memory_request_data),
        .memory_request_enables(memory_request_enables), .memory_read_data(memory_read_data),
        .memory_read_valid(memory_read_valid), .memory_read_ready(memory_read_ready)
    );
    weights_reader weights_reader (
        .clock(clock), .idle(weights_idle), .order_data(weights_order_data), .order_valid(weights_order_valid),
        .order_ready(weights_order_ready), .request_valid(weights_request_valid), .request_address(weights_address),
        .request_length(weights_length), .request_ready(weights_request_ready), .words_data(weights_words_data),
        .words_valid(weights_words_valid), .words_ready(weights_words_ready), .weights_data(weights_data),
        .weights_valid(weights_valid), .weights_ready(weights_ready)
    );
    transfer transfer (
        .clock(clock), .idle(transfer_idle), .order_data(transfer_order_data), .order_valid(transfer_order_valid),
        .order_ready(transfer_order_ready), .spilled_data(spilled_data), .spilled_valid(spilled_valid),
        .spilled_ready(spilled_ready), .request_valid(transfer_valid), .request_write(transfer_write),
        .request_address(transfer_address), .request_length(transfer_length), .request_data(transfer_word),
        .request_enables(transfer_enables), .request_ready(transfer_ready)
    );
endmodule
