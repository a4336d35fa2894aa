// The vector unit with streams only: the top bit of an order forgets the faults of the orders before it, and when
// an order ends, `ended` has the faults so far.
module vector_unit_alone (
    input wire clock,
    input wire [160:0] order_data,
    input wire order_valid,
    output wire order_ready,
    input wire [33:0] results_data,
    input wire results_valid,
    output wire results_ready,
    input wire [63:0] fetched_data,
    input wire fetched_valid,
    output wire fetched_ready,
    output wire [127:0] activations_data,
    output wire activations_valid,
    input wire activations_ready,
    output wire [15:0] vectors_data,
    output wire vectors_valid,
    input wire vectors_ready,
    output wire [63:0] spilled_data,
    output wire spilled_valid,
    input wire spilled_ready,
    output wire [25:0] ended_data,
    output wire ended_valid
);
    wire idle;
    wire [1:0] fault;
    wire [23:0] fault_tag;
    reg was_idle = 1'b1;
    always @(posedge clock) was_idle <= idle;
    assign ended_valid = idle && !was_idle;
    assign ended_data = {fault_tag & {24{|fault}}, fault};
    vector_unit unit (
        .clock(clock),
        .order_data(order_data[159:0]),
        .order_valid(order_valid),
        .order_ready(order_ready),
        .results_data(results_data),
        .results_valid(results_valid),
        .results_ready(results_ready),
        .fetched_data(fetched_data),
        .fetched_valid(fetched_valid),
        .fetched_ready(fetched_ready),
        .activations_data(activations_data),
        .activations_valid(activations_valid),
        .activations_ready(activations_ready),
        .vectors_data(vectors_data),
        .vectors_valid(vectors_valid),
        .vectors_ready(vectors_ready),
        .spilled_data(spilled_data),
        .spilled_valid(spilled_valid),
        .spilled_ready(spilled_ready),
        .clear(order_valid && order_ready && order_data[160]),
        .idle(idle),
        .fault(fault),
        .fault_tag(fault_tag)
    );
endmodule
