// The SDRAM controller, its port as two streams: requests {data, enables, write, length, address}, and words that are read. Who asks
// is told what it says of the chip: {errors, first_error, size, tested, found, ready}; a 1 begins a test before.
module sdram_system (
    input  wire         clock,
    input  wire         request_valid,
    output wire         request_ready,
    input  wire [104:0] request_data,
    input  wire         ask_valid,
    output wire         ask_ready,
    input  wire         ask_data,
    output wire         words_valid,
    input  wire         words_ready,
    output wire [63:0]  words_data,
    output wire         state_valid,
    input  wire         state_ready,
    output wire [63:0]  state_data,
    output wire         chip_cke,
    output wire         chip_csn,
    output wire         chip_rasn,
    output wire         chip_casn,
    output wire         chip_wen,
    output wire [1:0]   chip_ba,
    output wire [12:0]  chip_a,
    output wire [1:0]   chip_dqm,
    output wire [15:0]  chip_d_out,
    output wire [15:0]  chip_d_off,
    input  wire [15:0]  chip_d_in
);
    wire ready, found, tested;
    wire [1:0] size;
    wire [25:0] errors;
    wire [22:0] first_error;
    wire [4:0] due;
    // A test begins when it is asked for, and its answer is what is known when it is done.
    reg begun = 0;
    wire test = ask_valid & ask_data & ~begun;
    wire answered = state_valid & state_ready;
    assign state_valid = ask_valid & ready & (begun | ~ask_data);
    assign state_data = {1'd0, due, errors, first_error, 4'd0, size, tested, found, ready};
    assign ask_ready = state_valid & state_ready;
    always @(posedge clock) begun <= ~answered & (begun | (test & ready));
    sdram sdram (
        .clock(clock), .port_request_valid(request_valid), .port_request_ready(request_ready), .port_request_write(request_data[32]),
        .port_request_address(request_data[23:0]), .port_request_length(request_data[31:24]), .port_request_data(request_data[104:41]),
        .port_request_enables(request_data[40:33]), .port_read_data(words_data), .port_read_valid(words_valid),
        .port_read_ready(words_ready), .chip_cke(chip_cke), .chip_csn(chip_csn), .chip_rasn(chip_rasn), .chip_casn(chip_casn),
        .chip_wen(chip_wen), .chip_ba(chip_ba), .chip_a(chip_a), .chip_dqm(chip_dqm), .chip_d_out(chip_d_out),
        .chip_d_off(chip_d_off), .chip_d_in(chip_d_in), .test(test), .ready(ready), .found(found), .size(size),
        .tested(tested), .errors(errors), .first_error(first_error), .due(due)
    );
endmodule
