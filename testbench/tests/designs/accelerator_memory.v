// An accelerator and a memory of zeros that answers a request at a time, a word every second cycle.
module accelerator_memory (
    input wire clock,
    input wire [63:0] command_data,
    input wire command_valid,
    output wire command_ready,
    input wire [127:0] activations_data,
    input wire activations_valid,
    output wire activations_ready,
    input wire [319:0] weights_data,
    input wire weights_valid,
    output wire weights_ready,
    input wire [15:0] vectors_data,
    input wire vectors_valid,
    output wire vectors_ready,
    output wire [33:0] results_data,
    output wire results_valid,
    input wire results_ready
);
    reg [63:0] words [0:4095];
    integer i;
    initial for (i = 0; i < 4096; i = i + 1) words[i] = 64'd0;

    wire request_valid, request_write, read_ready;
    wire [23:0] request_address;
    wire [7:0] request_length, request_enables;
    wire [63:0] request_data;
    reg [7:0] left = 8'd0;
    reg [11:0] address = 12'd0;
    reg [63:0] read_data = 64'd0;
    reg read_valid = 1'b0;
    wire request_ready = left == 8'd0 && !read_valid;
    always @(posedge clock) begin
        if (read_valid && read_ready) read_valid <= 1'b0;
        if (left != 8'd0 && !read_valid) begin
            read_valid <= 1'b1;
            read_data <= words[address];
            address <= address + 12'd1;
            left <= left - 8'd1;
        end
        if (request_valid && request_ready) begin
            if (request_write)
                for (i = 0; i < 8; i = i + 1) begin
                    if (request_enables[i]) words[request_address[11:0]][8 * i +: 8] <= request_data[8 * i +: 8];
                end
            else begin
                address <= request_address[11:0];
                left <= request_length;
            end
        end
    end

    ACCELERATOR accelerator (
        .clock(clock),
        .command_data(command_data),
        .command_valid(command_valid),
        .command_ready(command_ready),
        .activations_data(activations_data),
        .activations_valid(activations_valid),
        .activations_ready(activations_ready),
        .weights_data(weights_data),
        .weights_valid(weights_valid),
        .weights_ready(weights_ready),
        .vectors_data(vectors_data),
        .vectors_valid(vectors_valid),
        .vectors_ready(vectors_ready),
        .results_data(results_data),
        .results_valid(results_valid),
        .results_ready(results_ready),
        .memory_request_valid(request_valid),
        .memory_request_ready(request_ready),
        .memory_request_write(request_write),
        .memory_request_address(request_address),
        .memory_request_length(request_length),
        .memory_request_data(request_data),
        .memory_request_enables(request_enables),
        .memory_read_data(read_data),
        .memory_read_valid(read_valid),
        .memory_read_ready(read_ready)
    );
endmodule
