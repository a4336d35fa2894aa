// Harmonia BFP accelerator, configuration `system`: Four token rows in a whole system: programs, vectors and weights in one memory.
// tokens = 4, context = 8192, multiplier = Portable. Emitted from Rust by `harmonia generate`; do not edit.
// Licence: MIT OR Apache-2.0

`default_nettype none

module harmonia_system (
    input wire clock,
    // Frames of the host.
    input wire [63:0] up_data,
    input wire up_valid,
    output wire up_ready,
    // Answers, in the order of the frames.
    output wire [63:0] down_data,
    output wire down_valid,
    input wire down_ready,
    // Requests for memory, in the order in which they were taken. There is a request.
    output wire memory_request_valid,
    // It writes one word; else it reads.
    output wire memory_request_write,
    // Its first word.
    output wire [23:0] memory_request_address,
    // Its words; 1 where it writes.
    output wire [7:0] memory_request_length,
    // The word to write.
    output wire [63:0] memory_request_data,
    // Bytes of it to write.
    output wire [7:0] memory_request_enables,
    output wire memory_read_ready,
    // It is taken.
    input wire memory_request_ready,
    // A word of memory.
    input wire [63:0] memory_read_data,
    // It is there, and is taken.
    input wire memory_read_valid,
    // A pass runs.
    output wire busy,
    // Overflow in bit 0, invalid in bit 1: raised since `clear`.
    output wire [1:0] fault
);
    wire processor_writes_valid;
    wire [23:0] processor_writes_address;
    wire [63:0] processor_writes_data;
    wire [7:0] processor_writes_enables;
    wire processor_reads_valid;
    wire [23:0] processor_reads_address;
    wire [7:0] processor_reads_length;
    wire processor_words_ready;
    wire processor_fetch_valid;
    wire [23:0] processor_fetch_address;
    wire [7:0] processor_fetch_length;
    wire processor_fetched_ready;
    wire [63:0] processor_command_data;
    wire processor_command_valid;
    wire [159:0] processor_order_data;
    wire processor_order_valid;
    wire [177:0] processor_weights_data;
    wire processor_weights_valid;
    wire [159:0] processor_transfer_data;
    wire processor_transfer_valid;
    wire processor_clear;
    wire processor_busy;
    wire processor_rest;
    wire [4:0] processor_counter;
    wire command_relay_up_ready;
    wire [63:0] command_relay_down_data;
    wire command_relay_down_valid;
    wire accelerator_command_ready;
    wire accelerator_activations_ready;
    wire accelerator_weights_ready;
    wire accelerator_vectors_ready;
    wire [33:0] accelerator_results_data;
    wire accelerator_results_valid;
    wire accelerator_memory_request_valid;
    wire accelerator_memory_request_write;
    wire [23:0] accelerator_memory_request_address;
    wire [7:0] accelerator_memory_request_length;
    wire [63:0] accelerator_memory_request_data;
    wire [7:0] accelerator_memory_request_enables;
    wire accelerator_memory_read_ready;
    wire vector_order_ready;
    wire vector_results_ready;
    wire vector_fetched_ready;
    wire [127:0] vector_activations_data;
    wire vector_activations_valid;
    wire [15:0] vector_vectors_data;
    wire vector_vectors_valid;
    wire [63:0] vector_spilled_data;
    wire vector_spilled_valid;
    wire vector_idle;
    wire [1:0] vector_fault;
    wire [23:0] vector_fault_tag;
    wire weights_order_ready;
    wire weights_request_valid;
    wire [23:0] weights_request_address;
    wire [7:0] weights_request_length;
    wire weights_words_ready;
    wire [319:0] weights_weights_data;
    wire weights_weights_valid;
    wire weights_idle;
    wire results_skid_up_ready;
    wire [33:0] results_skid_down_data;
    wire results_skid_down_valid;
    wire answers_skid_up_ready;
    wire [63:0] answers_skid_down_data;
    wire answers_skid_down_valid;
    wire spilled_skid_up_ready;
    wire [63:0] spilled_skid_down_data;
    wire spilled_skid_down_valid;
    wire transfer_order_ready;
    wire transfer_spilled_ready;
    wire transfer_request_valid;
    wire transfer_request_write;
    wire [23:0] transfer_request_address;
    wire [7:0] transfer_request_length;
    wire [63:0] transfer_request_data;
    wire [7:0] transfer_request_enables;
    wire transfer_idle;
    wire controller_attention_request_ready;
    wire [63:0] controller_attention_read_data;
    wire controller_attention_read_valid;
    wire controller_weights_ready;
    wire [63:0] controller_weights_words_data;
    wire controller_weights_words_valid;
    wire controller_program_ready;
    wire [63:0] controller_program_words_data;
    wire controller_program_words_valid;
    wire controller_transfer_ready;
    wire [63:0] controller_transfer_words_data;
    wire controller_transfer_words_valid;
    wire controller_loader_ready;
    wire [63:0] controller_loader_words_data;
    wire controller_loader_words_valid;
    wire controller_uploads_ready;
    wire controller_idle;
    wire [63:0] controller_counted;
    harmonia_system_processor processor (
        .clock(clock),
        .up_data(up_data),
        .up_valid(up_valid),
        .up_ready(up_ready),
        .down_data(down_data),
        .down_valid(down_valid),
        .down_ready(down_ready),
        .writes_valid(processor_writes_valid),
        .writes_address(processor_writes_address),
        .writes_data(processor_writes_data),
        .writes_enables(processor_writes_enables),
        .writes_ready(controller_uploads_ready),
        .reads_valid(processor_reads_valid),
        .reads_address(processor_reads_address),
        .reads_length(processor_reads_length),
        .reads_ready(controller_loader_ready),
        .words_data(answers_skid_down_data),
        .words_valid(answers_skid_down_valid),
        .words_ready(processor_words_ready),
        .fetch_valid(processor_fetch_valid),
        .fetch_address(processor_fetch_address),
        .fetch_length(processor_fetch_length),
        .fetch_ready(controller_program_ready),
        .fetched_data(controller_program_words_data),
        .fetched_valid(controller_program_words_valid),
        .fetched_ready(processor_fetched_ready),
        .command_data(processor_command_data),
        .command_valid(processor_command_valid),
        .command_ready(command_relay_up_ready),
        .order_data(processor_order_data),
        .order_valid(processor_order_valid),
        .order_ready(vector_order_ready),
        .weights_data(processor_weights_data),
        .weights_valid(processor_weights_valid),
        .weights_ready(weights_order_ready),
        .transfer_data(processor_transfer_data),
        .transfer_valid(processor_transfer_valid),
        .transfer_ready(transfer_order_ready),
        .clear(processor_clear),
        .busy(processor_busy),
        .rest(processor_rest),
        .fault(vector_fault),
        .fault_tag(vector_fault_tag),
        .counter(processor_counter),
        .counted(controller_counted)
    );
    harmonia_system_relay_64 command_relay (
        .clock(clock),
        .up_data(processor_command_data),
        .up_valid(processor_command_valid),
        .up_ready(command_relay_up_ready),
        .down_data(command_relay_down_data),
        .down_valid(command_relay_down_valid),
        .down_ready(accelerator_command_ready)
    );
    harmonia_system_accelerator accelerator (
        .clock(clock),
        .command_data(command_relay_down_data),
        .command_valid(command_relay_down_valid),
        .command_ready(accelerator_command_ready),
        .activations_data(vector_activations_data),
        .activations_valid(vector_activations_valid),
        .activations_ready(accelerator_activations_ready),
        .weights_data(weights_weights_data),
        .weights_valid(weights_weights_valid),
        .weights_ready(accelerator_weights_ready),
        .vectors_data(vector_vectors_data),
        .vectors_valid(vector_vectors_valid),
        .vectors_ready(accelerator_vectors_ready),
        .results_data(accelerator_results_data),
        .results_valid(accelerator_results_valid),
        .results_ready(results_skid_up_ready),
        .memory_request_valid(accelerator_memory_request_valid),
        .memory_request_write(accelerator_memory_request_write),
        .memory_request_address(accelerator_memory_request_address),
        .memory_request_length(accelerator_memory_request_length),
        .memory_request_data(accelerator_memory_request_data),
        .memory_request_enables(accelerator_memory_request_enables),
        .memory_read_ready(accelerator_memory_read_ready),
        .memory_request_ready(controller_attention_request_ready),
        .memory_read_data(controller_attention_read_data),
        .memory_read_valid(controller_attention_read_valid)
    );
    harmonia_system_vector vector (
        .clock(clock),
        .order_data(processor_order_data),
        .order_valid(processor_order_valid),
        .order_ready(vector_order_ready),
        .results_data(results_skid_down_data),
        .results_valid(results_skid_down_valid),
        .results_ready(vector_results_ready),
        .fetched_data(controller_transfer_words_data),
        .fetched_valid(controller_transfer_words_valid),
        .fetched_ready(vector_fetched_ready),
        .activations_data(vector_activations_data),
        .activations_valid(vector_activations_valid),
        .activations_ready(accelerator_activations_ready),
        .vectors_data(vector_vectors_data),
        .vectors_valid(vector_vectors_valid),
        .vectors_ready(accelerator_vectors_ready),
        .spilled_data(vector_spilled_data),
        .spilled_valid(vector_spilled_valid),
        .spilled_ready(spilled_skid_up_ready),
        .clear(processor_clear),
        .idle(vector_idle),
        .fault(vector_fault),
        .fault_tag(vector_fault_tag)
    );
    harmonia_system_weights weights (
        .clock(clock),
        .order_data(processor_weights_data),
        .order_valid(processor_weights_valid),
        .order_ready(weights_order_ready),
        .request_valid(weights_request_valid),
        .request_address(weights_request_address),
        .request_length(weights_request_length),
        .request_ready(controller_weights_ready),
        .words_data(controller_weights_words_data),
        .words_valid(controller_weights_words_valid),
        .words_ready(weights_words_ready),
        .weights_data(weights_weights_data),
        .weights_valid(weights_weights_valid),
        .weights_ready(accelerator_weights_ready),
        .idle(weights_idle)
    );
    harmonia_system_skid_buffer_34 results_skid (
        .clock(clock),
        .up_data(accelerator_results_data),
        .up_valid(accelerator_results_valid),
        .up_ready(results_skid_up_ready),
        .down_data(results_skid_down_data),
        .down_valid(results_skid_down_valid),
        .down_ready(vector_results_ready)
    );
    harmonia_system_skid_buffer_64 answers_skid (
        .clock(clock),
        .up_data(controller_loader_words_data),
        .up_valid(controller_loader_words_valid),
        .up_ready(answers_skid_up_ready),
        .down_data(answers_skid_down_data),
        .down_valid(answers_skid_down_valid),
        .down_ready(processor_words_ready)
    );
    harmonia_system_skid_buffer_64 spilled_skid (
        .clock(clock),
        .up_data(vector_spilled_data),
        .up_valid(vector_spilled_valid),
        .up_ready(spilled_skid_up_ready),
        .down_data(spilled_skid_down_data),
        .down_valid(spilled_skid_down_valid),
        .down_ready(transfer_spilled_ready)
    );
    harmonia_system_transfer transfer (
        .clock(clock),
        .order_data(processor_transfer_data),
        .order_valid(processor_transfer_valid),
        .order_ready(transfer_order_ready),
        .spilled_data(spilled_skid_down_data),
        .spilled_valid(spilled_skid_down_valid),
        .spilled_ready(transfer_spilled_ready),
        .request_valid(transfer_request_valid),
        .request_write(transfer_request_write),
        .request_address(transfer_request_address),
        .request_length(transfer_request_length),
        .request_data(transfer_request_data),
        .request_enables(transfer_request_enables),
        .request_ready(controller_transfer_ready),
        .idle(transfer_idle)
    );
    harmonia_system_controller_2 controller (
        .clock(clock),
        .attention_request_valid(accelerator_memory_request_valid),
        .attention_request_write(accelerator_memory_request_write),
        .attention_request_address(accelerator_memory_request_address),
        .attention_request_length(accelerator_memory_request_length),
        .attention_request_data(accelerator_memory_request_data),
        .attention_request_enables(accelerator_memory_request_enables),
        .attention_read_ready(accelerator_memory_read_ready),
        .attention_request_ready(controller_attention_request_ready),
        .attention_read_data(controller_attention_read_data),
        .attention_read_valid(controller_attention_read_valid),
        .weights_valid(weights_request_valid),
        .weights_address(weights_request_address),
        .weights_length(weights_request_length),
        .weights_ready(controller_weights_ready),
        .weights_words_data(controller_weights_words_data),
        .weights_words_valid(controller_weights_words_valid),
        .weights_words_ready(weights_words_ready),
        .program_valid(processor_fetch_valid),
        .program_address(processor_fetch_address),
        .program_length(processor_fetch_length),
        .program_ready(controller_program_ready),
        .program_words_data(controller_program_words_data),
        .program_words_valid(controller_program_words_valid),
        .program_words_ready(processor_fetched_ready),
        .transfer_valid(transfer_request_valid),
        .transfer_write(transfer_request_write),
        .transfer_address(transfer_request_address),
        .transfer_length(transfer_request_length),
        .transfer_data(transfer_request_data),
        .transfer_enables(transfer_request_enables),
        .transfer_ready(controller_transfer_ready),
        .transfer_words_data(controller_transfer_words_data),
        .transfer_words_valid(controller_transfer_words_valid),
        .transfer_words_ready(vector_fetched_ready),
        .loader_valid(processor_reads_valid),
        .loader_address(processor_reads_address),
        .loader_length(processor_reads_length),
        .loader_ready(controller_loader_ready),
        .loader_words_data(controller_loader_words_data),
        .loader_words_valid(controller_loader_words_valid),
        .loader_words_ready(answers_skid_up_ready),
        .uploads_valid(processor_writes_valid),
        .uploads_address(processor_writes_address),
        .uploads_data(processor_writes_data),
        .uploads_enables(processor_writes_enables),
        .uploads_ready(controller_uploads_ready),
        .memory_request_valid(memory_request_valid),
        .memory_request_write(memory_request_write),
        .memory_request_address(memory_request_address),
        .memory_request_length(memory_request_length),
        .memory_request_data(memory_request_data),
        .memory_request_enables(memory_request_enables),
        .memory_read_ready(memory_read_ready),
        .memory_request_ready(memory_request_ready),
        .memory_read_data(memory_read_data),
        .memory_read_valid(memory_read_valid),
        .idle(controller_idle),
        .clear_counters(processor_clear),
        .counter(processor_counter),
        .counted(controller_counted)
    );
    assign fault = vector_fault;
    assign busy = processor_busy;
    assign processor_rest = vector_idle & weights_idle & transfer_idle & controller_idle;
endmodule

module harmonia_system_accelerator (
    input wire clock,
    // Commands of the host, one word each.
    input wire [63:0] command_data,
    input wire command_valid,
    output wire command_ready,
    // Activations of the host: four FP32 values a beat, the first in the lowest bits.
    input wire [127:0] activations_data,
    input wire activations_valid,
    output wire activations_ready,
    // A beat of weights: 32 nibbles for each of two outputs, then scale and minimum of each, FP16. At
    // stage ACCEPT.
    input wire [319:0] weights_data,
    // A beat of weights is there; it waits until `weights_ready`.
    input wire weights_valid,
    // The beat of weights is taken; else it may be used all the same, and stays.
    output wire weights_ready,
    // FP16 values of the host: keys with values, queries, or what WRITE takes.
    input wire [15:0] vectors_data,
    input wire vectors_valid,
    output wire vectors_ready,
    // Results for the host: FP32 in the lower 32 bits, then the overflow bit and the invalid bit.
    output wire [33:0] results_data,
    output wire results_valid,
    input wire results_ready,
    // The memory: 64-bit words, answers in the order of requests. There is a request.
    output wire memory_request_valid,
    // It writes one word; else it reads.
    output wire memory_request_write,
    // Its first word.
    output wire [23:0] memory_request_address,
    // Its words.
    output wire [7:0] memory_request_length,
    // The word to write.
    output wire [63:0] memory_request_data,
    // Bytes of it to write.
    output wire [7:0] memory_request_enables,
    // The word read is taken.
    output wire memory_read_ready,
    // The request is taken.
    input wire memory_request_ready,
    // A word read.
    input wire [63:0] memory_read_data,
    // It is there.
    input wire memory_read_valid
);
    wire router_own_command_ready;
    wire [63:0] router_engine_command_data;
    wire router_engine_command_valid;
    wire [63:0] router_attention_command_data;
    wire router_attention_command_valid;
    wire router_own_activations_ready;
    wire [127:0] router_activations_data;
    wire router_activations_valid;
    wire router_engine_results_ready;
    wire router_own_results_ready;
    wire [33:0] router_to_attention_data;
    wire router_to_attention_valid;
    wire engine_command_ready;
    wire engine_quiet;
    wire engine_activations_ready;
    wire engine_kv_ready;
    wire [33:0] engine_results_data;
    wire engine_results_valid;
    wire attention_command_ready;
    wire [33:0] attention_results_data;
    wire attention_results_valid;
    wire [63:0] attention_engine_command_data;
    wire attention_engine_command_valid;
    wire [127:0] attention_activations_data;
    wire attention_activations_valid;
    wire [383:0] attention_kv_data;
    wire attention_kv_valid;
    wire attention_engine_results_ready;
    harmonia_system_router router (
        .clock(clock),
        .host_command_data(command_data),
        .host_command_valid(command_valid),
        .host_command_ready(command_ready),
        .own_command_data(attention_engine_command_data),
        .own_command_valid(attention_engine_command_valid),
        .own_command_ready(router_own_command_ready),
        .engine_command_data(router_engine_command_data),
        .engine_command_valid(router_engine_command_valid),
        .engine_command_ready(engine_command_ready),
        .attention_command_data(router_attention_command_data),
        .attention_command_valid(router_attention_command_valid),
        .attention_command_ready(attention_command_ready),
        .engine_quiet(engine_quiet),
        .host_activations_data(activations_data),
        .host_activations_valid(activations_valid),
        .host_activations_ready(activations_ready),
        .own_activations_data(attention_activations_data),
        .own_activations_valid(attention_activations_valid),
        .own_activations_ready(router_own_activations_ready),
        .activations_data(router_activations_data),
        .activations_valid(router_activations_valid),
        .activations_ready(engine_activations_ready),
        .engine_results_data(engine_results_data),
        .engine_results_valid(engine_results_valid),
        .engine_results_ready(router_engine_results_ready),
        .own_results_data(attention_results_data),
        .own_results_valid(attention_results_valid),
        .own_results_ready(router_own_results_ready),
        .to_attention_data(router_to_attention_data),
        .to_attention_valid(router_to_attention_valid),
        .to_attention_ready(attention_engine_results_ready),
        .results_data(results_data),
        .results_valid(results_valid),
        .results_ready(results_ready)
    );
    harmonia_system_engine engine (
        .clock(clock),
        .command_data(router_engine_command_data),
        .command_valid(router_engine_command_valid),
        .command_ready(engine_command_ready),
        .quiet(engine_quiet),
        .activations_data(router_activations_data),
        .activations_valid(router_activations_valid),
        .activations_ready(engine_activations_ready),
        .weights_data(weights_data),
        .weights_valid(weights_valid),
        .weights_ready(weights_ready),
        .kv_data(attention_kv_data),
        .kv_valid(attention_kv_valid),
        .kv_ready(engine_kv_ready),
        .results_data(engine_results_data),
        .results_valid(engine_results_valid),
        .results_ready(router_engine_results_ready)
    );
    harmonia_system_attention attention (
        .clock(clock),
        .command_data(router_attention_command_data),
        .command_valid(router_attention_command_valid),
        .command_ready(attention_command_ready),
        .vectors_data(vectors_data),
        .vectors_valid(vectors_valid),
        .vectors_ready(vectors_ready),
        .results_data(attention_results_data),
        .results_valid(attention_results_valid),
        .results_ready(router_own_results_ready),
        .memory_request_valid(memory_request_valid),
        .memory_request_write(memory_request_write),
        .memory_request_address(memory_request_address),
        .memory_request_length(memory_request_length),
        .memory_request_data(memory_request_data),
        .memory_request_enables(memory_request_enables),
        .memory_read_ready(memory_read_ready),
        .memory_request_ready(memory_request_ready),
        .memory_read_data(memory_read_data),
        .memory_read_valid(memory_read_valid),
        .engine_command_data(attention_engine_command_data),
        .engine_command_valid(attention_engine_command_valid),
        .engine_command_ready(router_own_command_ready),
        .activations_data(attention_activations_data),
        .activations_valid(attention_activations_valid),
        .activations_ready(router_own_activations_ready),
        .kv_data(attention_kv_data),
        .kv_valid(attention_kv_valid),
        .kv_ready(engine_kv_ready),
        .engine_results_data(router_to_attention_data),
        .engine_results_valid(router_to_attention_valid),
        .engine_results_ready(attention_engine_results_ready)
    );
endmodule

module harmonia_system_accumulator (
    input wire clock,
    // What the sum gains, two's complement in units of 2^-32; at stage ADDEND.
    input wire [64:0] addend,
    // The addend was cut off: the sum is marked; at stage ADDEND.
    input wire overflow,
    // The activation block had no number in it: the sum is marked; at stage ADDEND.
    input wire invalid,
    // An addend comes in the next cycle.
    input wire add,
    // The sum begins anew with that addend; nothing without `add`.
    input wire clear,
    // The addend that comes two cycles later is for the sum in a slot: page order.
    input wire page,
    // The slot whose sum it goes on with, four cycles before it comes.
    input wire [7:0] read_slot,
    // The slot that the sum is written back to, in the cycle of the addend; written in page order only.
    input wire [7:0] write_slot,
    // The sum is complete: it is on the chain two cycles later, whatever was there.
    input wire capture,
    // Two cycles later the chain has moved: `chain_out` is what `chain_in` was.
    input wire shift,
    // A captured sum of the accumulator before on the drain chain, with its marks.
    input wire [81:0] chain_in,
    // The sum captured here or moved here: 80 bits in units of 2^-32, then the overflow and the invalid
    // mark.
    output wire [81:0] chain_out
);
    // 80-bit sum in two 40-bit halves a cycle apart, one of many in page order; captured into the drain chain when
    // complete.
    (* src = "hdl/src/engine/accumulator.rs:94" *)
    (* no_rw_check *) reg [41:0] low_slots [0:255];
    (* src = "hdl/src/engine/accumulator.rs:95" *)
    (* no_rw_check *) reg [39:0] high_slots [0:255];
    (* src = "hdl/src/engine/accumulator.rs:74" *)
    reg add_q = 1'd0;
    (* src = "hdl/src/engine/accumulator.rs:75" *)
    reg page_next = 1'd0;
    (* src = "hdl/src/engine/accumulator.rs:76" *)
    reg page_q = 1'd0;
    (* src = "hdl/src/engine/accumulator.rs:77" *)
    reg [7:0] read_slot_q;
    (* src = "hdl/src/engine/accumulator.rs:80" *)
    reg [7:0] write_slot_q;
    (* src = "hdl/src/engine/accumulator.rs:83" *)
    reg capture_q = 1'd0;
    (* src = "hdl/src/engine/accumulator.rs:84" *)
    reg shift_q = 1'd0;
    (* src = "hdl/src/engine/accumulator.rs:89" *)
    wire clear_low;
    (* src = "hdl/src/engine/accumulator.rs:90" *)
    reg clear_high = 1'd0;
    (* src = "hdl/src/engine/accumulator.rs:96" *)
    reg [41:0] _word, low_slot;
    (* src = "hdl/src/engine/accumulator.rs:98" *)
    reg [7:0] read_slot_q2;
    (* src = "hdl/src/engine/accumulator.rs:98" *)
    reg [39:0] _word_1;
    (* src = "hdl/src/engine/accumulator.rs:100" *)
    reg [39:0] high_slot;
    (* src = "hdl/src/engine/accumulator.rs:101" *)
    reg keep_low = 1'd0;
    (* src = "hdl/src/engine/accumulator.rs:103" *)
    reg [39:0] low = 40'h0;
    (* src = "hdl/src/engine/accumulator.rs:104" *)
    wire [40:0] sum_0;
    (* src = "hdl/src/engine/accumulator.rs:105" *)
    wire [39:0] low_sum;
    (* src = "hdl/src/engine/accumulator.rs:106" *)
    wire [39:0] held_0;
    (* src = "hdl/src/engine/accumulator.rs:107" *)
    wire [39:0] held_1;
    (* src = "hdl/src/engine/accumulator.rs:111" *)
    reg [39:0] low_result = 40'h0;
    (* src = "hdl/src/engine/accumulator.rs:114" *)
    reg carry;
    (* src = "hdl/src/engine/accumulator.rs:118" *)
    reg [24:0] addend_64_40_q;
    (* src = "hdl/src/engine/accumulator.rs:115" *)
    wire [39:0] rest;
    (* src = "hdl/src/engine/accumulator.rs:166" *)
    reg add_high = 1'd0;
    (* src = "hdl/src/engine/accumulator.rs:167" *)
    reg [39:0] high = 40'h0;
    (* src = "hdl/src/engine/accumulator.rs:168" *)
    wire [39:0] sum_1;
    (* src = "hdl/src/engine/accumulator.rs:171" *)
    wire [39:0] held_2;
    (* src = "hdl/src/engine/accumulator.rs:172" *)
    wire [39:0] held_3;
    (* src = "hdl/src/engine/accumulator.rs:174" *)
    reg [39:0] high_result = 40'h0;
    (* src = "hdl/src/engine/accumulator.rs:123" *)
    reg clear_q;
    (* src = "hdl/src/engine/accumulator.rs:125" *)
    reg overflowed = 1'd0, invalidated = 1'd0;
    (* src = "hdl/src/engine/accumulator.rs:126" *)
    reg low_slot_40_q, low_slot_41_q;
    (* src = "hdl/src/engine/accumulator.rs:126" *)
    wire before_word_0, before_word_2;
    (* src = "hdl/src/engine/accumulator.rs:127" *)
    wire before_word_1, before_word_3;
    (* src = "hdl/src/engine/accumulator.rs:135" *)
    wire [41:0] low_kept;
    (* src = "hdl/src/engine/accumulator.rs:138" *)
    reg keep_low_q = 1'd0;
    (* src = "hdl/src/engine/accumulator.rs:139" *)
    reg [7:0] write_slot_q2;
    (* src = "hdl/src/engine/accumulator.rs:145" *)
    reg [39:0] low_result_q;
    (* src = "hdl/src/engine/accumulator.rs:147" *)
    reg overflowed_q;
    (* src = "hdl/src/engine/accumulator.rs:148" *)
    reg invalidated_q;
    (* src = "hdl/src/engine/accumulator.rs:144" *)
    wire [81:0] complete;
    (* src = "hdl/src/engine/accumulator.rs:150" *)
    reg [81:0] chain = 82'h0;
    (* src = "hdl/src/engine/accumulator.rs:151" *)
    wire [81:0] moved;
    assign clear_low = clear & add;
    assign sum_0 = {1'b0, low} + {1'b0, addend[39:0]};
    assign low_sum = sum_0[39:0];
    assign held_0 = add_q ? low_sum : low;
    assign held_1 = page_next ? low_slot[39:0] : held_0;
    assign rest = {{15{addend_64_40_q[24]}}, addend_64_40_q};
    assign sum_1 = high + rest + {39'b0, carry};
    assign held_2 = add_high ? sum_1 : high;
    assign held_3 = page_q ? high_slot : held_2;
    assign before_word_0 = page_q ? low_slot_40_q : overflowed;
    assign before_word_1 = clear_q ? 1'd0 : before_word_0;
    assign before_word_2 = page_q ? low_slot_41_q : invalidated;
    assign before_word_3 = clear_q ? 1'd0 : before_word_2;
    assign low_kept = {invalidated, overflowed, low_result};
    assign complete = {invalidated_q, overflowed_q, high_result, low_result_q};
    assign moved = shift_q ? chain_in : chain;
    assign chain_out = chain;
    always @(posedge clock) begin
        add_q <= add;
        page_next <= page;
        page_q <= page_next;
        read_slot_q <= read_slot;
        write_slot_q <= write_slot;
        capture_q <= capture;
        shift_q <= shift;
        clear_high <= clear_low;
        _word <= low_slots[read_slot_q];
        low_slot <= _word;
        read_slot_q2 <= read_slot_q;
        _word_1 <= high_slots[read_slot_q2];
        high_slot <= _word_1;
        keep_low <= add_q & page_q;
        low <= clear_low ? 40'h0 : held_1;
        if (add_q) low_result <= low_sum;
        carry <= sum_0[40];
        addend_64_40_q <= addend[64:40];
        add_high <= add_q;
        high <= clear_high ? 40'h0 : held_3;
        if (add_high) high_result <= sum_1;
        clear_q <= clear;
        if (add_q) overflowed <= before_word_1 | overflow;
        low_slot_40_q <= low_slot[40];
        if (add_q) invalidated <= before_word_3 | invalid;
        low_slot_41_q <= low_slot[41];
        keep_low_q <= keep_low;
        write_slot_q2 <= write_slot_q;
        low_result_q <= low_result;
        overflowed_q <= overflowed;
        invalidated_q <= invalidated;
        chain <= capture_q ? complete : moved;
        if (keep_low) low_slots[write_slot_q] <= low_kept;
        if (keep_low_q) high_slots[write_slot_q2] <= high_result;
    end
endmodule

module harmonia_system_activation_buffer (
    input wire clock,
    // A block is there and is written; it can be read two cycles later.
    input wire write_enable,
    // Its place, 0 to 511.
    input wire [8:0] write_address,
    // Mantissas, exponent, sum and invalid bit of a block of 32 activations.
    input wire [310:0] write_block,
    // The block wanted, one per cycle; at stage ADDRESS. Never one that is being written.
    input wire [8:0] read_address,
    // Its 32 signed mantissas, the first in the lowest bits; at stage OPERAND.
    output wire [287:0] mantissas,
    // Its exponent, two's complement; at stage SUM.
    output wire [7:0] exponent,
    // The sum of its mantissas, two's complement, for weights with a minimum; at stage SUM.
    output wire [13:0] block_sum,
    // One of its values was infinite or no number; at stage ADDEND.
    output wire invalid
);
    // 512 activation blocks: 32 mantissas, exponent, sum, invalid bit.
    (* src = "hdl/src/engine/activation_buffer.rs:53" *)
    (* no_rw_check *) reg [310:0] blocks [0:511];
    (* src = "hdl/src/engine/activation_buffer.rs:48" *)
    reg enable = 1'd0;
    (* src = "hdl/src/engine/activation_buffer.rs:50" *)
    reg [8:0] write_address_q;
    (* src = "hdl/src/engine/activation_buffer.rs:51" *)
    reg [310:0] data;
    (* src = "hdl/src/engine/activation_buffer.rs:57" *)
    reg [310:0] _word, _word_q;
    (* src = "hdl/src/engine/activation_buffer.rs:56" *)
    wire [7:0] exponent_1;
    (* src = "hdl/src/engine/activation_buffer.rs:56" *)
    wire [13:0] sum;
    (* src = "hdl/src/engine/activation_buffer.rs:56" *)
    wire invalid_1;
    (* src = "hdl/src/engine/activation_buffer.rs:59" *)
    reg [7:0] exponent_1_q, exponent_1_q2, exponent_1_q3, exponent_1_q4, exponent_1_q5, exponent_1_q6, exponent_1_q7,
            exponent_1_q8;
    (* src = "hdl/src/engine/activation_buffer.rs:60" *)
    reg [13:0] sum_q, sum_q2, sum_q3, sum_q4, sum_q5, sum_q6, sum_q7, sum_q8;
    (* src = "hdl/src/engine/activation_buffer.rs:61" *)
    reg invalid_1_q, invalid_1_q2, invalid_1_q3, invalid_1_q4, invalid_1_q5, invalid_1_q6, invalid_1_q7, invalid_1_q8,
            invalid_1_q9, invalid_1_q10, invalid_1_q11, invalid_1_q12, invalid_1_q13, invalid_1_q14, invalid_1_q15,
            invalid_1_q16;
    assign mantissas = _word_q[287:0];
    assign exponent_1 = _word_q[295:288];
    assign sum = _word_q[309:296];
    assign invalid_1 = _word_q[310];
    assign exponent = exponent_1_q8;
    assign block_sum = sum_q8;
    assign invalid = invalid_1_q16;
    always @(posedge clock) begin
        enable <= write_enable;
        write_address_q <= write_address;
        data <= write_block;
        _word <= blocks[read_address];
        _word_q <= _word;
        exponent_1_q <= exponent_1;
        exponent_1_q2 <= exponent_1_q;
        exponent_1_q3 <= exponent_1_q2;
        exponent_1_q4 <= exponent_1_q3;
        exponent_1_q5 <= exponent_1_q4;
        exponent_1_q6 <= exponent_1_q5;
        exponent_1_q7 <= exponent_1_q6;
        exponent_1_q8 <= exponent_1_q7;
        sum_q <= sum;
        sum_q2 <= sum_q;
        sum_q3 <= sum_q2;
        sum_q4 <= sum_q3;
        sum_q5 <= sum_q4;
        sum_q6 <= sum_q5;
        sum_q7 <= sum_q6;
        sum_q8 <= sum_q7;
        invalid_1_q <= invalid_1;
        invalid_1_q2 <= invalid_1_q;
        invalid_1_q3 <= invalid_1_q2;
        invalid_1_q4 <= invalid_1_q3;
        invalid_1_q5 <= invalid_1_q4;
        invalid_1_q6 <= invalid_1_q5;
        invalid_1_q7 <= invalid_1_q6;
        invalid_1_q8 <= invalid_1_q7;
        invalid_1_q9 <= invalid_1_q8;
        invalid_1_q10 <= invalid_1_q9;
        invalid_1_q11 <= invalid_1_q10;
        invalid_1_q12 <= invalid_1_q11;
        invalid_1_q13 <= invalid_1_q12;
        invalid_1_q14 <= invalid_1_q13;
        invalid_1_q15 <= invalid_1_q14;
        invalid_1_q16 <= invalid_1_q15;
        if (enable) blocks[write_address_q] <= data;
    end
endmodule

module harmonia_system_activation_merge (
    input wire clock,
    // Four rotated values of a query, FP32, as the cache collected them.
    input wire [127:0] query_data,
    input wire query_valid,
    output wire query_ready,
    // A row's 32 probabilities, 21 bits each: fraction, then the low bits of the exponent field. Never
    // there together with `query`. The next row's are there two cycles after they are taken, at the
    // earliest.
    input wire [671:0] probabilities_data,
    input wire probabilities_valid,
    output wire probabilities_ready,
    // Four FP32 values of either stream, the first in the lowest bits: a beat of the engine's
    // activations.
    output wire [127:0] activations_data,
    output wire activations_valid,
    input wire activations_ready
);
    // The engine's activations of an ATTEND: beats of queries, or a row's probabilities widened to FP32.
    (* src = "hdl/src/attention/query/activation_merge.rs:36" *)
    reg four_waits = 1'd0;
    (* src = "hdl/src/attention/query/activation_merge.rs:37" *)
    reg [83:0] four_weights = 84'h0;
    (* src = "hdl/src/attention/query/softmax_lane.rs:156" *)
    wire [4:0] field_0, field_1, field_2, field_3;
    (* src = "hdl/src/attention/query/softmax_lane.rs:157" *)
    wire some_0, some_1, some_2, some_3;
    (* src = "hdl/src/attention/query/activation_merge.rs:38" *)
    wire [31:0] lanes_0, lanes_1, lanes_2, lanes_3;
    (* src = "hdl/src/attention/query/activation_merge.rs:41" *)
    wire [127:0] wide;
    (* src = "hdl/src/attention/query/activation_merge.rs:43" *)
    wire [127:0] beat;
    (* src = "hdl/src/stream/skid_buffer.rs:21" *)
    reg [127:0] first = 128'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:22" *)
    reg [127:0] second = 128'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:23" *)
    reg holds_one = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:24" *)
    reg holds_two = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:26" *)
    wire push;
    (* src = "hdl/src/stream/skid_buffer.rs:27" *)
    wire moves;
    (* src = "hdl/src/stream/skid_buffer.rs:31" *)
    wire _either;
    (* src = "hdl/src/attention/query/activation_merge.rs:46" *)
    wire leaves;
    (* src = "hdl/src/attention/query/activation_merge.rs:47" *)
    wire four_may_come;
    (* src = "hdl/src/attention/query/activation_merge.rs:48" *)
    reg [2:0] place = 3'd0;
    (* src = "hdl/src/attention/query/activation_merge.rs:49" *)
    reg row_moves_on = 1'd0;
    (* src = "hdl/src/attention/query/activation_merge.rs:50" *)
    wire offered;
    (* src = "hdl/src/attention/query/activation_merge.rs:51" *)
    wire takes_four;
    (* src = "hdl/src/attention/query/activation_merge.rs:53" *)
    wire row_taken;
    (* src = "hdl/src/attention/query/activation_merge.rs:54" *)
    wire [2:0] next;
    (* src = "hdl/src/attention/query/activation_merge.rs:57" *)
    wire [83:0] fours_0, fours_1, fours_2, fours_3, fours_4, fours_5, fours_6, fours_7;
    assign field_0 = four_weights[20:16];
    assign some_0 = |field_0;
    assign lanes_0 = {{2{1'd0}}, {2{some_0}}, field_0, four_weights[15:0], 7'd0};
    assign field_1 = four_weights[41:37];
    assign some_1 = |field_1;
    assign lanes_1 = {{2{1'd0}}, {2{some_1}}, field_1, four_weights[36:21], 7'd0};
    assign field_2 = four_weights[62:58];
    assign some_2 = |field_2;
    assign lanes_2 = {{2{1'd0}}, {2{some_2}}, field_2, four_weights[57:42], 7'd0};
    assign field_3 = four_weights[83:79];
    assign some_3 = |field_3;
    assign lanes_3 = {{2{1'd0}}, {2{some_3}}, field_3, four_weights[78:63], 7'd0};
    assign wide = {lanes_3, lanes_2, lanes_1, lanes_0};
    assign beat = query_valid ? query_data : wide;
    assign push = (query_valid | four_waits) & ~holds_two;
    assign moves = ~holds_one | activations_ready;
    assign _either = holds_two | push;
    assign leaves = ~holds_two & ~query_valid;
    assign four_may_come = ~four_waits | leaves;
    assign offered = probabilities_valid & ~row_moves_on;
    assign takes_four = four_may_come & offered;
    assign row_taken = takes_four & (&place);
    assign next = place + 3'd1;
    assign fours_0 = probabilities_data[83:0];
    assign fours_1 = probabilities_data[167:84];
    assign fours_2 = probabilities_data[251:168];
    assign fours_3 = probabilities_data[335:252];
    assign fours_4 = probabilities_data[419:336];
    assign fours_5 = probabilities_data[503:420];
    assign fours_6 = probabilities_data[587:504];
    assign fours_7 = probabilities_data[671:588];
    assign query_ready = ~holds_two;
    assign probabilities_ready = row_taken;
    assign activations_data = first;
    assign activations_valid = holds_one;
    always @(posedge clock) begin
        if (four_may_come) four_waits <= offered;
        if (four_may_come) four_weights <= place[2] ? (place[1] ? (place[0] ? fours_7 : fours_6) : place[0] ? fours_5
                : fours_4) : place[1] ? (place[0] ? fours_3 : fours_2) : place[0] ? fours_1 : fours_0;
        if (moves) first <= holds_two ? second : beat;
        if (~holds_two) second <= beat;
        holds_one <= moves ? _either : 1'd1;
        holds_two <= ~moves & _either;
        if (takes_four) place <= next;
        row_moves_on <= row_taken;
    end
endmodule

module harmonia_system_add (
    input wire clock,
    // A term, FP32; with the exponent field 0 it is a zero.
    input wire [31:0] a,
    // The other term, FP32.
    input wire [31:0] b,
    // Terms are there, and are taken.
    input wire terms_valid,
    // a + b, FP32, rounded half to even: ten cycles after the terms. Flagged, it is +0; else a zero is
    // negative only if both terms are.
    output wire [31:0] sum,
    // The sum was 2^128 or more in magnitude; with `sum`.
    output wire overflow,
    // A term is infinite or no number; with `sum`.
    output wire invalid
);
    // FP32 a + b, rounded half to even.
    (* src = "hdl/src/vector/math/add.rs:55" *)
    reg swaps;
    (* src = "hdl/src/vector/math/add.rs:56" *)
    reg [7:0] a_above, b_above;
    (* src = "hdl/src/vector/math/add.rs:58" *)
    reg a_some, b_some;
    (* src = "hdl/src/vector/math/add.rs:59" *)
    wire special;
    (* src = "hdl/src/vector/math/add.rs:60" *)
    reg invalid_q;
    (* src = "hdl/src/vector/math/add.rs:61" *)
    reg [31:0] a_q, b_q;
    (* src = "hdl/src/vector/math/add.rs:63" *)
    reg [7:0] distance;
    (* src = "hdl/src/vector/math/add.rs:50" *)
    wire [22:0] fraction_0, fraction_1;
    (* src = "hdl/src/vector/math/add.rs:51" *)
    wire [22:0] kept_0, kept_1;
    (* src = "hdl/src/vector/math/add.rs:65" *)
    wire [23:0] a_significand, b_significand;
    (* src = "hdl/src/vector/math/add.rs:66" *)
    reg [23:0] larger;
    (* src = "hdl/src/vector/math/add.rs:67" *)
    reg [23:0] smaller;
    (* src = "hdl/src/vector/math/add.rs:68" *)
    reg [7:0] large_field;
    (* src = "hdl/src/vector/math/add.rs:69" *)
    reg large_negative;
    (* src = "hdl/src/vector/math/add.rs:70" *)
    reg subtracts_0;
    (* src = "hdl/src/vector/math/add.rs:73" *)
    wire far;
    (* src = "hdl/src/vector/math/add.rs:74" *)
    wire [26:0] small_word;
    (* src = "hdl/src/float.rs:175" *)
    wire lost_0, lost_1, lost_2, lost_4, lost_5, lost_6, lost_7, lost_8, lost_9;
    (* src = "hdl/src/float.rs:170" *)
    wire [26:0] choices_0, choices_1, choices_2, choices_3, choices_4, choices_5, choices_6, choices_7, choices_8;
    (* src = "hdl/src/vector/math/add.rs:75" *)
    wire [26:0] coarse_0;
    (* src = "hdl/src/vector/math/add.rs:76" *)
    wire [26:0] lost_3;
    (* src = "hdl/src/vector/math/add.rs:77" *)
    reg [26:0] coarse_1;
    (* src = "hdl/src/vector/math/add.rs:78" *)
    reg [2:0] near;
    (* src = "hdl/src/vector/math/add.rs:79" *)
    wire [26:0] some_more;
    (* src = "hdl/src/vector/math/add.rs:80" *)
    wire [1:0] _wide;
    (* src = "hdl/src/vector/math/add.rs:80" *)
    wire [26:0] fine;
    (* src = "hdl/src/vector/math/add.rs:81" *)
    reg [26:0] aligned;
    (* src = "hdl/src/vector/math/add.rs:84" *)
    reg subtracts_0_q, subtracts_1;
    (* src = "hdl/src/vector/math/add.rs:85" *)
    reg [23:0] larger_q, larger_q2;
    (* src = "hdl/src/vector/math/add.rs:85" *)
    wire [27:0] large_word;
    (* src = "hdl/src/vector/math/add.rs:86" *)
    wire [27:0] flips;
    (* src = "hdl/src/vector/math/add.rs:87" *)
    wire [27:0] flipped;
    (* src = "hdl/src/vector/math/add.rs:88" *)
    reg [27:0] total;
    (* src = "hdl/src/vector/math/add.rs:93" *)
    wire [31:0] _joined, left_aligned_0, left_aligned_1, left_aligned_3, left_aligned_4, left_aligned_5;
    (* src = "hdl/src/vector/math/add.rs:93" *)
    wire no_high_bit_0, no_high_bit_1, no_high_bit_2, no_high_bit_3, no_high_bit_4;
    (* src = "hdl/src/vector/math/add.rs:93" *)
    reg [31:0] left_aligned_2, normal;
    (* src = "hdl/src/vector/math/add.rs:93" *)
    reg no_high_bit_1_q, no_high_bit_0_q, no_high_bit_4_q, no_high_bit_3_q, no_high_bit_2_q, no_high_bit_1_q2,
            no_high_bit_0_q2;
    (* src = "hdl/src/vector/math/add.rs:93" *)
    wire [4:0] zeros;
    (* src = "hdl/src/vector/math/add.rs:95" *)
    wire some;
    (* src = "hdl/src/vector/math/add.rs:98" *)
    reg [7:0] large_field_q, large_field_q2, large_field_q3, large_field_q4;
    (* src = "hdl/src/vector/math/add.rs:97" *)
    reg [9:0] above;
    (* src = "hdl/src/vector/math/add.rs:102" *)
    wire [9:0] field;
    (* src = "hdl/src/vector/math/round.rs:55" *)
    wire [1:0] highest;
    (* src = "hdl/src/vector/math/add.rs:109" *)
    reg large_negative_q, large_negative_q2, large_negative_q3, large_negative_q4, large_negative_q5, subtracts_1_q,
            subtracts_1_q2, subtracts_1_q3;
    (* src = "hdl/src/vector/math/add.rs:110" *)
    reg invalid_q2, invalid_q3, invalid_q4, invalid_q5, invalid_q6, invalid_q7;
    (* src = "hdl/src/vector/math/add.rs:112" *)
    wire overflow_1;
    (* src = "hdl/src/vector/math/add.rs:113" *)
    reg terms_valid_q = 1'd0, terms_valid_q2 = 1'd0, terms_valid_q3 = 1'd0, terms_valid_q4 = 1'd0,
            terms_valid_q5 = 1'd0, terms_valid_q6 = 1'd0, terms_valid_q7 = 1'd0, terms_valid_q8 = 1'd0,
            terms_valid_q9 = 1'd0, valid = 1'd0;
    (* src = "hdl/src/vector/math/add.rs:116" *)
    reg invalid_q8, invalid_q9, invalid_q10;
    assign special = (&a[30:23]) | (&b[30:23]);
    assign fraction_0 = a_q[22:0];
    assign kept_0 = fraction_0 & {23{a_some}};
    assign a_significand = {a_some, kept_0};
    assign fraction_1 = b_q[22:0];
    assign kept_1 = fraction_1 & {23{b_some}};
    assign b_significand = {b_some, kept_1};
    assign far = |distance[7:5];
    assign small_word = {smaller, 3'd0};
    assign lost_0 = |small_word[8:0];
    assign choices_0 = {8'b0, {smaller[23:6], lost_0}};
    assign lost_1 = |small_word[16:0];
    assign choices_1 = {16'b0, {smaller[23:14], lost_1}};
    assign lost_2 = |small_word[24:0];
    assign choices_2 = {24'b0, {smaller[23:22], lost_2}};
    assign coarse_0 = distance[4] ? (distance[3] ? choices_2 : choices_1) : distance[3] ? choices_0 : small_word;
    assign lost_3 = {26'b0, |small_word};
    assign lost_4 = |coarse_1[2:0];
    assign choices_3 = {2'b0, {coarse_1[26:3], lost_4}};
    assign lost_5 = |coarse_1[4:0];
    assign choices_4 = {4'b0, {coarse_1[26:5], lost_5}};
    assign lost_6 = |coarse_1[6:0];
    assign choices_5 = {6'b0, {coarse_1[26:7], lost_6}};
    assign some_more = near[2] ? (near[1] ? choices_5 : choices_4) : near[1] ? choices_3 : coarse_1;
    assign _wide = {1'b0, near[0]};
    assign lost_7 = |some_more[1:0];
    assign choices_6 = {1'b0, {some_more[26:2], lost_7}};
    assign lost_8 = |some_more[2:0];
    assign choices_7 = {2'b0, {some_more[26:3], lost_8}};
    assign lost_9 = |some_more[3:0];
    assign choices_8 = {3'b0, {some_more[26:4], lost_9}};
    assign fine = _wide[1] ? (_wide[0] ? choices_8 : choices_7) : _wide[0] ? choices_6 : some_more;
    assign large_word = {1'b0, {larger_q2, 3'd0}};
    assign flips = {28{subtracts_1}};
    assign flipped = {1'b0, aligned} ^ flips;
    assign _joined = {total, 4'd0};
    assign no_high_bit_0 = ~(|total[27:12]);
    assign left_aligned_0 = no_high_bit_0 ? {_joined[15:0], 16'h0} : _joined;
    assign no_high_bit_1 = ~(|left_aligned_0[31:24]);
    assign left_aligned_1 = no_high_bit_1 ? {left_aligned_0[23:0], 8'd0} : left_aligned_0;
    assign no_high_bit_2 = ~(|left_aligned_2[31:28]);
    assign left_aligned_3 = no_high_bit_2 ? {left_aligned_2[27:0], 4'd0} : left_aligned_2;
    assign no_high_bit_3 = ~(|left_aligned_3[31:30]);
    assign left_aligned_4 = no_high_bit_3 ? {left_aligned_3[29:0], 2'd0} : left_aligned_3;
    assign no_high_bit_4 = ~left_aligned_4[31];
    assign left_aligned_5 = no_high_bit_4 ? {left_aligned_4[30:0], 1'd0} : left_aligned_4;
    assign zeros = {no_high_bit_0_q2, no_high_bit_1_q2, no_high_bit_2_q, no_high_bit_3_q, no_high_bit_4_q};
    assign some = normal[31];
    assign field = above - {5'b0, zeros};
    assign highest = ~some ? 2'd2 : field[9:8];
    (* src = "hdl/src/vector/math/round.rs:46" *)
    harmonia_system_round_float rounding (
        .clock(clock),
        .fraction(normal[30:8]),
        .half(normal[7]),
        .more(|normal[6:0]),
        .field({highest, field[7:0]}),
        .negative(large_negative_q5 & (some | ~subtracts_1_q3)),
        .cleared(invalid_q7),
        .float(sum),
        .overflow(overflow_1)
    );
    assign overflow = overflow_1 & valid;
    assign invalid = invalid_q10 & valid;
    always @(posedge clock) begin
        swaps <= a[30:0] < b[30:0];
        a_above <= a[30:23] - b[30:23];
        b_above <= b[30:23] - a[30:23];
        a_some <= |a[30:23];
        b_some <= |b[30:23];
        invalid_q <= special;
        a_q <= a;
        b_q <= b;
        distance <= swaps ? b_above : a_above;
        larger <= swaps ? b_significand : a_significand;
        smaller <= swaps ? a_significand : b_significand;
        large_field <= swaps ? b_q[30:23] : a_q[30:23];
        large_negative <= swaps ? b_q[31] : a_q[31];
        subtracts_0 <= a_q[31] ^ b_q[31];
        coarse_1 <= far ? lost_3 : coarse_0;
        near <= distance[2:0];
        aligned <= fine;
        subtracts_0_q <= subtracts_0;
        subtracts_1 <= subtracts_0_q;
        larger_q <= larger;
        larger_q2 <= larger_q;
        total <= large_word + flipped + {27'b0, subtracts_1};
        left_aligned_2 <= left_aligned_1;
        no_high_bit_1_q <= no_high_bit_1;
        no_high_bit_0_q <= no_high_bit_0;
        normal <= left_aligned_5;
        no_high_bit_4_q <= no_high_bit_4;
        no_high_bit_3_q <= no_high_bit_3;
        no_high_bit_2_q <= no_high_bit_2;
        no_high_bit_1_q2 <= no_high_bit_1_q;
        no_high_bit_0_q2 <= no_high_bit_0_q;
        large_field_q <= large_field;
        large_field_q2 <= large_field_q;
        large_field_q3 <= large_field_q2;
        large_field_q4 <= large_field_q3;
        above <= {2'b0, large_field_q4} + 10'h1;
        large_negative_q <= large_negative;
        large_negative_q2 <= large_negative_q;
        large_negative_q3 <= large_negative_q2;
        large_negative_q4 <= large_negative_q3;
        large_negative_q5 <= large_negative_q4;
        subtracts_1_q <= subtracts_1;
        subtracts_1_q2 <= subtracts_1_q;
        subtracts_1_q3 <= subtracts_1_q2;
        invalid_q2 <= invalid_q;
        invalid_q3 <= invalid_q2;
        invalid_q4 <= invalid_q3;
        invalid_q5 <= invalid_q4;
        invalid_q6 <= invalid_q5;
        invalid_q7 <= invalid_q6;
        terms_valid_q <= terms_valid;
        terms_valid_q2 <= terms_valid_q;
        terms_valid_q3 <= terms_valid_q2;
        terms_valid_q4 <= terms_valid_q3;
        terms_valid_q5 <= terms_valid_q4;
        terms_valid_q6 <= terms_valid_q5;
        terms_valid_q7 <= terms_valid_q6;
        terms_valid_q8 <= terms_valid_q7;
        terms_valid_q9 <= terms_valid_q8;
        valid <= terms_valid_q9;
        invalid_q8 <= invalid_q7;
        invalid_q9 <= invalid_q8;
        invalid_q10 <= invalid_q9;
    end
endmodule

module harmonia_system_addresses (
    input wire clock,
    // An order begins, and its fields are here.
    input wire start,
    // What it does, by the number of its kind.
    input wire [3:0] operation,
    // First operand.
    input wire [15:0] a,
    // Second operand.
    input wire [15:0] b,
    // Destination, or dimensions.
    input wire [15:0] d,
    // From token to token.
    input wire [15:0] stride,
    // Elements of a part.
    input wire [20:0] length,
    // How channels are paired.
    input wire halves,
    // What elements are of, by the number of the kind.
    input wire [3:0] kind,
    // What is read and written, element by element. An element is issued: it takes a destination along.
    input wire steps_issues,
    // The write pointer moves on, with `issues`.
    input wire steps_advances,
    // COLLECT: it goes to the next pair, with `issues`.
    input wire steps_next_pair,
    // The first pointer moves on.
    input wire steps_step_a,
    // The word at the first pointer's partner is read.
    input wire steps_read_partner,
    // The word at the second pointer is read, which moves on.
    input wire steps_read_b,
    // The word at the third pointer is read, which moves on.
    input wire steps_read_c,
    // The second pointer goes back to its begin.
    input wire steps_rewind,
    // The first pointer goes to the next part.
    input wire steps_next_head,
    // The result is for an element's second place.
    input wire steps_second,
    // The result is the element's last one.
    input wire steps_leaves,
    // The word that is read, a cycle after the pulse that says so.
    output wire [15:0] read_address,
    // Where the result of the cycle before is written.
    output wire [15:0] write_address
);
    // Three pointers to read by, and the destinations of the elements on their way.
    (* src = "hdl/src/stream/fifo.rs:29" *)
    (* no_rw_check *) reg [15:0] destinations [0:31];
    (* src = "hdl/src/vector/addresses.rs:79" *)
    reg turns = 1'd0, collects = 1'd0, fetches = 1'd0;
    (* src = "hdl/src/vector/sequencer.rs:108" *)
    wire _equal, _equal_1, _equal_2;
    (* src = "hdl/src/vector/addresses.rs:83" *)
    wire of_norm;
    (* src = "hdl/src/vector/addresses.rs:70" *)
    reg [15:0] apart = 16'h0, partner = 16'h0, third = 16'h0, first = 16'h0, second = 16'h0, second_begin = 16'h0,
            destination = 16'h0;
    (* src = "hdl/src/vector/addresses.rs:92" *)
    wire far;
    (* src = "hdl/src/vector/addresses.rs:93" *)
    wire [15:0] half_way;
    (* src = "hdl/src/vector/addresses.rs:95" *)
    reg adjacent = 1'd0;
    (* src = "hdl/src/vector/addresses.rs:99" *)
    wire [15:0] step;
    (* src = "hdl/src/vector/addresses.rs:102" *)
    wire [15:0] third_next;
    (* src = "hdl/src/vector/addresses.rs:103" *)
    wire of_d;
    (* src = "hdl/src/vector/addresses.rs:108" *)
    wire [15:0] a_next;
    (* src = "hdl/src/vector/addresses.rs:112" *)
    wire [15:0] first_next;
    (* src = "hdl/src/vector/addresses.rs:116" *)
    wire [15:0] second_next;
    (* src = "hdl/src/vector/addresses.rs:121" *)
    wire rewinds;
    (* src = "hdl/src/vector/addresses.rs:127" *)
    wire [15:0] fetched;
    (* src = "hdl/src/vector/addresses.rs:128" *)
    wire [15:0] w_next;
    (* src = "hdl/src/vector/addresses.rs:133" *)
    wire [15:0] of_partner;
    (* src = "hdl/src/vector/addresses.rs:134" *)
    wire [15:0] first_1;
    (* src = "hdl/src/vector/addresses.rs:135" *)
    reg [15:0] read_address_q;
    (* src = "hdl/src/vector/addresses.rs:137" *)
    wire [15:0] destination_of_element;
    (* src = "hdl/src/stream/fifo.rs:27" *)
    reg [5:0] head = 6'd0;
    (* src = "hdl/src/stream/fifo.rs:28" *)
    reg [5:0] tail = 6'd0;
    (* src = "hdl/src/stream/fifo.rs:35" *)
    wire [15:0] oldest;
    (* src = "hdl/src/vector/addresses.rs:140" *)
    wire [15:0] write_address_1;
    (* src = "hdl/src/vector/addresses.rs:142" *)
    reg [15:0] write_address_1_q;
    assign _equal = operation == 4'd5;
    assign _equal_1 = operation == 4'd7;
    assign _equal_2 = operation == 4'd6;
    assign of_norm = kind == 4'd8;
    assign far = _equal & halves;
    assign half_way = {1'b0, d[15:1]};
    assign step = collects ? 16'h2 : 16'h1;
    assign third_next = third + (turns ? apart : step);
    assign of_d = (operation == 4'd3) | _equal_1;
    assign a_next = first + (adjacent ? 16'h2 : 16'h1);
    assign first_next = start ? a : steps_next_head ? third_next : steps_step_a ? a_next : first;
    assign second_next = second + 16'h1;
    assign rewinds = steps_rewind | (kind == 4'd9);
    assign fetched = fetches ? 16'h2 : 16'h1;
    assign w_next = destination + (collects ? apart : fetched);
    assign of_partner = first + partner;
    assign first_1 = steps_read_partner ? of_partner : first;
    assign destination_of_element = turns ? first_next : destination;
    assign oldest = destinations[head[4:0]];
    assign write_address_1 = oldest + (partner & {16{steps_second}});
    assign read_address = read_address_q;
    assign write_address = write_address_1_q;
    wire unused = &{1'b0, length[20:16]};
    always @(posedge clock) begin
        if (start) turns <= _equal;
        if (start) collects <= _equal_1;
        if (start) fetches <= _equal_2;
        if (start) apart <= _equal ? length[15:0] : stride;
        if (start) partner <= far ? half_way : 16'h1;
        if (start) adjacent <= _equal & ~halves;
        if (start) third <= of_d ? d : a;
        else if (steps_read_c | steps_next_head | steps_next_pair) third <= third_next;
        first <= first_next;
        if (start) second <= b;
        else if (rewinds) second <= second_begin;
        else if (steps_read_b) second <= second_next;
        if (start) second_begin <= b;
        else if (steps_read_b & of_norm) second_begin <= second_next;
        if (start) destination <= _equal_2 ? a : d;
        else if (steps_next_pair) destination <= third_next;
        else if (steps_advances) destination <= w_next;
        read_address_q <= steps_read_b ? second : steps_read_c ? third : first_1;
        if (steps_leaves) head <= head + 6'd1;
        if (steps_issues) tail <= tail + 6'd1;
        write_address_1_q <= write_address_1;
        if (steps_issues) destinations[tail[4:0]] <= destination_of_element;
    end
endmodule

module harmonia_system_answer (
    input wire clock,
    // A result of the division.
    input wire [33:0] quotient_data,
    // It is there.
    input wire quotient_valid,
    // 32 bits that are a result as they are.
    input wire [31:0] value,
    // Their flags: overflow, then invalid.
    input wire [1:0] flags,
    // They are there.
    input wire value_valid,
    // The result, in the same cycle.
    output wire [33:0] result,
    // It is there.
    output wire result_valid
);
    // What leaves as a result of an ATTEND: a quotient, or what was not divided.
    (* src = "hdl/src/attention/query/answer.rs:38" *)
    wire [33:0] undivided;
    assign undivided = {flags, value};
    assign result = value_valid ? undivided : quotient_data;
    assign result_valid = value_valid | quotient_valid;
    wire unused = &{1'b0, clock};
endmodule

module harmonia_system_attention (
    input wire clock,
    // Commands of the attention unit, one word each; it is idle when it is ready for one.
    input wire [63:0] command_data,
    input wire command_valid,
    output wire command_ready,
    // FP16 values of the host: keys with values, queries, or what WRITE takes.
    input wire [15:0] vectors_data,
    input wire vectors_valid,
    output wire vectors_ready,
    // Beats in the order in which they came, two cycles later at least.
    output wire [33:0] results_data,
    output wire results_valid,
    input wire results_ready,
    // The memory: 64-bit words, answers in the order of requests. There is a request.
    output wire memory_request_valid,
    // It writes one word; else it reads.
    output wire memory_request_write,
    // Its first word.
    output wire [23:0] memory_request_address,
    // Its words.
    output wire [7:0] memory_request_length,
    // The word to write.
    output wire [63:0] memory_request_data,
    // Bytes of it to write.
    output wire [7:0] memory_request_enables,
    // The word read is taken.
    output wire memory_read_ready,
    // The request is taken.
    input wire memory_request_ready,
    // A word read.
    input wire [63:0] memory_read_data,
    // It is there.
    input wire memory_read_valid,
    // LOAD and MATMUL_KV commands for the engine, in the order in which their beats come.
    output wire [63:0] engine_command_data,
    output wire engine_command_valid,
    input wire engine_command_ready,
    // Four FP32 values of either stream, the first in the lowest bits: a beat of the engine's
    // activations.
    output wire [127:0] activations_data,
    output wire activations_valid,
    input wire activations_ready,
    // Beats of keys and values, two channels or tokens each.
    output wire [383:0] kv_data,
    output wire kv_valid,
    input wire kv_ready,
    // Beats that come: ready while a place is free, which does not depend on `down` in the same cycle.
    input wire [33:0] engine_results_data,
    input wire engine_results_valid,
    output wire engine_results_ready
);
    wire controller_set;
    wire [3:0] controller_register;
    wire controller_given;
    wire [13:0] controller_distance;
    wire controller_order_start_write;
    wire controller_order_start_store;
    wire controller_order_start_attend;
    wire controller_order_start_blocks;
    wire controller_order_start_pages;
    wire controller_order_stores;
    wire controller_order_commits;
    wire controller_order_attends;
    wire [23:0] controller_order_base;
    wire [15:0] controller_order_position;
    wire [10:0] controller_order_group;
    wire [4:0] controller_order_last_token;
    wire [1:0] controller_order_last_query;
    wire [15:0] controller_order_slot;
    wire controller_order_no_low;
    wire controller_order_keys_only;
    wire controller_order_distant;
    wire [67:0] registers_maxima;
    wire [8:0] registers_settings_size;
    wire [3:0] registers_settings_blocks;
    wire [3:0] registers_settings_rotation;
    wire [8:0] registers_settings_init_pages;
    wire [8:0] registers_settings_local_pages;
    wire [8:0] registers_settings_near_pages;
    wire registers_settings_far;
    wire registers_region_key_three;
    wire registers_region_value_three;
    wire [23:0] registers_region_residual;
    wire [23:0] registers_region_key_low;
    wire [23:0] registers_region_value_low;
    wire [23:0] registers_region_key_high;
    wire [23:0] registers_region_value_high;
    wire [127:0] cache_queries_data;
    wire cache_queries_valid;
    wire cache_idle;
    wire query_queries_ready;
    wire query_idle;
    harmonia_system_controller controller (
        .clock(clock),
        .command_data(command_data),
        .command_valid(command_valid),
        .command_ready(command_ready),
        .cache_idle(cache_idle),
        .query_idle(query_idle),
        .set(controller_set),
        .register(controller_register),
        .given(controller_given),
        .distance(controller_distance),
        .order_start_write(controller_order_start_write),
        .order_start_store(controller_order_start_store),
        .order_start_attend(controller_order_start_attend),
        .order_start_blocks(controller_order_start_blocks),
        .order_start_pages(controller_order_start_pages),
        .order_stores(controller_order_stores),
        .order_commits(controller_order_commits),
        .order_attends(controller_order_attends),
        .order_base(controller_order_base),
        .order_position(controller_order_position),
        .order_group(controller_order_group),
        .order_last_token(controller_order_last_token),
        .order_last_query(controller_order_last_query),
        .order_slot(controller_order_slot),
        .order_no_low(controller_order_no_low),
        .order_keys_only(controller_order_keys_only),
        .order_distant(controller_order_distant)
    );
    harmonia_system_registers registers (
        .clock(clock),
        .set(controller_set),
        .register(controller_register),
        .value(controller_order_base),
        .distance(controller_distance),
        .maxima(registers_maxima),
        .settings_size(registers_settings_size),
        .settings_blocks(registers_settings_blocks),
        .settings_rotation(registers_settings_rotation),
        .settings_init_pages(registers_settings_init_pages),
        .settings_local_pages(registers_settings_local_pages),
        .settings_near_pages(registers_settings_near_pages),
        .settings_far(registers_settings_far),
        .region_key_three(registers_region_key_three),
        .region_value_three(registers_region_value_three),
        .region_residual(registers_region_residual),
        .region_key_low(registers_region_key_low),
        .region_value_low(registers_region_value_low),
        .region_key_high(registers_region_key_high),
        .region_value_high(registers_region_value_high)
    );
    harmonia_system_cache cache (
        .clock(clock),
        .order_start_write(controller_order_start_write),
        .order_start_store(controller_order_start_store),
        .order_start_attend(controller_order_start_attend),
        .order_start_blocks(controller_order_start_blocks),
        .order_start_pages(controller_order_start_pages),
        .order_stores(controller_order_stores),
        .order_commits(controller_order_commits),
        .order_attends(controller_order_attends),
        .order_base(controller_order_base),
        .order_position(controller_order_position),
        .order_group(controller_order_group),
        .order_last_token(controller_order_last_token),
        .order_last_query(controller_order_last_query),
        .order_slot(controller_order_slot),
        .order_no_low(controller_order_no_low),
        .order_keys_only(controller_order_keys_only),
        .order_distant(controller_order_distant),
        .settings_size(registers_settings_size),
        .settings_blocks(registers_settings_blocks),
        .settings_rotation(registers_settings_rotation),
        .settings_init_pages(registers_settings_init_pages),
        .settings_local_pages(registers_settings_local_pages),
        .settings_near_pages(registers_settings_near_pages),
        .settings_far(registers_settings_far),
        .region_key_three(registers_region_key_three),
        .region_value_three(registers_region_value_three),
        .region_residual(registers_region_residual),
        .region_key_low(registers_region_key_low),
        .region_value_low(registers_region_value_low),
        .region_key_high(registers_region_key_high),
        .region_value_high(registers_region_value_high),
        .vectors_data(vectors_data),
        .vectors_valid(vectors_valid),
        .vectors_ready(vectors_ready),
        .queries_data(cache_queries_data),
        .queries_valid(cache_queries_valid),
        .queries_ready(query_queries_ready),
        .kv_data(kv_data),
        .kv_valid(kv_valid),
        .kv_ready(kv_ready),
        .memory_request_valid(memory_request_valid),
        .memory_request_write(memory_request_write),
        .memory_request_address(memory_request_address),
        .memory_request_length(memory_request_length),
        .memory_request_data(memory_request_data),
        .memory_request_enables(memory_request_enables),
        .memory_read_ready(memory_read_ready),
        .memory_request_ready(memory_request_ready),
        .memory_read_data(memory_read_data),
        .memory_read_valid(memory_read_valid),
        .idle(cache_idle)
    );
    harmonia_system_query query (
        .clock(clock),
        .start(controller_order_start_attend),
        .group(controller_order_group),
        .position(controller_order_position),
        .last_query(controller_order_last_query),
        .blocks(registers_settings_blocks),
        .init_pages(registers_settings_init_pages),
        .near_pages(registers_settings_near_pages),
        .far(registers_settings_far),
        .keys_only(controller_order_keys_only),
        .given(controller_given),
        .maxima(registers_maxima),
        .queries_data(cache_queries_data),
        .queries_valid(cache_queries_valid),
        .queries_ready(query_queries_ready),
        .command_data(engine_command_data),
        .command_valid(engine_command_valid),
        .command_ready(engine_command_ready),
        .activations_data(activations_data),
        .activations_valid(activations_valid),
        .activations_ready(activations_ready),
        .engine_results_data(engine_results_data),
        .engine_results_valid(engine_results_valid),
        .engine_results_ready(engine_results_ready),
        .results_data(results_data),
        .results_valid(results_valid),
        .results_ready(results_ready),
        .idle(query_idle)
    );
endmodule

module harmonia_system_beat_queue (
    input wire clock,
    // A beat of keys or values that the reader made of planes in memory.
    input wire [383:0] planes,
    // It is there, and is taken: it was promised by `reserve`.
    input wire planes_valid,
    // A beat of the query's own page of values, converted just now.
    input wire [383:0] fresh,
    // It is there, and is taken; never in the cycle of `planes_valid`.
    input wire fresh_valid,
    // Beats that are promised, 0 to 3.
    input wire [1:0] reserve,
    // Whether a beat may be promised in the next cycle.
    output wire room,
    // Beats of keys and values, two channels or tokens each.
    output wire [383:0] kv_data,
    output wire kv_valid,
    input wire kv_ready
);
    // 16 beats of keys or values, and one on offer; places are promised before.
    (* src = "hdl/src/stream/fifo.rs:29" *)
    (* no_rw_check *) reg [383:0] beats [0:15];
    (* src = "hdl/src/attention/cache/beat_queue.rs:57" *)
    reg [383:0] entering;
    (* src = "hdl/src/attention/cache/beat_queue.rs:60" *)
    reg enters = 1'd0;
    (* src = "hdl/src/stream/fifo.rs:27" *)
    reg [4:0] head = 5'd0;
    (* src = "hdl/src/stream/fifo.rs:28" *)
    reg [4:0] tail = 5'd0;
    (* src = "hdl/src/stream/fifo.rs:35" *)
    wire [383:0] oldest;
    (* src = "hdl/src/attention/cache/beat_queue.rs:63" *)
    reg some_waits = 1'd0;
    (* src = "hdl/src/stream/arbiter.rs:24" *)
    reg full = 1'd0;
    (* src = "hdl/src/stream/arbiter.rs:25" *)
    wire room_0;
    (* src = "hdl/src/stream/arbiter.rs:31" *)
    wire earlier;
    (* src = "hdl/src/stream/arbiter.rs:43" *)
    reg [383:0] offered = 384'h0;
    (* src = "hdl/src/attention/cache/beat_queue.rs:65" *)
    wire taken;
    (* src = "hdl/src/attention/cache/beat_queue.rs:68" *)
    reg left = 1'd0;
    (* src = "hdl/src/attention/cache/beat_queue.rs:69" *)
    reg [4:0] free = 5'd16;
    (* src = "hdl/src/attention/cache/beat_queue.rs:77" *)
    reg room_q = 1'd0;
    assign oldest = beats[head[3:0]];
    assign room_0 = ~full;
    assign earlier = 1'd0 | some_waits;
    assign taken = room_0 & some_waits;
    assign room = room_q;
    assign kv_data = offered;
    assign kv_valid = full;
    always @(posedge clock) begin
        entering <= fresh_valid ? fresh : planes;
        enters <= planes_valid | fresh_valid;
        if (taken) head <= head + 5'd1;
        if (enters) tail <= tail + 5'd1;
        some_waits <= ~(head == tail);
        full <= room_0 ? earlier : ~kv_ready;
        if (room_0) offered <= oldest;
        left <= taken;
        free <= free + {4'b0, left} - {3'b0, reserve};
        room_q <= ~(free < 5'd9);
        if (enters) beats[tail[3:0]] <= entering;
    end
endmodule

module harmonia_system_cache (
    input wire clock,
    // A WRITE begins.
    input wire order_start_write,
    // A STORE begins: a key and a value come.
    input wire order_start_store,
    // An ATTEND begins: queries come.
    input wire order_start_attend,
    // Blocks of a key or of a page of values come.
    input wire order_start_blocks,
    // A walk begins.
    input wire order_start_pages,
    // The vector under way is a key, of which fours go to the converter; else a query, for the engine.
    // Stays until `collected`.
    input wire order_stores,
    // They are of values.
    input wire order_commits,
    // Blocks are not for memory: they are of a query's own page.
    input wire order_attends,
    // Where the offsets of the key are.
    input wire [23:0] order_base,
    // Words of a WRITE; of a STORE the token, whose place in its group of 32 is where the value goes.
    input wire [15:0] order_position,
    // The query's group.
    input wire [10:0] order_group,
    // The last token of the group that is there; values of later tokens become zeros.
    input wire [4:0] order_last_token,
    // Queries less one.
    input wire [1:0] order_last_query,
    // Slot of the low plane.
    input wire [15:0] order_slot,
    // The low plane is not kept.
    input wire order_no_low,
    // A query reads keys and nothing else.
    input wire order_keys_only,
    // The group is not the query's own: its values are a page like the others, and there is no residual.
    input wire order_distant,
    // Channels of a head.
    input wire [8:0] settings_size,
    // Blocks of 32 channels.
    input wire [3:0] settings_blocks,
    // m, 0 to 8: runs of 2^m channels are transformed. Stays from three cycles before a vector's first
    // value to its last result.
    input wire [3:0] settings_rotation,
    // Pages of the initial window.
    input wire [8:0] settings_init_pages,
    // Pages of the local window: of the ring of low planes.
    input wire [8:0] settings_local_pages,
    // Pages before the group that are in the query's local window.
    input wire [8:0] settings_near_pages,
    // Not even the group is.
    input wire settings_far,
    // Keys are kept with 3 bits; else with 4.
    input wire region_key_three,
    // Values are kept with 3 bits; else with 4.
    input wire region_value_three,
    // Where the residual is.
    input wire [23:0] region_residual,
    // Low planes of keys.
    input wire [23:0] region_key_low,
    // Low planes of values.
    input wire [23:0] region_value_low,
    // High planes of keys.
    input wire [23:0] region_key_high,
    // High planes of values.
    input wire [23:0] region_value_high,
    // FP16 values of the host: keys with values, queries, or what WRITE takes.
    input wire [15:0] vectors_data,
    input wire vectors_valid,
    output wire vectors_ready,
    // Four rotated values of a query, FP32, the first in the lowest bits; must be taken before the next
    // value comes, which nothing here checks.
    output wire [127:0] queries_data,
    output wire queries_valid,
    input wire queries_ready,
    // Beats of keys and values, two channels or tokens each.
    output wire [383:0] kv_data,
    output wire kv_valid,
    input wire kv_ready,
    // The memory: 64-bit words, answers in the order of requests. There is a request.
    output wire memory_request_valid,
    // It writes one word; else it reads.
    output wire memory_request_write,
    // Its first word.
    output wire [23:0] memory_request_address,
    // Its words.
    output wire [7:0] memory_request_length,
    // The word to write.
    output wire [63:0] memory_request_data,
    // Bytes of it to write.
    output wire [7:0] memory_request_enables,
    // The word read is taken.
    output wire memory_read_ready,
    // The request is taken.
    input wire memory_request_ready,
    // A word read.
    input wire [63:0] memory_read_data,
    // It is there.
    input wire memory_read_valid,
    // No command takes vectors but WRITE.
    output wire idle
);
    wire ingest_word_ready;
    wire ingest_request_valid;
    wire [23:0] ingest_request_address;
    wire [7:0] ingest_request_length;
    wire [15:0] ingest_value;
    wire ingest_rotate_valid;
    wire [15:0] ingest_offset;
    wire ingest_divides;
    wire ingest_raw_writer_valid;
    wire ingest_idle;
    wire raw_writer_wants;
    wire raw_writer_value_ready;
    wire raw_writer_request_valid;
    wire [23:0] raw_writer_request_address;
    wire [63:0] raw_writer_request_data;
    wire [7:0] raw_writer_request_enables;
    wire raw_writer_idle;
    wire rotate_value_ready;
    wire [31:0] rotate_rotated;
    wire rotate_rotated_valid;
    wire [127:0] collector_lanes;
    wire collector_lanes_valid;
    wire collector_collected;
    wire [127:0] lanes_values;
    wire lanes_values_valid;
    wire lanes_three;
    wire [287:0] kv_converter_mantissas;
    wire [7:0] kv_converter_scale;
    wire kv_converter_block_valid;
    wire writer_request_valid;
    wire [23:0] writer_request_address;
    wire [63:0] writer_request_data;
    wire [7:0] writer_request_enables;
    wire writer_begun;
    wire writer_idle;
    wire pages_request_valid;
    wire [23:0] pages_request_address;
    wire [7:0] pages_request_length;
    wire [5:0] pages_burst_data;
    wire pages_burst_valid;
    wire pages_idle;
    wire port_pages_ready;
    wire port_offsets_ready;
    wire port_writer_ready;
    wire port_raw_writer_ready;
    wire [63:0] port_words_data;
    wire port_words_valid;
    wire port_words_ready;
    wire reader_burst_ready;
    wire reader_word_ready;
    wire reader_residual_valid;
    wire [1:0] reader_reserve;
    wire [383:0] reader_beat;
    wire reader_beat_valid;
    wire [63:0] residual_halves;
    wire residual_halves_valid;
    wire [127:0] widen_floats;
    wire widen_floats_valid;
    wire [383:0] own_page_beat;
    wire own_page_beat_valid;
    wire beat_queue_room;
    harmonia_system_ingest ingest (
        .clock(clock),
        .start_store(order_start_store),
        .start_attend(order_start_attend),
        .size(settings_size),
        .last_query(order_last_query),
        .region(order_base),
        .vectors_data(vectors_data),
        .vectors_valid(vectors_valid),
        .vectors_ready(vectors_ready),
        .word(port_words_data),
        .word_valid(port_words_valid),
        .rotate_ready(rotate_value_ready),
        .raw_writer_wants(raw_writer_wants),
        .raw_writer_ready(raw_writer_value_ready),
        .raw_writer_idle(raw_writer_idle),
        .collected(collector_collected),
        .word_ready(ingest_word_ready),
        .request_valid(ingest_request_valid),
        .request_address(ingest_request_address),
        .request_length(ingest_request_length),
        .request_ready(port_offsets_ready),
        .value(ingest_value),
        .rotate_valid(ingest_rotate_valid),
        .offset(ingest_offset),
        .divides(ingest_divides),
        .raw_writer_valid(ingest_raw_writer_valid),
        .idle(ingest_idle)
    );
    harmonia_system_raw_writer raw_writer (
        .clock(clock),
        .start_write(order_start_write),
        .start_store(order_start_store),
        .position(order_position),
        .size(settings_size),
        .region(order_base),
        .residual(region_residual),
        .value(ingest_value),
        .value_valid(ingest_raw_writer_valid),
        .wants(raw_writer_wants),
        .value_ready(raw_writer_value_ready),
        .request_valid(raw_writer_request_valid),
        .request_address(raw_writer_request_address),
        .request_data(raw_writer_request_data),
        .request_enables(raw_writer_request_enables),
        .request_ready(port_raw_writer_ready),
        .idle(raw_writer_idle)
    );
    harmonia_system_rotate rotate (
        .clock(clock),
        .value(ingest_value),
        .offset(ingest_offset),
        .value_valid(ingest_rotate_valid),
        .rotation(settings_rotation),
        .divides(ingest_divides),
        .count(settings_size),
        .value_ready(rotate_value_ready),
        .rotated(rotate_rotated),
        .rotated_valid(rotate_rotated_valid)
    );
    harmonia_system_collector collector (
        .clock(clock),
        .key(order_stores),
        .size(settings_size),
        .blocks(settings_blocks),
        .rotated(rotate_rotated),
        .rotated_valid(rotate_rotated_valid),
        .lanes(collector_lanes),
        .lanes_valid(collector_lanes_valid),
        .query_data(queries_data),
        .query_valid(queries_valid),
        .query_ready(queries_ready),
        .collected(collector_collected)
    );
    harmonia_system_converter_input lanes (
        .clock(clock),
        .key(order_stores),
        .key_three(region_key_three),
        .value_three(region_value_three),
        .keys(collector_lanes),
        .keys_valid(collector_lanes_valid),
        .floats(widen_floats),
        .floats_valid(widen_floats_valid),
        .values(lanes_values),
        .values_valid(lanes_values_valid),
        .three(lanes_three)
    );
    harmonia_system_kv_converter kv_converter (
        .clock(clock),
        .values(lanes_values),
        .values_valid(lanes_values_valid),
        .three(lanes_three),
        .mantissas(kv_converter_mantissas),
        .scale(kv_converter_scale),
        .block_valid(kv_converter_block_valid)
    );
    harmonia_system_writer writer (
        .clock(clock),
        .start(order_start_blocks),
        .value(order_commits),
        .position(order_position),
        .slot(order_slot),
        .no_low(order_no_low),
        .blocks(settings_blocks),
        .region_key_three(region_key_three),
        .region_value_three(region_value_three),
        .region_residual(region_residual),
        .region_key_low(region_key_low),
        .region_value_low(region_value_low),
        .region_key_high(region_key_high),
        .region_value_high(region_value_high),
        .mantissas(kv_converter_mantissas),
        .scale(kv_converter_scale),
        .block_valid(kv_converter_block_valid),
        .ignores(order_attends),
        .request_valid(writer_request_valid),
        .request_address(writer_request_address),
        .request_data(writer_request_data),
        .request_enables(writer_request_enables),
        .request_ready(port_writer_ready),
        .begun(writer_begun),
        .idle(writer_idle)
    );
    harmonia_system_pages pages (
        .clock(clock),
        .start(order_start_pages),
        .commit(order_commits),
        .next_channel(writer_begun),
        .group(order_group),
        .blocks(settings_blocks),
        .init_pages(settings_init_pages),
        .local_pages(settings_local_pages),
        .near_pages(settings_near_pages),
        .far(settings_far),
        .keys_only(order_keys_only),
        .distant(order_distant),
        .region_key_three(region_key_three),
        .region_value_three(region_value_three),
        .region_residual(region_residual),
        .region_key_low(region_key_low),
        .region_value_low(region_value_low),
        .region_key_high(region_key_high),
        .region_value_high(region_value_high),
        .request_valid(pages_request_valid),
        .request_address(pages_request_address),
        .request_length(pages_request_length),
        .request_ready(port_pages_ready),
        .burst_data(pages_burst_data),
        .burst_valid(pages_burst_valid),
        .burst_ready(reader_burst_ready),
        .idle(pages_idle)
    );
    harmonia_system_memory_port port (
        .clock(clock),
        .pages_valid(pages_request_valid),
        .pages_address(pages_request_address),
        .pages_length(pages_request_length),
        .pages_ready(port_pages_ready),
        .offsets_valid(ingest_request_valid),
        .offsets_address(ingest_request_address),
        .offsets_length(ingest_request_length),
        .offsets_ready(port_offsets_ready),
        .writer_valid(writer_request_valid),
        .writer_address(writer_request_address),
        .writer_data(writer_request_data),
        .writer_enables(writer_request_enables),
        .writer_ready(port_writer_ready),
        .raw_writer_valid(raw_writer_request_valid),
        .raw_writer_address(raw_writer_request_address),
        .raw_writer_data(raw_writer_request_data),
        .raw_writer_enables(raw_writer_request_enables),
        .raw_writer_ready(port_raw_writer_ready),
        .words_data(port_words_data),
        .words_valid(port_words_valid),
        .words_ready(port_words_ready),
        .memory_request_valid(memory_request_valid),
        .memory_request_write(memory_request_write),
        .memory_request_address(memory_request_address),
        .memory_request_length(memory_request_length),
        .memory_request_data(memory_request_data),
        .memory_request_enables(memory_request_enables),
        .memory_read_ready(memory_read_ready),
        .memory_request_ready(memory_request_ready),
        .memory_read_data(memory_read_data),
        .memory_read_valid(memory_read_valid)
    );
    harmonia_system_reader reader (
        .clock(clock),
        .burst_data(pages_burst_data),
        .burst_valid(pages_burst_valid),
        .burst_ready(reader_burst_ready),
        .word(port_words_data),
        .word_valid(port_words_valid),
        .room(beat_queue_room),
        .word_ready(reader_word_ready),
        .residual_valid(reader_residual_valid),
        .reserve(reader_reserve),
        .beat(reader_beat),
        .beat_valid(reader_beat_valid)
    );
    harmonia_system_residual residual (
        .clock(clock),
        .start(order_start_pages),
        .size(settings_size),
        .last_token(order_last_token),
        .word(port_words_data),
        .word_valid(reader_residual_valid),
        .halves(residual_halves),
        .halves_valid(residual_halves_valid)
    );
    harmonia_system_widen widen (
        .clock(clock),
        .halves(residual_halves),
        .halves_valid(residual_halves_valid),
        .floats(widen_floats),
        .floats_valid(widen_floats_valid)
    );
    harmonia_system_own_page own_page (
        .clock(clock),
        .enable(order_attends),
        .mantissas(kv_converter_mantissas),
        .scale(kv_converter_scale),
        .block_valid(kv_converter_block_valid),
        .beat(own_page_beat),
        .beat_valid(own_page_beat_valid)
    );
    harmonia_system_beat_queue beat_queue (
        .clock(clock),
        .planes(reader_beat),
        .planes_valid(reader_beat_valid),
        .fresh(own_page_beat),
        .fresh_valid(own_page_beat_valid),
        .reserve(reader_reserve),
        .room(beat_queue_room),
        .kv_data(kv_data),
        .kv_valid(kv_valid),
        .kv_ready(kv_ready)
    );
    assign idle = ingest_idle & raw_writer_idle & writer_idle & pages_idle;
    assign port_words_ready = reader_word_ready | ingest_word_ready;
endmodule

module harmonia_system_collector (
    input wire clock,
    // The vector under way is a key, of which fours go to the converter; else a query, for the engine.
    // Stays until `collected`.
    input wire key,
    // Channels of a head.
    input wire [8:0] size,
    // Blocks of 32 channels.
    input wire [3:0] blocks,
    // A rotated value, FP32.
    input wire [31:0] rotated,
    // A pulse for every rotated value; it is always taken.
    input wire rotated_valid,
    // The latest four rotated values of a key, FP32, the first in the lowest bits.
    output wire [127:0] lanes,
    // A pulse when four values of a key, or zeros behind its last one, are complete; there is no
    // back-pressure.
    output wire lanes_valid,
    // Four rotated values of a query, FP32, the first in the lowest bits; must be taken before the next
    // value comes, which nothing here checks.
    output wire [127:0] query_data,
    output wire query_valid,
    input wire query_ready,
    // A pulse when everything of a vector, the zeros behind it included, has left.
    output wire collected
);
    // Rotated values, one after the other, to fours of a key for its converter, or of a query for the engine.
    (* src = "hdl/src/attention/cache/collector.rs:56" *)
    reg [8:0] count = 9'h0;
    (* src = "hdl/src/attention/cache/collector.rs:57" *)
    reg complete = 1'd0;
    (* src = "hdl/src/attention/cache/collector.rs:58" *)
    reg beat_waits = 1'd0;
    (* src = "hdl/src/attention/cache/collector.rs:59" *)
    wire taken;
    (* src = "hdl/src/attention/cache/collector.rs:60" *)
    reg padding = 1'd0;
    (* src = "hdl/src/attention/cache/collector.rs:61" *)
    wire pad;
    (* src = "hdl/src/attention/cache/collector.rs:62" *)
    wire step;
    (* src = "hdl/src/attention/cache/collector.rs:63" *)
    wire [8:0] next;
    (* src = "hdl/src/attention/cache/collector.rs:64" *)
    wire [8:0] wanted;
    (* src = "hdl/src/attention/cache/collector.rs:65" *)
    wire ends;
    (* src = "hdl/src/attention/cache/collector.rs:66" *)
    wire short;
    (* src = "hdl/src/attention/cache/collector.rs:68" *)
    wire left;
    (* src = "hdl/src/attention/cache/collector.rs:70" *)
    reg moves = 1'd0;
    (* src = "hdl/src/attention/cache/collector.rs:71" *)
    reg ended = 1'd0;
    (* src = "hdl/src/attention/cache/collector.rs:73" *)
    wire [8:0] counted;
    (* src = "hdl/src/attention/cache/collector.rs:76" *)
    reg [127:0] values = 128'h0;
    (* src = "hdl/src/attention/cache/collector.rs:77" *)
    wire [31:0] value;
    (* src = "hdl/src/attention/cache/collector.rs:78" *)
    wire [95:0] kept;
    (* src = "hdl/src/attention/cache/collector.rs:79" *)
    reg [31:0] value_q;
    (* src = "hdl/src/attention/cache/collector.rs:80" *)
    wire fourth;
    (* src = "hdl/src/attention/cache/collector.rs:81" *)
    reg filled = 1'd0;
    (* src = "hdl/src/attention/cache/collector.rs:84" *)
    reg four = 1'd0;
    (* src = "hdl/src/attention/cache/collector.rs:85" *)
    reg four_q = 1'd0;
    assign taken = beat_waits & query_ready;
    assign pad = padding & ~beat_waits;
    assign step = rotated_valid | pad;
    assign next = count + 9'h1;
    assign wanted = {blocks, 5'd0};
    assign ends = next == wanted;
    assign short = (next == size) & ~ends;
    assign left = complete & ~beat_waits;
    assign counted = step ? next : count;
    assign value = rotated & {32{rotated_valid}};
    assign kept = values[127:32];
    assign fourth = (&count[1:0]) & step;
    assign lanes = values;
    assign lanes_valid = four_q;
    assign query_data = values;
    assign query_valid = beat_waits;
    assign collected = left;
    always @(posedge clock) begin
        count <= left ? 9'h0 : counted;
        complete <= ended | (complete & ~left);
        beat_waits <= filled | (beat_waits & ~taken);
        if (step) padding <= (short | padding) & ~ends;
        moves <= step;
        ended <= step & ends;
        if (moves) values <= {value_q, kept};
        value_q <= value;
        filled <= fourth & ~key;
        four <= fourth & key;
        four_q <= four;
    end
endmodule

module harmonia_system_controller (
    input wire clock,
    // Commands of the attention unit, one word each; it is idle when it is ready for one.
    input wire [63:0] command_data,
    input wire command_valid,
    output wire command_ready,
    // Everything on the way to memory and back is done.
    input wire cache_idle,
    // Every phase of the queries is over, and every result taken.
    input wire query_idle,
    // A pulse when the command is a CONFIGURE: a register takes the order's `base`.
    output wire set,
    // Which register it sets; nothing to other commands.
    output wire [3:0] register,
    // An ATTEND wants sums by given maxima. Stays until it ends.
    output wire given,
    // Pages from the last one that is here to the queries' own; nothing to other commands than an
    // ATTEND.
    output wire [13:0] distance,
    // The command under way. A WRITE begins.
    output wire order_start_write,
    // A STORE begins.
    output wire order_start_store,
    // An ATTEND begins.
    output wire order_start_attend,
    // Blocks are written from here on: of a STORE or a COMMIT.
    output wire order_start_blocks,
    // The walk over memory begins: of a COMMIT or an ATTEND.
    output wire order_start_pages,
    // It is a STORE.
    output wire order_stores,
    // It is a COMMIT.
    output wire order_commits,
    // It is an ATTEND.
    output wire order_attends,
    // Where the region begins, or what WRITE writes.
    output wire [23:0] order_base,
    // The token, or the words of a WRITE.
    output wire [15:0] order_position,
    // The token's group of 32.
    output wire [10:0] order_group,
    // The last token of the group that is there.
    output wire [4:0] order_last_token,
    // Queries less one.
    output wire [1:0] order_last_query,
    // Slot of the low plane.
    output wire [15:0] order_slot,
    // There is no low plane.
    output wire order_no_low,
    // An ATTEND wants the maxima of scores, nothing else.
    output wire order_keys_only,
    // The queries' own page is not here. Nothing to other commands than an ATTEND.
    output wire order_distant
);
    // Executes commands of the attention unit one after the other: settles addresses, starts its parts, waits until
    // all are idle.
    localparam [1:0] MODE_IDLE = 2'd0;
    localparam [1:0] MODE_SETTLE = 2'd1;
    localparam [1:0] MODE_START = 2'd2;
    localparam [1:0] MODE_RUN = 2'd3;
    (* src = "hdl/src/attention/control/controller.rs:61" *)
    reg [1:0] mode = 2'd0;
    (* src = "hdl/src/attention/control/controller.rs:62" *)
    wire idle, settle;
    (* src = "hdl/src/attention/control/controller.rs:63" *)
    wire start, run;
    (* src = "hdl/src/attention/control/controller.rs:64" *)
    wire accept;
    (* src = "hdl/src/attention/control/controller.rs:66" *)
    reg [3:0] opcode = 4'd0, register_number = 4'd0;
    (* src = "hdl/src/attention/control/controller.rs:66" *)
    reg [15:0] position_field = 16'h0, slot_field = 16'h0;
    (* src = "hdl/src/attention/control/controller.rs:66" *)
    reg [23:0] base_field = 24'h0;
    (* src = "hdl/src/attention/control/controller.rs:77" *)
    reg configures = 1'd0;
    (* src = "hdl/src/attention/control/controller.rs:78" *)
    reg writes = 1'd0, stores = 1'd0, commits = 1'd0, attends = 1'd0;
    (* src = "hdl/src/attention/control/controller.rs:86" *)
    reg [2:0] settling = 3'd7;
    (* src = "hdl/src/attention/control/controller.rs:87" *)
    wire settled;
    (* src = "hdl/src/attention/control/controller.rs:92" *)
    wire _either, works;
    (* src = "hdl/src/attention/control/controller.rs:96" *)
    wire done;
    (* src = "hdl/src/attention/control/controller.rs:97" *)
    wire [1:0] after_settling;
    (* src = "hdl/src/attention/control/controller.rs:103" *)
    reg ready = 1'd1;
    (* src = "hdl/src/attention/control/controller.rs:104" *)
    wire [1:0] mode_next;
    (* src = "hdl/src/attention/control/controller.rs:115" *)
    wire [4:0] all_tokens;
    (* src = "hdl/src/attention/control/controller.rs:120" *)
    reg order_no_low_q = 1'd0;
    (* src = "hdl/src/attention/control/controller.rs:123" *)
    wire [1:0] step;
    (* src = "hdl/src/attention/control/controller.rs:125" *)
    reg order_keys_only_q = 1'd0, given_q = 1'd0;
    (* src = "hdl/src/attention/control/controller.rs:128" *)
    reg order_distant_q;
    assign idle = mode == MODE_IDLE;
    assign settle = mode == MODE_SETTLE;
    assign start = mode == MODE_START;
    assign run = mode == MODE_RUN;
    assign accept = idle & command_valid;
    assign settled = settle & (settling == 3'd0);
    assign _either = commits | attends;
    assign works = writes | stores | _either;
    assign done = run & (cache_idle & query_idle);
    assign after_settling = works ? MODE_START : MODE_IDLE;
    assign mode_next = accept ? MODE_SETTLE : settled ? after_settling : start ? MODE_RUN : done ? MODE_IDLE : mode;
    assign all_tokens = {5{commits}};
    assign step = slot_field[1:0];
    assign distance = slot_field[15:2];
    assign command_ready = ready;
    assign set = settled & configures;
    assign register = register_number;
    assign order_base = base_field;
    assign order_last_query = register_number[1:0];
    assign order_position = position_field;
    assign order_group = position_field[15:5];
    assign order_last_token = position_field[4:0] | all_tokens;
    assign order_slot = slot_field;
    assign order_no_low = order_no_low_q;
    assign order_keys_only = order_keys_only_q;
    assign given = given_q;
    assign order_distant = order_distant_q;
    assign order_start_write = start & writes;
    assign order_start_store = start & stores;
    assign order_start_attend = start & attends;
    assign order_start_blocks = start & (stores | commits);
    assign order_start_pages = start & _either;
    assign order_stores = stores;
    assign order_commits = commits;
    assign order_attends = attends;
    always @(posedge clock) begin
        mode <= mode_next;
        if (accept) opcode <= command_data[3:0];
        if (accept) register_number <= command_data[7:4];
        if (accept) position_field <= command_data[23:8];
        if (accept) base_field <= command_data[47:24];
        if (accept) slot_field <= command_data[63:48];
        configures <= opcode == 4'd4;
        writes <= opcode == 4'd5;
        stores <= opcode == 4'd6;
        commits <= opcode == 4'd7;
        attends <= opcode == 4'd8;
        settling <= settle ? settling - 3'd1 : 3'd7;
        ready <= mode_next == MODE_IDLE;
        order_no_low_q <= commits & (slot_field == 16'hffff);
        order_keys_only_q <= attends & (step == 2'd1);
        given_q <= attends & (step == 2'd2);
        order_distant_q <= |distance;
    end
endmodule

module harmonia_system_controller_2 (
    input wire clock,
    // Attention. There is a request.
    input wire attention_request_valid,
    // It writes one word; else it reads.
    input wire attention_request_write,
    // Its first word.
    input wire [23:0] attention_request_address,
    // Its words; 1 where it writes.
    input wire [7:0] attention_request_length,
    // The word to write.
    input wire [63:0] attention_request_data,
    // Bytes of it to write.
    input wire [7:0] attention_request_enables,
    // The words in their order, three cycles later at least.
    input wire attention_read_ready,
    // It is taken.
    output wire attention_request_ready,
    // The words in their order, three cycles later at least.
    output wire [63:0] attention_read_data,
    output wire attention_read_valid,
    // The reader of weights. There is a request.
    input wire weights_valid,
    // Its first word.
    input wire [23:0] weights_address,
    // Its words.
    input wire [7:0] weights_length,
    // It is taken.
    output wire weights_ready,
    // The words in their order, three cycles later at least.
    output wire [63:0] weights_words_data,
    output wire weights_words_valid,
    input wire weights_words_ready,
    // Requests that come. There is a request.
    input wire program_valid,
    // Its first word.
    input wire [23:0] program_address,
    // Its words.
    input wire [7:0] program_length,
    // It is taken.
    output wire program_ready,
    // The words in their order, three cycles later at least.
    output wire [63:0] program_words_data,
    output wire program_words_valid,
    input wire program_words_ready,
    // FETCH and SPILL. There is a request.
    input wire transfer_valid,
    // It writes one word; else it reads.
    input wire transfer_write,
    // Its first word.
    input wire [23:0] transfer_address,
    // Its words; 1 where it writes.
    input wire [7:0] transfer_length,
    // The word to write.
    input wire [63:0] transfer_data,
    // Bytes of it to write.
    input wire [7:0] transfer_enables,
    // It is taken.
    output wire transfer_ready,
    // The words in their order, three cycles later at least.
    output wire [63:0] transfer_words_data,
    output wire transfer_words_valid,
    input wire transfer_words_ready,
    // Requests that come. There is a request.
    input wire loader_valid,
    // Its first word.
    input wire [23:0] loader_address,
    // Its words.
    input wire [7:0] loader_length,
    // It is taken.
    output wire loader_ready,
    // The words in their order, three cycles later at least.
    output wire [63:0] loader_words_data,
    output wire loader_words_valid,
    input wire loader_words_ready,
    // Words of the host. There is a request.
    input wire uploads_valid,
    // The word's address.
    input wire [23:0] uploads_address,
    // The word.
    input wire [63:0] uploads_data,
    // Bytes of it to write.
    input wire [7:0] uploads_enables,
    // It is taken.
    output wire uploads_ready,
    // Requests for memory, in the order in which they were taken. There is a request.
    output wire memory_request_valid,
    // It writes one word; else it reads.
    output wire memory_request_write,
    // Its first word.
    output wire [23:0] memory_request_address,
    // Its words; 1 where it writes.
    output wire [7:0] memory_request_length,
    // The word to write.
    output wire [63:0] memory_request_data,
    // Bytes of it to write.
    output wire [7:0] memory_request_enables,
    output wire memory_read_ready,
    // It is taken.
    input wire memory_request_ready,
    // A word of memory.
    input wire [63:0] memory_read_data,
    // It is there, and is taken.
    input wire memory_read_valid,
    // None waits.
    output wire idle,
    // It begins again, without a word.
    input wire clear_counters,
    // Which counter is wanted.
    input wire [4:0] counter,
    // What it has counted, in the same cycle; 0 of a number above those that there are.
    output wire [63:0] counted
);
    wire program_skid_down_valid;
    wire [23:0] program_skid_down_address;
    wire [7:0] program_skid_down_length;
    wire program_skid_empty;
    wire loader_skid_down_valid;
    wire [23:0] loader_skid_down_address;
    wire [7:0] loader_skid_down_length;
    wire loader_skid_empty;
    wire arbiter_attention_ready;
    wire arbiter_program_ready;
    wire arbiter_loader_ready;
    wire arbiter_attention_reads;
    wire arbiter_weights_reads;
    wire arbiter_program_reads;
    wire arbiter_transfer_reads;
    wire arbiter_loader_reads;
    wire arbiter_attention_writes;
    wire arbiter_transfer_writes;
    wire arbiter_uploads_writes;
    wire arbiter_reads;
    wire [2:0] arbiter_client;
    wire [5:0] arbiter_words_less_one;
    wire arbiter_idle;
    wire arbiter_memory_valid;
    wire arbiter_memory_write;
    wire [23:0] arbiter_memory_address;
    wire [7:0] arbiter_memory_length;
    wire [63:0] arbiter_memory_data;
    wire [7:0] arbiter_memory_enables;
    wire owners_room;
    wire owners_idle;
    wire [63:0] owners_given;
    wire owners_to_attention;
    wire owners_to_weights;
    wire owners_to_program;
    wire owners_to_transfer;
    wire owners_to_loader;
    wire attention_queue_room;
    wire [63:0] attention_queue_words_data;
    wire attention_queue_words_valid;
    wire weights_queue_room;
    wire transfer_queue_room;
    wire program_queue_room;
    wire loader_queue_room;
    wire [63:0] weights_check_check;
    wire counters_busy;
    wire [63:0] counters_counted;
    harmonia_system_reads_skid program_skid (
        .clock(clock),
        .up_valid(program_valid),
        .up_address(program_address),
        .up_length(program_length),
        .up_ready(program_ready),
        .down_valid(program_skid_down_valid),
        .down_address(program_skid_down_address),
        .down_length(program_skid_down_length),
        .down_ready(arbiter_program_ready),
        .empty(program_skid_empty)
    );
    harmonia_system_reads_skid loader_skid (
        .clock(clock),
        .up_valid(loader_valid),
        .up_address(loader_address),
        .up_length(loader_length),
        .up_ready(loader_ready),
        .down_valid(loader_skid_down_valid),
        .down_address(loader_skid_down_address),
        .down_length(loader_skid_down_length),
        .down_ready(arbiter_loader_ready),
        .empty(loader_skid_empty)
    );
    harmonia_system_memory_arbiter arbiter (
        .clock(clock),
        .attention_valid(attention_request_valid),
        .attention_write(attention_request_write),
        .attention_address(attention_request_address),
        .attention_length(attention_request_length),
        .attention_data(attention_request_data),
        .attention_enables(attention_request_enables),
        .attention_ready(arbiter_attention_ready),
        .weights_valid(weights_valid),
        .weights_address(weights_address),
        .weights_length(weights_length),
        .weights_ready(weights_ready),
        .program_valid(program_skid_down_valid),
        .program_address(program_skid_down_address),
        .program_length(program_skid_down_length),
        .program_ready(arbiter_program_ready),
        .transfer_valid(transfer_valid),
        .transfer_write(transfer_write),
        .transfer_address(transfer_address),
        .transfer_length(transfer_length),
        .transfer_data(transfer_data),
        .transfer_enables(transfer_enables),
        .transfer_ready(transfer_ready),
        .loader_valid(loader_skid_down_valid),
        .loader_address(loader_skid_down_address),
        .loader_length(loader_skid_down_length),
        .loader_ready(arbiter_loader_ready),
        .uploads_valid(uploads_valid),
        .uploads_address(uploads_address),
        .uploads_data(uploads_data),
        .uploads_enables(uploads_enables),
        .uploads_ready(uploads_ready),
        .attention_room(attention_queue_room),
        .weights_room(weights_queue_room),
        .program_room(program_queue_room),
        .transfer_room(transfer_queue_room),
        .loader_room(loader_queue_room),
        .attention_reads(arbiter_attention_reads),
        .weights_reads(arbiter_weights_reads),
        .program_reads(arbiter_program_reads),
        .transfer_reads(arbiter_transfer_reads),
        .loader_reads(arbiter_loader_reads),
        .attention_writes(arbiter_attention_writes),
        .transfer_writes(arbiter_transfer_writes),
        .uploads_writes(arbiter_uploads_writes),
        .owners_room(owners_room),
        .reads(arbiter_reads),
        .client(arbiter_client),
        .words_less_one(arbiter_words_less_one),
        .idle(arbiter_idle),
        .memory_valid(arbiter_memory_valid),
        .memory_write(arbiter_memory_write),
        .memory_address(arbiter_memory_address),
        .memory_length(arbiter_memory_length),
        .memory_data(arbiter_memory_data),
        .memory_enables(arbiter_memory_enables),
        .memory_ready(memory_request_ready)
    );
    harmonia_system_owners owners (
        .clock(clock),
        .push(arbiter_reads),
        .client(arbiter_client),
        .words_less_one(arbiter_words_less_one),
        .room(owners_room),
        .idle(owners_idle),
        .word(memory_read_data),
        .word_valid(memory_read_valid),
        .given(owners_given),
        .to_attention(owners_to_attention),
        .to_weights(owners_to_weights),
        .to_program(owners_to_program),
        .to_transfer(owners_to_transfer),
        .to_loader(owners_to_loader)
    );
    harmonia_system_read_queue_512 attention_queue (
        .clock(clock),
        .reserve(arbiter_attention_reads),
        .length(arbiter_memory_length),
        .room(attention_queue_room),
        .word(owners_given),
        .word_valid(owners_to_attention),
        .words_data(attention_queue_words_data),
        .words_valid(attention_queue_words_valid),
        .words_ready(attention_read_ready)
    );
    harmonia_system_read_queue_512 weights_queue (
        .clock(clock),
        .reserve(arbiter_weights_reads),
        .length(arbiter_memory_length),
        .room(weights_queue_room),
        .word(owners_given),
        .word_valid(owners_to_weights),
        .words_data(weights_words_data),
        .words_valid(weights_words_valid),
        .words_ready(weights_words_ready)
    );
    harmonia_system_read_queue_512 transfer_queue (
        .clock(clock),
        .reserve(arbiter_transfer_reads),
        .length(arbiter_memory_length),
        .room(transfer_queue_room),
        .word(owners_given),
        .word_valid(owners_to_transfer),
        .words_data(transfer_words_data),
        .words_valid(transfer_words_valid),
        .words_ready(transfer_words_ready)
    );
    harmonia_system_read_queue_32 program_queue (
        .clock(clock),
        .reserve(arbiter_program_reads),
        .length(arbiter_memory_length),
        .room(program_queue_room),
        .word(owners_given),
        .word_valid(owners_to_program),
        .words_data(program_words_data),
        .words_valid(program_words_valid),
        .words_ready(program_words_ready)
    );
    harmonia_system_read_queue_32 loader_queue (
        .clock(clock),
        .reserve(arbiter_loader_reads),
        .length(arbiter_memory_length),
        .room(loader_queue_room),
        .word(owners_given),
        .word_valid(owners_to_loader),
        .words_data(loader_words_data),
        .words_valid(loader_words_valid),
        .words_ready(loader_words_ready)
    );
    harmonia_system_words_check weights_check (
        .clock(clock),
        .clear(clear_counters),
        .word(owners_given),
        .takes(owners_to_weights),
        .check(weights_check_check)
    );
    harmonia_system_memory_counters counters (
        .clock(clock),
        .clear(clear_counters),
        .busy(counters_busy),
        .attention_read(owners_to_attention),
        .weights_read(owners_to_weights),
        .program_read(owners_to_program),
        .transfer_read(owners_to_transfer),
        .loader_read(owners_to_loader),
        .attention_written(arbiter_attention_writes),
        .transfer_written(arbiter_transfer_writes),
        .uploads_written(arbiter_uploads_writes),
        .weights_check(weights_check_check),
        .number(counter),
        .counted(counters_counted)
    );
    assign idle = program_skid_empty & loader_skid_empty & arbiter_idle & owners_idle;
    assign attention_request_ready = arbiter_attention_ready;
    assign memory_request_valid = arbiter_memory_valid;
    assign memory_request_write = arbiter_memory_write;
    assign memory_request_address = arbiter_memory_address;
    assign memory_request_length = arbiter_memory_length;
    assign memory_request_data = arbiter_memory_data;
    assign memory_request_enables = arbiter_memory_enables;
    assign memory_read_ready = 1'b1;
    assign attention_read_data = attention_queue_words_data;
    assign attention_read_valid = attention_queue_words_valid;
    assign counters_busy = memory_read_valid | arbiter_attention_writes | arbiter_transfer_writes
            | arbiter_uploads_writes;
    assign counted = counters_counted;
endmodule

module harmonia_system_converter_input (
    input wire clock,
    // The converter works on a key; else on values of the residual. Chooses lanes and format.
    input wire key,
    // Keys are kept with 3 bits; else with 4.
    input wire key_three,
    // Values are kept with 3 bits; else with 4.
    input wire value_three,
    // Four rotated values of a key, FP32.
    input wire [127:0] keys,
    // Four values of a key are there; never in the cycle of `floats_valid`.
    input wire keys_valid,
    // Four values of the residual, widened to FP32.
    input wire [127:0] floats,
    // Four values of the residual are there.
    input wire floats_valid,
    // Whichever `key` says, a cycle later, FP32.
    output wire [127:0] values,
    // Either was there the cycle before; there is no back-pressure.
    output wire values_valid,
    // What they are of is kept with 3 bits; else with 4.
    output wire three
);
    // Chooses what the converter takes, rotated keys or values of the residual, and in which format they are kept.
    (* src = "hdl/src/attention/cache/converter_input.rs:49" *)
    wire three_1;
    (* src = "hdl/src/attention/cache/converter_input.rs:50" *)
    reg [127:0] values_q;
    (* src = "hdl/src/attention/cache/converter_input.rs:53" *)
    reg values_valid_q = 1'd0;
    (* src = "hdl/src/attention/cache/converter_input.rs:55" *)
    reg three_1_q;
    assign three_1 = key ? key_three : value_three;
    assign values = values_q;
    assign values_valid = values_valid_q;
    assign three = three_1_q;
    always @(posedge clock) begin
        values_q <= key ? keys : floats;
        values_valid_q <= keys_valid | floats_valid;
        three_1_q <= three_1;
    end
endmodule

module harmonia_system_digit (
    input wire clock,
    // The nibble of the high plane: a magnitude of 4 bits, or of 3 with the sign above.
    input wire [3:0] magnitude,
    // The nibble of the low plane: the lowest 4 bits of the magnitude.
    input wire [3:0] low_nibble,
    // The bit above those, of a format of 3 bits.
    input wire low_top,
    // The sign, of a format of 4 bits.
    input wire negative,
    // The digit is 1, of a beat of ones for the even output; where none is set of this, `low`, `doubled` and `plain`,
    // it is 0.
    input wire unit,
    // The digit is of a format of 3 bits.
    input wire three,
    // It is of a format of 4 bits.
    input wire four,
    // The digit is that of the low plane.
    input wire low,
    // The digit is twice the magnitude of 3 bits, less the bit above the low plane.
    input wire doubled,
    // The digit is the magnitude.
    input wire plain,
    // The lowest 4 bits of the digit, two cycles later.
    output wire [3:0] nibble,
    // Its fifth bit, the sign; two cycles later.
    output wire sign
);
    // A signed digit of a key or value, from its bits in the planes.
    (* src = "hdl/src/attention/cache/reader.rs:210" *)
    wire [4:0] twice_0;
    (* src = "hdl/src/attention/cache/reader.rs:211" *)
    wire [4:0] twice_1;
    (* src = "hdl/src/attention/cache/reader.rs:212" *)
    wire sign_bit;
    (* src = "hdl/src/attention/cache/reader.rs:213" *)
    wire top_bit;
    (* src = "hdl/src/attention/cache/reader.rs:214" *)
    wire [4:0] digit_0;
    (* src = "hdl/src/attention/cache/reader.rs:221" *)
    reg [4:0] digit_1;
    (* src = "hdl/src/attention/cache/reader.rs:222" *)
    wire negative_1;
    (* src = "hdl/src/attention/cache/reader.rs:223" *)
    reg is_negative;
    (* src = "hdl/src/attention/cache/reader.rs:224" *)
    wire [4:0] flipped;
    (* src = "hdl/src/attention/cache/reader.rs:228" *)
    reg [4:0] signed_digit;
    assign twice_0 = {1'b0, {magnitude[2:0], 1'd0}};
    assign twice_1 = twice_0 - {4'b0, low_top};
    assign sign_bit = low_nibble[3] & four;
    assign top_bit = magnitude[3] & four;
    assign digit_0 = {4'b0, unit} | ({sign_bit, low_nibble} & {5{low}}) | (twice_1 & {5{doubled}})
            | ({1'b0, {top_bit, magnitude[2:0]}} & {5{plain}});
    assign negative_1 = (magnitude[3] & three) | (negative & four);
    assign flipped = digit_1 ^ {5{is_negative}};
    assign nibble = signed_digit[3:0];
    assign sign = signed_digit[4];
    always @(posedge clock) begin
        digit_1 <= digit_0;
        is_negative <= negative_1;
        signed_digit <= flipped + {4'b0, is_negative};
    end
endmodule

module harmonia_system_divide (
    input wire clock,
    // FP32, normal or zero.
    input wire [31:0] numerator,
    // FP32, normal.
    input wire [31:0] denominator,
    // Overflow in bit 0, invalid in bit 1, of numerator and denominator together; they go beside the
    // division.
    input wire [1:0] flags,
    // Numerator, denominator and flags are there, and are taken: one division per cycle, no
    // back-pressure.
    input wire operands_valid,
    // numerator / denominator, FP32, rounded half to even, with the flags above it: a result as the host
    // gets it.
    output wire [33:0] quotient,
    // A quotient is there and must be taken: 29 cycles after its operands.
    output wire quotient_valid
);
    // FP32 numerator / denominator, rounded half to even.
    (* src = "hdl/src/attention/query/divide.rs:61" *)
    reg [31:0] numerator_q;
    (* src = "hdl/src/attention/query/divide.rs:62" *)
    reg [31:0] denominator_q;
    (* src = "hdl/src/attention/query/divide.rs:67" *)
    wire zero_0;
    (* src = "hdl/src/attention/query/divide.rs:68" *)
    wire negative;
    (* src = "hdl/src/attention/query/divide.rs:73" *)
    reg [7:0] _difference_q;
    (* src = "hdl/src/attention/query/divide.rs:71" *)
    reg [7:0] field_0;
    (* src = "hdl/src/attention/query/divide.rs:104" *)
    wire [24:0] divisor;
    (* src = "hdl/src/attention/query/divide.rs:108" *)
    reg [24:0] remainder;
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    wire [24:0] row_0_next_divisor, row_0_next_remainder, row_0_bits, row_1_next_divisor, row_1_next_remainder,
            row_1_bits, row_2_next_divisor, row_2_next_remainder, row_2_bits, row_3_next_divisor, row_3_next_remainder,
            row_3_bits, row_4_next_divisor, row_4_next_remainder, row_4_bits;
    (* src = "hdl/src/attention/query/divide.rs:113" *)
    wire [19:0] earlier_0, earlier_1, earlier_2, earlier_3;
    (* src = "hdl/src/attention/query/divide.rs:124" *)
    wire last;
    (* src = "hdl/src/attention/query/divide.rs:127" *)
    wire above_one;
    (* src = "hdl/src/attention/query/divide.rs:128" *)
    wire [23:0] below_one;
    (* src = "hdl/src/attention/query/divide.rs:129" *)
    wire [23:0] kept;
    (* src = "hdl/src/attention/query/divide.rs:79" *)
    reg [7:0] field_0_q, field_0_q2, field_0_q3, field_0_q4, field_0_q5, field_0_q6, field_0_q7, field_0_q8, field_0_q9,
            field_0_q10, field_0_q11, field_0_q12, field_0_q13, field_0_q14, field_0_q15, field_0_q16, field_0_q17,
            field_0_q18, field_0_q19, field_0_q20, field_0_q21, field_0_q22, field_0_q23, field_0_q24;
    (* src = "hdl/src/attention/query/divide.rs:79" *)
    wire [7:0] field_1;
    (* src = "hdl/src/attention/query/divide.rs:80" *)
    reg zero_0_q, zero_0_q2, zero_0_q3, zero_0_q4, zero_0_q5, zero_0_q6, zero_0_q7, zero_0_q8, zero_0_q9, zero_0_q10,
            zero_0_q11, zero_0_q12, zero_0_q13, zero_0_q14, zero_0_q15, zero_0_q16, zero_0_q17, zero_0_q18, zero_0_q19,
            zero_0_q20, zero_0_q21, zero_0_q22, zero_0_q23, zero_0_q24, zero_0_q25, zero_1;
    (* src = "hdl/src/attention/query/divide.rs:82" *)
    wire [30:0] unrounded_0;
    (* src = "hdl/src/attention/query/divide.rs:83" *)
    reg [30:0] unrounded_1;
    (* src = "hdl/src/attention/query/divide.rs:84" *)
    reg half;
    (* src = "hdl/src/attention/query/divide.rs:85" *)
    wire [30:0] magnitude;
    (* src = "hdl/src/attention/query/divide.rs:86" *)
    reg negative_q, negative_q2, negative_q3, negative_q4, negative_q5, negative_q6, negative_q7, negative_q8,
            negative_q9, negative_q10, negative_q11, negative_q12, negative_q13, negative_q14, negative_q15,
            negative_q16, negative_q17, negative_q18, negative_q19, negative_q20, negative_q21, negative_q22,
            negative_q23, negative_q24, negative_q25, negative_q26, negative_q27;
    (* src = "hdl/src/attention/query/divide.rs:86" *)
    reg [31:0] float;
    (* src = "hdl/src/attention/query/divide.rs:87" *)
    reg [1:0] flags_q, flags_q2, flags_q3, flags_q4, flags_q5, flags_q6, flags_q7, flags_q8, flags_q9, flags_q10,
            flags_q11, flags_q12, flags_q13, flags_q14, flags_q15, flags_q16, flags_q17, flags_q18, flags_q19,
            flags_q20, flags_q21, flags_q22, flags_q23, flags_q24, flags_q25, flags_q26, flags_q27, flags_q28,
            flags_q29;
    (* src = "hdl/src/attention/query/divide.rs:89" *)
    reg operands_valid_q = 1'd0, operands_valid_q2 = 1'd0, operands_valid_q3 = 1'd0, operands_valid_q4 = 1'd0,
            operands_valid_q5 = 1'd0, operands_valid_q6 = 1'd0, operands_valid_q7 = 1'd0, operands_valid_q8 = 1'd0,
            operands_valid_q9 = 1'd0, operands_valid_q10 = 1'd0, operands_valid_q11 = 1'd0, operands_valid_q12 = 1'd0,
            operands_valid_q13 = 1'd0, operands_valid_q14 = 1'd0, operands_valid_q15 = 1'd0, operands_valid_q16 = 1'd0,
            operands_valid_q17 = 1'd0, operands_valid_q18 = 1'd0, operands_valid_q19 = 1'd0, operands_valid_q20 = 1'd0,
            operands_valid_q21 = 1'd0, operands_valid_q22 = 1'd0, operands_valid_q23 = 1'd0, operands_valid_q24 = 1'd0,
            operands_valid_q25 = 1'd0, operands_valid_q26 = 1'd0, operands_valid_q27 = 1'd0, operands_valid_q28 = 1'd0,
            operands_valid_q29 = 1'd0;
    assign zero_0 = ~(|numerator_q[30:23]);
    assign negative = numerator_q[31] ^ denominator_q[31];
    assign divisor = {1'b0, {1'd1, denominator_q[22:0]}};
    assign earlier_0 = row_0_bits[19:0];
    assign earlier_1 = row_1_bits[19:0];
    assign earlier_2 = row_2_bits[19:0];
    assign earlier_3 = row_3_bits[19:0];
    assign last = ~row_4_next_remainder[24];
    assign above_one = row_4_bits[24];
    assign below_one = {row_4_bits[22:0], last};
    assign kept = above_one ? row_4_bits[23:0] : below_one;
    assign field_1 = field_0_q24 + {7'b0, above_one};
    assign unrounded_0 = {field_1, kept[23:1]};
    assign magnitude = unrounded_1 + {30'b0, half};
    assign quotient = {flags_q29, float};
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_system_division_row row_0 (
        .clock(clock),
        .divisor(divisor),
        .remainder(remainder),
        .earlier_bits(20'h0),
        .next_divisor(row_0_next_divisor),
        .next_remainder(row_0_next_remainder),
        .bits(row_0_bits)
    );
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_system_division_row row_1 (
        .clock(clock),
        .divisor(row_0_next_divisor),
        .remainder(row_0_next_remainder),
        .earlier_bits(earlier_0),
        .next_divisor(row_1_next_divisor),
        .next_remainder(row_1_next_remainder),
        .bits(row_1_bits)
    );
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_system_division_row row_2 (
        .clock(clock),
        .divisor(row_1_next_divisor),
        .remainder(row_1_next_remainder),
        .earlier_bits(earlier_1),
        .next_divisor(row_2_next_divisor),
        .next_remainder(row_2_next_remainder),
        .bits(row_2_bits)
    );
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_system_division_row row_3 (
        .clock(clock),
        .divisor(row_2_next_divisor),
        .remainder(row_2_next_remainder),
        .earlier_bits(earlier_2),
        .next_divisor(row_3_next_divisor),
        .next_remainder(row_3_next_remainder),
        .bits(row_3_bits)
    );
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_system_division_row row_4 (
        .clock(clock),
        .divisor(row_3_next_divisor),
        .remainder(row_3_next_remainder),
        .earlier_bits(earlier_3),
        .next_divisor(row_4_next_divisor),
        .next_remainder(row_4_next_remainder),
        .bits(row_4_bits)
    );
    assign quotient_valid = operands_valid_q29;
    wire unused = &{1'b0, 5'd0, row_0_bits[24:20], row_1_bits[24:20], row_2_bits[24:20], row_3_bits[24:20],
            row_4_next_divisor, row_4_next_remainder[23:0]};
    always @(posedge clock) begin
        numerator_q <= numerator;
        denominator_q <= denominator;
        _difference_q <= numerator_q[30:23] - denominator_q[30:23];
        field_0 <= _difference_q + 8'd126;
        remainder <= {1'b0, {1'd1, numerator_q[22:0]}} - divisor;
        field_0_q <= field_0;
        field_0_q2 <= field_0_q;
        field_0_q3 <= field_0_q2;
        field_0_q4 <= field_0_q3;
        field_0_q5 <= field_0_q4;
        field_0_q6 <= field_0_q5;
        field_0_q7 <= field_0_q6;
        field_0_q8 <= field_0_q7;
        field_0_q9 <= field_0_q8;
        field_0_q10 <= field_0_q9;
        field_0_q11 <= field_0_q10;
        field_0_q12 <= field_0_q11;
        field_0_q13 <= field_0_q12;
        field_0_q14 <= field_0_q13;
        field_0_q15 <= field_0_q14;
        field_0_q16 <= field_0_q15;
        field_0_q17 <= field_0_q16;
        field_0_q18 <= field_0_q17;
        field_0_q19 <= field_0_q18;
        field_0_q20 <= field_0_q19;
        field_0_q21 <= field_0_q20;
        field_0_q22 <= field_0_q21;
        field_0_q23 <= field_0_q22;
        field_0_q24 <= field_0_q23;
        zero_0_q <= zero_0;
        zero_0_q2 <= zero_0_q;
        zero_0_q3 <= zero_0_q2;
        zero_0_q4 <= zero_0_q3;
        zero_0_q5 <= zero_0_q4;
        zero_0_q6 <= zero_0_q5;
        zero_0_q7 <= zero_0_q6;
        zero_0_q8 <= zero_0_q7;
        zero_0_q9 <= zero_0_q8;
        zero_0_q10 <= zero_0_q9;
        zero_0_q11 <= zero_0_q10;
        zero_0_q12 <= zero_0_q11;
        zero_0_q13 <= zero_0_q12;
        zero_0_q14 <= zero_0_q13;
        zero_0_q15 <= zero_0_q14;
        zero_0_q16 <= zero_0_q15;
        zero_0_q17 <= zero_0_q16;
        zero_0_q18 <= zero_0_q17;
        zero_0_q19 <= zero_0_q18;
        zero_0_q20 <= zero_0_q19;
        zero_0_q21 <= zero_0_q20;
        zero_0_q22 <= zero_0_q21;
        zero_0_q23 <= zero_0_q22;
        zero_0_q24 <= zero_0_q23;
        zero_0_q25 <= zero_0_q24;
        zero_1 <= zero_0_q25;
        unrounded_1 <= zero_1 ? 31'h0 : unrounded_0;
        half <= kept[0] & ~zero_1;
        negative_q <= negative;
        negative_q2 <= negative_q;
        negative_q3 <= negative_q2;
        negative_q4 <= negative_q3;
        negative_q5 <= negative_q4;
        negative_q6 <= negative_q5;
        negative_q7 <= negative_q6;
        negative_q8 <= negative_q7;
        negative_q9 <= negative_q8;
        negative_q10 <= negative_q9;
        negative_q11 <= negative_q10;
        negative_q12 <= negative_q11;
        negative_q13 <= negative_q12;
        negative_q14 <= negative_q13;
        negative_q15 <= negative_q14;
        negative_q16 <= negative_q15;
        negative_q17 <= negative_q16;
        negative_q18 <= negative_q17;
        negative_q19 <= negative_q18;
        negative_q20 <= negative_q19;
        negative_q21 <= negative_q20;
        negative_q22 <= negative_q21;
        negative_q23 <= negative_q22;
        negative_q24 <= negative_q23;
        negative_q25 <= negative_q24;
        negative_q26 <= negative_q25;
        negative_q27 <= negative_q26;
        float <= {negative_q27, magnitude};
        flags_q <= flags;
        flags_q2 <= flags_q;
        flags_q3 <= flags_q2;
        flags_q4 <= flags_q3;
        flags_q5 <= flags_q4;
        flags_q6 <= flags_q5;
        flags_q7 <= flags_q6;
        flags_q8 <= flags_q7;
        flags_q9 <= flags_q8;
        flags_q10 <= flags_q9;
        flags_q11 <= flags_q10;
        flags_q12 <= flags_q11;
        flags_q13 <= flags_q12;
        flags_q14 <= flags_q13;
        flags_q15 <= flags_q14;
        flags_q16 <= flags_q15;
        flags_q17 <= flags_q16;
        flags_q18 <= flags_q17;
        flags_q19 <= flags_q18;
        flags_q20 <= flags_q19;
        flags_q21 <= flags_q20;
        flags_q22 <= flags_q21;
        flags_q23 <= flags_q22;
        flags_q24 <= flags_q23;
        flags_q25 <= flags_q24;
        flags_q26 <= flags_q25;
        flags_q27 <= flags_q26;
        flags_q28 <= flags_q27;
        flags_q29 <= flags_q28;
        operands_valid_q <= operands_valid;
        operands_valid_q2 <= operands_valid_q;
        operands_valid_q3 <= operands_valid_q2;
        operands_valid_q4 <= operands_valid_q3;
        operands_valid_q5 <= operands_valid_q4;
        operands_valid_q6 <= operands_valid_q5;
        operands_valid_q7 <= operands_valid_q6;
        operands_valid_q8 <= operands_valid_q7;
        operands_valid_q9 <= operands_valid_q8;
        operands_valid_q10 <= operands_valid_q9;
        operands_valid_q11 <= operands_valid_q10;
        operands_valid_q12 <= operands_valid_q11;
        operands_valid_q13 <= operands_valid_q12;
        operands_valid_q14 <= operands_valid_q13;
        operands_valid_q15 <= operands_valid_q14;
        operands_valid_q16 <= operands_valid_q15;
        operands_valid_q17 <= operands_valid_q16;
        operands_valid_q18 <= operands_valid_q17;
        operands_valid_q19 <= operands_valid_q18;
        operands_valid_q20 <= operands_valid_q19;
        operands_valid_q21 <= operands_valid_q20;
        operands_valid_q22 <= operands_valid_q21;
        operands_valid_q23 <= operands_valid_q22;
        operands_valid_q24 <= operands_valid_q23;
        operands_valid_q25 <= operands_valid_q24;
        operands_valid_q26 <= operands_valid_q25;
        operands_valid_q27 <= operands_valid_q26;
        operands_valid_q28 <= operands_valid_q27;
        operands_valid_q29 <= operands_valid_q28;
    end
endmodule

module harmonia_system_divide_2 (
    input wire clock,
    // FP32; with the exponent field 0 it is a zero.
    input wire [31:0] numerator,
    // FP32; a zero is invalid.
    input wire [31:0] denominator,
    // The quotient is a zero of its sign, unless it is invalid; with the operands.
    input wire vanishes,
    // Operands are there, and are taken.
    input wire operands_valid,
    // numerator / denominator, FP32, rounded half to even: thirty cycles after the operands. Flagged, it
    // is +0.
    output wire [31:0] quotient,
    // The quotient was 2^128 or more in magnitude; with `quotient`.
    output wire overflow,
    // An operand is infinite or no number, or the denominator is zero; with `quotient`.
    output wire invalid
);
    // FP32 numerator / denominator, rounded half to even.
    (* src = "hdl/src/vector/math/divide.rs:47" *)
    reg [31:0] numerator_q;
    (* src = "hdl/src/vector/math/divide.rs:48" *)
    reg [31:0] denominator_q;
    (* src = "hdl/src/vector/math/divide.rs:49" *)
    reg vanishes_q;
    (* src = "hdl/src/vector/math/divide.rs:53" *)
    wire special;
    (* src = "hdl/src/vector/math/divide.rs:54" *)
    reg invalid_q;
    (* src = "hdl/src/vector/math/divide.rs:55" *)
    reg zero;
    (* src = "hdl/src/vector/math/divide.rs:56" *)
    reg negative;
    (* src = "hdl/src/vector/math/divide.rs:59" *)
    wire [8:0] _difference;
    (* src = "hdl/src/vector/math/divide.rs:59" *)
    reg [9:0] difference;
    (* src = "hdl/src/vector/math/divide.rs:62" *)
    wire [9:0] _sum;
    (* src = "hdl/src/vector/math/round.rs:55" *)
    wire [1:0] highest;
    (* src = "hdl/src/vector/math/divide.rs:62" *)
    reg [9:0] field_0;
    (* src = "hdl/src/attention/query/divide.rs:104" *)
    wire [24:0] divisor;
    (* src = "hdl/src/attention/query/divide.rs:108" *)
    reg [24:0] remainder;
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    wire [24:0] row_0_next_divisor, row_0_next_remainder, row_0_bits, row_1_next_divisor, row_1_next_remainder,
            row_1_bits, row_2_next_divisor, row_2_next_remainder, row_2_bits, row_3_next_divisor, row_3_next_remainder,
            row_3_bits, row_4_next_divisor, row_4_next_remainder, row_4_bits;
    (* src = "hdl/src/attention/query/divide.rs:113" *)
    wire [19:0] earlier_0, earlier_1, earlier_2, earlier_3;
    (* src = "hdl/src/attention/query/divide.rs:124" *)
    wire last;
    (* src = "hdl/src/attention/query/divide.rs:127" *)
    wire above_one;
    (* src = "hdl/src/attention/query/divide.rs:128" *)
    wire [23:0] below_one;
    (* src = "hdl/src/attention/query/divide.rs:129" *)
    wire [23:0] kept;
    (* src = "hdl/src/vector/math/divide.rs:66" *)
    reg [9:0] field_0_q, field_0_q2, field_0_q3, field_0_q4, field_0_q5, field_0_q6, field_0_q7, field_0_q8, field_0_q9,
            field_0_q10, field_0_q11, field_0_q12, field_0_q13, field_0_q14, field_0_q15, field_0_q16, field_0_q17,
            field_0_q18, field_0_q19, field_0_q20, field_0_q21, field_0_q22, field_0_q23, field_1;
    (* src = "hdl/src/vector/math/divide.rs:67" *)
    wire [9:0] stepped;
    (* src = "hdl/src/vector/math/divide.rs:74" *)
    reg negative_q, negative_q2, negative_q3, negative_q4, negative_q5, negative_q6, negative_q7, negative_q8,
            negative_q9, negative_q10, negative_q11, negative_q12, negative_q13, negative_q14, negative_q15,
            negative_q16, negative_q17, negative_q18, negative_q19, negative_q20, negative_q21, negative_q22,
            negative_q23, negative_q24, negative_q25;
    (* src = "hdl/src/vector/math/divide.rs:75" *)
    reg invalid_q2, invalid_q3, invalid_q4, invalid_q5, invalid_q6, invalid_q7, invalid_q8, invalid_q9, invalid_q10,
            invalid_q11, invalid_q12, invalid_q13, invalid_q14, invalid_q15, invalid_q16, invalid_q17, invalid_q18,
            invalid_q19, invalid_q20, invalid_q21, invalid_q22, invalid_q23, invalid_q24, invalid_q25, invalid_q26;
    (* src = "hdl/src/vector/math/divide.rs:77" *)
    wire overflow_1;
    (* src = "hdl/src/vector/math/divide.rs:78" *)
    reg operands_valid_q = 1'd0, operands_valid_q2 = 1'd0, operands_valid_q3 = 1'd0, operands_valid_q4 = 1'd0,
            operands_valid_q5 = 1'd0, operands_valid_q6 = 1'd0, operands_valid_q7 = 1'd0, operands_valid_q8 = 1'd0,
            operands_valid_q9 = 1'd0, operands_valid_q10 = 1'd0, operands_valid_q11 = 1'd0, operands_valid_q12 = 1'd0,
            operands_valid_q13 = 1'd0, operands_valid_q14 = 1'd0, operands_valid_q15 = 1'd0, operands_valid_q16 = 1'd0,
            operands_valid_q17 = 1'd0, operands_valid_q18 = 1'd0, operands_valid_q19 = 1'd0, operands_valid_q20 = 1'd0,
            operands_valid_q21 = 1'd0, operands_valid_q22 = 1'd0, operands_valid_q23 = 1'd0, operands_valid_q24 = 1'd0,
            operands_valid_q25 = 1'd0, operands_valid_q26 = 1'd0, operands_valid_q27 = 1'd0, operands_valid_q28 = 1'd0,
            operands_valid_q29 = 1'd0, valid = 1'd0;
    (* src = "hdl/src/vector/math/divide.rs:83" *)
    reg invalid_q27, invalid_q28, invalid_q29;
    assign special = (&numerator_q[30:23]) | (&denominator_q[30:23]);
    assign _difference = {1'b0, numerator_q[30:23]} - {1'b0, denominator_q[30:23]};
    assign _sum = difference + 10'h7e;
    assign highest = zero ? 2'd2 : _sum[9:8];
    assign divisor = {1'b0, {1'd1, denominator_q[22:0]}};
    assign earlier_0 = row_0_bits[19:0];
    assign earlier_1 = row_1_bits[19:0];
    assign earlier_2 = row_2_bits[19:0];
    assign earlier_3 = row_3_bits[19:0];
    assign last = ~row_4_next_remainder[24];
    assign above_one = row_4_bits[24];
    assign below_one = {row_4_bits[22:0], last};
    assign kept = above_one ? row_4_bits[23:0] : below_one;
    assign stepped = field_1 + {9'b0, above_one};
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_system_division_row row_0 (
        .clock(clock),
        .divisor(divisor),
        .remainder(remainder),
        .earlier_bits(20'h0),
        .next_divisor(row_0_next_divisor),
        .next_remainder(row_0_next_remainder),
        .bits(row_0_bits)
    );
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_system_division_row row_1 (
        .clock(clock),
        .divisor(row_0_next_divisor),
        .remainder(row_0_next_remainder),
        .earlier_bits(earlier_0),
        .next_divisor(row_1_next_divisor),
        .next_remainder(row_1_next_remainder),
        .bits(row_1_bits)
    );
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_system_division_row row_2 (
        .clock(clock),
        .divisor(row_1_next_divisor),
        .remainder(row_1_next_remainder),
        .earlier_bits(earlier_1),
        .next_divisor(row_2_next_divisor),
        .next_remainder(row_2_next_remainder),
        .bits(row_2_bits)
    );
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_system_division_row row_3 (
        .clock(clock),
        .divisor(row_2_next_divisor),
        .remainder(row_2_next_remainder),
        .earlier_bits(earlier_2),
        .next_divisor(row_3_next_divisor),
        .next_remainder(row_3_next_remainder),
        .bits(row_3_bits)
    );
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_system_division_row row_4 (
        .clock(clock),
        .divisor(row_3_next_divisor),
        .remainder(row_3_next_remainder),
        .earlier_bits(earlier_3),
        .next_divisor(row_4_next_divisor),
        .next_remainder(row_4_next_remainder),
        .bits(row_4_bits)
    );
    (* src = "hdl/src/vector/math/round.rs:46" *)
    harmonia_system_round_float rounding (
        .clock(clock),
        .fraction(kept[23:1]),
        .half(kept[0]),
        .more(1'd1),
        .field(stepped),
        .negative(negative_q25),
        .cleared(invalid_q26),
        .float(quotient),
        .overflow(overflow_1)
    );
    assign overflow = overflow_1 & valid;
    assign invalid = invalid_q29 & valid;
    wire unused = &{1'b0, 5'd0, row_0_bits[24:20], row_1_bits[24:20], row_2_bits[24:20], row_3_bits[24:20],
            row_4_next_divisor, row_4_next_remainder[23:0]};
    always @(posedge clock) begin
        numerator_q <= numerator;
        denominator_q <= denominator;
        vanishes_q <= vanishes;
        invalid_q <= special | ~(|denominator_q[30:23]);
        zero <= vanishes_q | ~(|numerator_q[30:23]);
        negative <= numerator_q[31] ^ denominator_q[31];
        difference <= {{1{_difference[8]}}, _difference};
        field_0 <= {highest, _sum[7:0]};
        remainder <= {1'b0, {1'd1, numerator_q[22:0]}} - divisor;
        field_0_q <= field_0;
        field_0_q2 <= field_0_q;
        field_0_q3 <= field_0_q2;
        field_0_q4 <= field_0_q3;
        field_0_q5 <= field_0_q4;
        field_0_q6 <= field_0_q5;
        field_0_q7 <= field_0_q6;
        field_0_q8 <= field_0_q7;
        field_0_q9 <= field_0_q8;
        field_0_q10 <= field_0_q9;
        field_0_q11 <= field_0_q10;
        field_0_q12 <= field_0_q11;
        field_0_q13 <= field_0_q12;
        field_0_q14 <= field_0_q13;
        field_0_q15 <= field_0_q14;
        field_0_q16 <= field_0_q15;
        field_0_q17 <= field_0_q16;
        field_0_q18 <= field_0_q17;
        field_0_q19 <= field_0_q18;
        field_0_q20 <= field_0_q19;
        field_0_q21 <= field_0_q20;
        field_0_q22 <= field_0_q21;
        field_0_q23 <= field_0_q22;
        field_1 <= field_0_q23;
        negative_q <= negative;
        negative_q2 <= negative_q;
        negative_q3 <= negative_q2;
        negative_q4 <= negative_q3;
        negative_q5 <= negative_q4;
        negative_q6 <= negative_q5;
        negative_q7 <= negative_q6;
        negative_q8 <= negative_q7;
        negative_q9 <= negative_q8;
        negative_q10 <= negative_q9;
        negative_q11 <= negative_q10;
        negative_q12 <= negative_q11;
        negative_q13 <= negative_q12;
        negative_q14 <= negative_q13;
        negative_q15 <= negative_q14;
        negative_q16 <= negative_q15;
        negative_q17 <= negative_q16;
        negative_q18 <= negative_q17;
        negative_q19 <= negative_q18;
        negative_q20 <= negative_q19;
        negative_q21 <= negative_q20;
        negative_q22 <= negative_q21;
        negative_q23 <= negative_q22;
        negative_q24 <= negative_q23;
        negative_q25 <= negative_q24;
        invalid_q2 <= invalid_q;
        invalid_q3 <= invalid_q2;
        invalid_q4 <= invalid_q3;
        invalid_q5 <= invalid_q4;
        invalid_q6 <= invalid_q5;
        invalid_q7 <= invalid_q6;
        invalid_q8 <= invalid_q7;
        invalid_q9 <= invalid_q8;
        invalid_q10 <= invalid_q9;
        invalid_q11 <= invalid_q10;
        invalid_q12 <= invalid_q11;
        invalid_q13 <= invalid_q12;
        invalid_q14 <= invalid_q13;
        invalid_q15 <= invalid_q14;
        invalid_q16 <= invalid_q15;
        invalid_q17 <= invalid_q16;
        invalid_q18 <= invalid_q17;
        invalid_q19 <= invalid_q18;
        invalid_q20 <= invalid_q19;
        invalid_q21 <= invalid_q20;
        invalid_q22 <= invalid_q21;
        invalid_q23 <= invalid_q22;
        invalid_q24 <= invalid_q23;
        invalid_q25 <= invalid_q24;
        invalid_q26 <= invalid_q25;
        operands_valid_q <= operands_valid;
        operands_valid_q2 <= operands_valid_q;
        operands_valid_q3 <= operands_valid_q2;
        operands_valid_q4 <= operands_valid_q3;
        operands_valid_q5 <= operands_valid_q4;
        operands_valid_q6 <= operands_valid_q5;
        operands_valid_q7 <= operands_valid_q6;
        operands_valid_q8 <= operands_valid_q7;
        operands_valid_q9 <= operands_valid_q8;
        operands_valid_q10 <= operands_valid_q9;
        operands_valid_q11 <= operands_valid_q10;
        operands_valid_q12 <= operands_valid_q11;
        operands_valid_q13 <= operands_valid_q12;
        operands_valid_q14 <= operands_valid_q13;
        operands_valid_q15 <= operands_valid_q14;
        operands_valid_q16 <= operands_valid_q15;
        operands_valid_q17 <= operands_valid_q16;
        operands_valid_q18 <= operands_valid_q17;
        operands_valid_q19 <= operands_valid_q18;
        operands_valid_q20 <= operands_valid_q19;
        operands_valid_q21 <= operands_valid_q20;
        operands_valid_q22 <= operands_valid_q21;
        operands_valid_q23 <= operands_valid_q22;
        operands_valid_q24 <= operands_valid_q23;
        operands_valid_q25 <= operands_valid_q24;
        operands_valid_q26 <= operands_valid_q25;
        operands_valid_q27 <= operands_valid_q26;
        operands_valid_q28 <= operands_valid_q27;
        operands_valid_q29 <= operands_valid_q28;
        valid <= operands_valid_q29;
        invalid_q27 <= invalid_q26;
        invalid_q28 <= invalid_q27;
        invalid_q29 <= invalid_q28;
    end
endmodule

module harmonia_system_division_row (
    input wire clock,
    // Significand of the denominator.
    input wire [24:0] divisor,
    // What is left of the numerator, two's complement; a cycle after the divisor.
    input wire [24:0] remainder,
    // Quotient bits so far, the latest lowest; with the remainder.
    input wire [19:0] earlier_bits,
    // The divisor, for the next row.
    output wire [24:0] next_divisor,
    // What is left after five more bits.
    output wire [24:0] next_remainder,
    // Quotient bits with the five below.
    output wire [24:0] bits
);
    // Non-restoring division: one quotient bit a cycle.
    (* src = "hdl/src/attention/query/divide.rs:159" *)
    wire subtract_0, subtract_1, subtract_2, subtract_3, subtract_4;
    (* src = "hdl/src/attention/query/divide.rs:160" *)
    reg [20:0] bits_so_far_0;
    (* src = "hdl/src/attention/query/divide.rs:161" *)
    wire [24:0] twice_0, twice_1, twice_2, twice_3, twice_4;
    (* src = "hdl/src/attention/query/divide.rs:162" *)
    reg [24:0] held_divisor_0, held_divisor_1, held_divisor_2, held_divisor_3, held_divisor_4;
    (* src = "hdl/src/attention/query/divide.rs:163" *)
    wire [24:0] flipped_0, flipped_1, flipped_2, flipped_3, flipped_4;
    (* src = "hdl/src/attention/query/divide.rs:167" *)
    reg [24:0] remains_0, remains_1, remains_2, remains_3, remains_4;
    (* src = "hdl/src/attention/query/divide.rs:160" *)
    reg [21:0] bits_so_far_1;
    (* src = "hdl/src/attention/query/divide.rs:160" *)
    reg [22:0] bits_so_far_2;
    (* src = "hdl/src/attention/query/divide.rs:160" *)
    reg [23:0] bits_so_far_3;
    (* src = "hdl/src/attention/query/divide.rs:160" *)
    reg [24:0] bits_so_far_4;
    assign subtract_0 = ~remainder[24];
    assign twice_0 = {remainder[23:0], 1'd0};
    assign flipped_0 = held_divisor_0 ^ {25{subtract_0}};
    assign subtract_1 = ~remains_0[24];
    assign twice_1 = {remains_0[23:0], 1'd0};
    assign flipped_1 = held_divisor_1 ^ {25{subtract_1}};
    assign subtract_2 = ~remains_1[24];
    assign twice_2 = {remains_1[23:0], 1'd0};
    assign flipped_2 = held_divisor_2 ^ {25{subtract_2}};
    assign subtract_3 = ~remains_2[24];
    assign twice_3 = {remains_2[23:0], 1'd0};
    assign flipped_3 = held_divisor_3 ^ {25{subtract_3}};
    assign subtract_4 = ~remains_3[24];
    assign twice_4 = {remains_3[23:0], 1'd0};
    assign flipped_4 = held_divisor_4 ^ {25{subtract_4}};
    assign next_divisor = held_divisor_4;
    assign next_remainder = remains_4;
    assign bits = bits_so_far_4;
    always @(posedge clock) begin
        bits_so_far_0 <= {earlier_bits, subtract_0};
        held_divisor_0 <= divisor;
        remains_0 <= twice_0 + flipped_0 + {24'b0, subtract_0};
        bits_so_far_1 <= {bits_so_far_0, subtract_1};
        held_divisor_1 <= held_divisor_0;
        remains_1 <= twice_1 + flipped_1 + {24'b0, subtract_1};
        bits_so_far_2 <= {bits_so_far_1, subtract_2};
        held_divisor_2 <= held_divisor_1;
        remains_2 <= twice_2 + flipped_2 + {24'b0, subtract_2};
        bits_so_far_3 <= {bits_so_far_2, subtract_3};
        held_divisor_3 <= held_divisor_2;
        remains_3 <= twice_3 + flipped_3 + {24'b0, subtract_3};
        bits_so_far_4 <= {bits_so_far_3, subtract_4};
        held_divisor_4 <= held_divisor_3;
        remains_4 <= twice_4 + flipped_4 + {24'b0, subtract_4};
    end
endmodule

module harmonia_system_dot (
    input wire clock,
    // 32 signed mantissas of a token's activation block, the first in the lowest bits; at stage OPERAND,
    // every cycle.
    input wire [287:0] mantissas,
    // 32 multiplier operands, two digits of weights in each: w1 * 2^13 + w0; at stage OPERAND.
    input wire [575:0] operands,
    // Sum of the mantissas times the digits of the even output, two's complement; at stage SUM, eight
    // cycles later.
    output wire [17:0] sum_0,
    // The same for the odd output.
    output wire [17:0] sum_1
);
    // P0 = sum a * w0, P1 = sum a * w1 over 32 lanes; operand = w1 * 2^13 + w0.
    (* src = "hdl/src/engine/dot.rs:45" *)
    wire [8:0] a_0, a_1, a_2, a_3, a_4, a_5, a_6, a_7, a_8, a_9, a_10, a_11, a_12, a_13, a_14, a_15, a_16, a_17, a_18,
            a_19, a_20, a_21, a_22, a_23, a_24, a_25, a_26, a_27, a_28, a_29, a_30, a_31;
    (* src = "hdl/src/engine/dot.rs:48" *)
    wire [17:0] w_0, w_1, w_2, w_3, w_4, w_5, w_6, w_7, w_8, w_9, w_10, w_11, w_12, w_13, w_14, w_15, w_16, w_17, w_18,
            w_19, w_20, w_21, w_22, w_23, w_24, w_25, w_26, w_27, w_28, w_29, w_30, w_31;
    (* src = "hdl/src/engine/dot.rs:51" *)
    reg [8:0] product_0_a, product_1_a, product_2_a, product_3_a, product_4_a, product_5_a, product_6_a, product_7_a,
            product_8_a, product_9_a, product_10_a, product_11_a, product_12_a, product_13_a, product_14_a,
            product_15_a, product_16_a, product_17_a, product_18_a, product_19_a, product_20_a, product_21_a,
            product_22_a, product_23_a, product_24_a, product_25_a, product_26_a, product_27_a, product_28_a,
            product_29_a, product_30_a, product_31_a;
    (* src = "hdl/src/engine/dot.rs:51" *)
    reg [17:0] product_0_b, product_1_b, product_2_b, product_3_b, product_4_b, product_5_b, product_6_b, product_7_b,
            product_8_b, product_9_b, product_10_b, product_11_b, product_12_b, product_13_b, product_14_b,
            product_15_b, product_16_b, product_17_b, product_18_b, product_19_b, product_20_b, product_21_b,
            product_22_b, product_23_b, product_24_b, product_25_b, product_26_b, product_27_b, product_28_b,
            product_29_b, product_30_b, product_31_b;
    (* src = "hdl/src/engine/dot.rs:51" *)
    reg [26:0] product_0, product_1, product_2, product_3, product_4, product_5, product_6, product_7, product_8,
            product_9, product_10, product_11, product_12, product_13, product_14, product_15, product_16, product_17,
            product_18, product_19, product_20, product_21, product_22, product_23, product_24, product_25, product_26,
            product_27, product_28, product_29, product_30, product_31;
    (* src = "hdl/src/engine/dot.rs:56" *)
    wire borrows_0, borrows_1, borrows_2, borrows_3, borrows_4, borrows_5, borrows_6, borrows_7, borrows_8, borrows_9,
            borrows_10, borrows_11, borrows_12, borrows_13, borrows_14, borrows_15, borrows_16, borrows_17, borrows_18,
            borrows_19, borrows_20, borrows_21, borrows_22, borrows_23, borrows_24, borrows_25, borrows_26, borrows_27,
            borrows_28, borrows_29, borrows_30, borrows_31;
    (* src = "hdl/src/engine/dot.rs:58" *)
    reg [13:0] partial_sum_0, partial_sum_1, partial_sum_2, partial_sum_3, partial_sum_4, partial_sum_5, partial_sum_6,
            partial_sum_7, partial_sum_8, partial_sum_9, partial_sum_10, partial_sum_11, partial_sum_12, partial_sum_13,
            partial_sum_14, partial_sum_15;
    (* src = "hdl/src/engine/dot.rs:58" *)
    reg [14:0] partial_sum_16, partial_sum_17, partial_sum_18, partial_sum_19, partial_sum_20, partial_sum_21,
            partial_sum_22, partial_sum_23;
    (* src = "hdl/src/engine/dot.rs:58" *)
    reg [15:0] partial_sum_24, partial_sum_25, partial_sum_26, partial_sum_27;
    (* src = "hdl/src/engine/dot.rs:58" *)
    reg [16:0] partial_sum_28, partial_sum_29;
    (* src = "hdl/src/engine/dot.rs:58" *)
    reg [17:0] sum_0_q;
    (* src = "hdl/src/engine/dot.rs:59" *)
    reg [13:0] partial_sum_30, partial_sum_31, partial_sum_32, partial_sum_33, partial_sum_34, partial_sum_35,
            partial_sum_36, partial_sum_37, partial_sum_38, partial_sum_39, partial_sum_40, partial_sum_41,
            partial_sum_42, partial_sum_43, partial_sum_44, partial_sum_45;
    (* src = "hdl/src/engine/dot.rs:59" *)
    reg borrows_1_q, borrows_3_q, borrows_5_q, borrows_7_q, borrows_9_q, borrows_11_q, borrows_13_q, borrows_15_q,
            borrows_17_q, borrows_19_q, borrows_21_q, borrows_23_q, borrows_25_q, borrows_27_q, borrows_29_q,
            borrows_3_q2, borrows_7_q2, borrows_11_q2, borrows_15_q2, borrows_19_q2, borrows_23_q2, borrows_27_q2,
            borrows_7_q3, borrows_15_q3, borrows_23_q3, borrows_15_q4;
    (* src = "hdl/src/engine/dot.rs:59" *)
    reg [14:0] partial_sum_46, partial_sum_47, partial_sum_48, partial_sum_49, partial_sum_50, partial_sum_51,
            partial_sum_52, partial_sum_53;
    (* src = "hdl/src/engine/dot.rs:59" *)
    reg [15:0] partial_sum_54, partial_sum_55, partial_sum_56, partial_sum_57;
    (* src = "hdl/src/engine/dot.rs:59" *)
    reg [16:0] partial_sum_58, partial_sum_59;
    (* src = "hdl/src/engine/dot.rs:59" *)
    reg [17:0] sum_1_q;
    (* src = "hdl/src/engine/dot.rs:61" *)
    reg borrows_31_q, borrows_31_q2, borrows_31_q3, borrows_31_q4, borrows_31_q5;
    (* src = "hdl/src/engine/dot.rs:61" *)
    wire [17:0] sum_1_0;
    (* src = "hdl/src/engine/dot.rs:62" *)
    reg [17:0] sum_0_q2;
    (* src = "hdl/src/engine/dot.rs:63" *)
    reg [17:0] sum_1_0_q;
    (* src = "hdl/src/engine/dot.rs:65" *)
    wire tops_0, tops_1, tops_2, tops_3, tops_4, tops_5, tops_6, tops_7, tops_8, tops_9, tops_10, tops_11, tops_12,
            tops_13, tops_14, tops_15, tops_16, tops_17, tops_18, tops_19, tops_20, tops_21, tops_22, tops_23, tops_24,
            tops_25, tops_26, tops_27, tops_28, tops_29, tops_30, tops_31;
    assign a_0 = mantissas[8:0];
    assign w_0 = operands[17:0];
    assign a_1 = mantissas[17:9];
    assign w_1 = operands[35:18];
    assign a_2 = mantissas[26:18];
    assign w_2 = operands[53:36];
    assign a_3 = mantissas[35:27];
    assign w_3 = operands[71:54];
    assign a_4 = mantissas[44:36];
    assign w_4 = operands[89:72];
    assign a_5 = mantissas[53:45];
    assign w_5 = operands[107:90];
    assign a_6 = mantissas[62:54];
    assign w_6 = operands[125:108];
    assign a_7 = mantissas[71:63];
    assign w_7 = operands[143:126];
    assign a_8 = mantissas[80:72];
    assign w_8 = operands[161:144];
    assign a_9 = mantissas[89:81];
    assign w_9 = operands[179:162];
    assign a_10 = mantissas[98:90];
    assign w_10 = operands[197:180];
    assign a_11 = mantissas[107:99];
    assign w_11 = operands[215:198];
    assign a_12 = mantissas[116:108];
    assign w_12 = operands[233:216];
    assign a_13 = mantissas[125:117];
    assign w_13 = operands[251:234];
    assign a_14 = mantissas[134:126];
    assign w_14 = operands[269:252];
    assign a_15 = mantissas[143:135];
    assign w_15 = operands[287:270];
    assign a_16 = mantissas[152:144];
    assign w_16 = operands[305:288];
    assign a_17 = mantissas[161:153];
    assign w_17 = operands[323:306];
    assign a_18 = mantissas[170:162];
    assign w_18 = operands[341:324];
    assign a_19 = mantissas[179:171];
    assign w_19 = operands[359:342];
    assign a_20 = mantissas[188:180];
    assign w_20 = operands[377:360];
    assign a_21 = mantissas[197:189];
    assign w_21 = operands[395:378];
    assign a_22 = mantissas[206:198];
    assign w_22 = operands[413:396];
    assign a_23 = mantissas[215:207];
    assign w_23 = operands[431:414];
    assign a_24 = mantissas[224:216];
    assign w_24 = operands[449:432];
    assign a_25 = mantissas[233:225];
    assign w_25 = operands[467:450];
    assign a_26 = mantissas[242:234];
    assign w_26 = operands[485:468];
    assign a_27 = mantissas[251:243];
    assign w_27 = operands[503:486];
    assign a_28 = mantissas[260:252];
    assign w_28 = operands[521:504];
    assign a_29 = mantissas[269:261];
    assign w_29 = operands[539:522];
    assign a_30 = mantissas[278:270];
    assign w_30 = operands[557:540];
    assign a_31 = mantissas[287:279];
    assign w_31 = operands[575:558];
    assign borrows_0 = product_0[12];
    assign borrows_1 = product_1[12];
    assign borrows_2 = product_2[12];
    assign borrows_3 = product_3[12];
    assign borrows_4 = product_4[12];
    assign borrows_5 = product_5[12];
    assign borrows_6 = product_6[12];
    assign borrows_7 = product_7[12];
    assign borrows_8 = product_8[12];
    assign borrows_9 = product_9[12];
    assign borrows_10 = product_10[12];
    assign borrows_11 = product_11[12];
    assign borrows_12 = product_12[12];
    assign borrows_13 = product_13[12];
    assign borrows_14 = product_14[12];
    assign borrows_15 = product_15[12];
    assign borrows_16 = product_16[12];
    assign borrows_17 = product_17[12];
    assign borrows_18 = product_18[12];
    assign borrows_19 = product_19[12];
    assign borrows_20 = product_20[12];
    assign borrows_21 = product_21[12];
    assign borrows_22 = product_22[12];
    assign borrows_23 = product_23[12];
    assign borrows_24 = product_24[12];
    assign borrows_25 = product_25[12];
    assign borrows_26 = product_26[12];
    assign borrows_27 = product_27[12];
    assign borrows_28 = product_28[12];
    assign borrows_29 = product_29[12];
    assign borrows_30 = product_30[12];
    assign borrows_31 = product_31[12];
    assign sum_1_0 = sum_1_q + {17'b0, borrows_31_q5};
    assign tops_0 = product_0[26];
    assign tops_1 = product_1[26];
    assign tops_2 = product_2[26];
    assign tops_3 = product_3[26];
    assign tops_4 = product_4[26];
    assign tops_5 = product_5[26];
    assign tops_6 = product_6[26];
    assign tops_7 = product_7[26];
    assign tops_8 = product_8[26];
    assign tops_9 = product_9[26];
    assign tops_10 = product_10[26];
    assign tops_11 = product_11[26];
    assign tops_12 = product_12[26];
    assign tops_13 = product_13[26];
    assign tops_14 = product_14[26];
    assign tops_15 = product_15[26];
    assign tops_16 = product_16[26];
    assign tops_17 = product_17[26];
    assign tops_18 = product_18[26];
    assign tops_19 = product_19[26];
    assign tops_20 = product_20[26];
    assign tops_21 = product_21[26];
    assign tops_22 = product_22[26];
    assign tops_23 = product_23[26];
    assign tops_24 = product_24[26];
    assign tops_25 = product_25[26];
    assign tops_26 = product_26[26];
    assign tops_27 = product_27[26];
    assign tops_28 = product_28[26];
    assign tops_29 = product_29[26];
    assign tops_30 = product_30[26];
    assign tops_31 = product_31[26];
    assign sum_0 = sum_0_q2;
    assign sum_1 = sum_1_0_q;
    wire unused = &{1'b0, {tops_31, tops_30, tops_29, tops_28, tops_27, tops_26, tops_25, tops_24, tops_23, tops_22,
            tops_21, tops_20, tops_19, tops_18, tops_17, tops_16, tops_15, tops_14, tops_13, tops_12, tops_11, tops_10,
            tops_9, tops_8, tops_7, tops_6, tops_5, tops_4, tops_3, tops_2, tops_1, tops_0}};
    always @(posedge clock) begin
        product_0_a <= a_0;
        product_0_b <= w_0;
        product_0 <= $signed({{18{product_0_a[8]}}, product_0_a}) * $signed({{9{product_0_b[17]}}, product_0_b});
        product_1_a <= a_1;
        product_1_b <= w_1;
        product_1 <= $signed({{18{product_1_a[8]}}, product_1_a}) * $signed({{9{product_1_b[17]}}, product_1_b});
        product_2_a <= a_2;
        product_2_b <= w_2;
        product_2 <= $signed({{18{product_2_a[8]}}, product_2_a}) * $signed({{9{product_2_b[17]}}, product_2_b});
        product_3_a <= a_3;
        product_3_b <= w_3;
        product_3 <= $signed({{18{product_3_a[8]}}, product_3_a}) * $signed({{9{product_3_b[17]}}, product_3_b});
        product_4_a <= a_4;
        product_4_b <= w_4;
        product_4 <= $signed({{18{product_4_a[8]}}, product_4_a}) * $signed({{9{product_4_b[17]}}, product_4_b});
        product_5_a <= a_5;
        product_5_b <= w_5;
        product_5 <= $signed({{18{product_5_a[8]}}, product_5_a}) * $signed({{9{product_5_b[17]}}, product_5_b});
        product_6_a <= a_6;
        product_6_b <= w_6;
        product_6 <= $signed({{18{product_6_a[8]}}, product_6_a}) * $signed({{9{product_6_b[17]}}, product_6_b});
        product_7_a <= a_7;
        product_7_b <= w_7;
        product_7 <= $signed({{18{product_7_a[8]}}, product_7_a}) * $signed({{9{product_7_b[17]}}, product_7_b});
        product_8_a <= a_8;
        product_8_b <= w_8;
        product_8 <= $signed({{18{product_8_a[8]}}, product_8_a}) * $signed({{9{product_8_b[17]}}, product_8_b});
        product_9_a <= a_9;
        product_9_b <= w_9;
        product_9 <= $signed({{18{product_9_a[8]}}, product_9_a}) * $signed({{9{product_9_b[17]}}, product_9_b});
        product_10_a <= a_10;
        product_10_b <= w_10;
        product_10 <= $signed({{18{product_10_a[8]}}, product_10_a}) * $signed({{9{product_10_b[17]}}, product_10_b});
        product_11_a <= a_11;
        product_11_b <= w_11;
        product_11 <= $signed({{18{product_11_a[8]}}, product_11_a}) * $signed({{9{product_11_b[17]}}, product_11_b});
        product_12_a <= a_12;
        product_12_b <= w_12;
        product_12 <= $signed({{18{product_12_a[8]}}, product_12_a}) * $signed({{9{product_12_b[17]}}, product_12_b});
        product_13_a <= a_13;
        product_13_b <= w_13;
        product_13 <= $signed({{18{product_13_a[8]}}, product_13_a}) * $signed({{9{product_13_b[17]}}, product_13_b});
        product_14_a <= a_14;
        product_14_b <= w_14;
        product_14 <= $signed({{18{product_14_a[8]}}, product_14_a}) * $signed({{9{product_14_b[17]}}, product_14_b});
        product_15_a <= a_15;
        product_15_b <= w_15;
        product_15 <= $signed({{18{product_15_a[8]}}, product_15_a}) * $signed({{9{product_15_b[17]}}, product_15_b});
        product_16_a <= a_16;
        product_16_b <= w_16;
        product_16 <= $signed({{18{product_16_a[8]}}, product_16_a}) * $signed({{9{product_16_b[17]}}, product_16_b});
        product_17_a <= a_17;
        product_17_b <= w_17;
        product_17 <= $signed({{18{product_17_a[8]}}, product_17_a}) * $signed({{9{product_17_b[17]}}, product_17_b});
        product_18_a <= a_18;
        product_18_b <= w_18;
        product_18 <= $signed({{18{product_18_a[8]}}, product_18_a}) * $signed({{9{product_18_b[17]}}, product_18_b});
        product_19_a <= a_19;
        product_19_b <= w_19;
        product_19 <= $signed({{18{product_19_a[8]}}, product_19_a}) * $signed({{9{product_19_b[17]}}, product_19_b});
        product_20_a <= a_20;
        product_20_b <= w_20;
        product_20 <= $signed({{18{product_20_a[8]}}, product_20_a}) * $signed({{9{product_20_b[17]}}, product_20_b});
        product_21_a <= a_21;
        product_21_b <= w_21;
        product_21 <= $signed({{18{product_21_a[8]}}, product_21_a}) * $signed({{9{product_21_b[17]}}, product_21_b});
        product_22_a <= a_22;
        product_22_b <= w_22;
        product_22 <= $signed({{18{product_22_a[8]}}, product_22_a}) * $signed({{9{product_22_b[17]}}, product_22_b});
        product_23_a <= a_23;
        product_23_b <= w_23;
        product_23 <= $signed({{18{product_23_a[8]}}, product_23_a}) * $signed({{9{product_23_b[17]}}, product_23_b});
        product_24_a <= a_24;
        product_24_b <= w_24;
        product_24 <= $signed({{18{product_24_a[8]}}, product_24_a}) * $signed({{9{product_24_b[17]}}, product_24_b});
        product_25_a <= a_25;
        product_25_b <= w_25;
        product_25 <= $signed({{18{product_25_a[8]}}, product_25_a}) * $signed({{9{product_25_b[17]}}, product_25_b});
        product_26_a <= a_26;
        product_26_b <= w_26;
        product_26 <= $signed({{18{product_26_a[8]}}, product_26_a}) * $signed({{9{product_26_b[17]}}, product_26_b});
        product_27_a <= a_27;
        product_27_b <= w_27;
        product_27 <= $signed({{18{product_27_a[8]}}, product_27_a}) * $signed({{9{product_27_b[17]}}, product_27_b});
        product_28_a <= a_28;
        product_28_b <= w_28;
        product_28 <= $signed({{18{product_28_a[8]}}, product_28_a}) * $signed({{9{product_28_b[17]}}, product_28_b});
        product_29_a <= a_29;
        product_29_b <= w_29;
        product_29 <= $signed({{18{product_29_a[8]}}, product_29_a}) * $signed({{9{product_29_b[17]}}, product_29_b});
        product_30_a <= a_30;
        product_30_b <= w_30;
        product_30 <= $signed({{18{product_30_a[8]}}, product_30_a}) * $signed({{9{product_30_b[17]}}, product_30_b});
        product_31_a <= a_31;
        product_31_b <= w_31;
        product_31 <= $signed({{18{product_31_a[8]}}, product_31_a}) * $signed({{9{product_31_b[17]}}, product_31_b});
        partial_sum_0 <= {{1{product_0[12]}}, product_0[12:0]} + {{1{product_1[12]}}, product_1[12:0]};
        partial_sum_1 <= {{1{product_2[12]}}, product_2[12:0]} + {{1{product_3[12]}}, product_3[12:0]};
        partial_sum_2 <= {{1{product_4[12]}}, product_4[12:0]} + {{1{product_5[12]}}, product_5[12:0]};
        partial_sum_3 <= {{1{product_6[12]}}, product_6[12:0]} + {{1{product_7[12]}}, product_7[12:0]};
        partial_sum_4 <= {{1{product_8[12]}}, product_8[12:0]} + {{1{product_9[12]}}, product_9[12:0]};
        partial_sum_5 <= {{1{product_10[12]}}, product_10[12:0]} + {{1{product_11[12]}}, product_11[12:0]};
        partial_sum_6 <= {{1{product_12[12]}}, product_12[12:0]} + {{1{product_13[12]}}, product_13[12:0]};
        partial_sum_7 <= {{1{product_14[12]}}, product_14[12:0]} + {{1{product_15[12]}}, product_15[12:0]};
        partial_sum_8 <= {{1{product_16[12]}}, product_16[12:0]} + {{1{product_17[12]}}, product_17[12:0]};
        partial_sum_9 <= {{1{product_18[12]}}, product_18[12:0]} + {{1{product_19[12]}}, product_19[12:0]};
        partial_sum_10 <= {{1{product_20[12]}}, product_20[12:0]} + {{1{product_21[12]}}, product_21[12:0]};
        partial_sum_11 <= {{1{product_22[12]}}, product_22[12:0]} + {{1{product_23[12]}}, product_23[12:0]};
        partial_sum_12 <= {{1{product_24[12]}}, product_24[12:0]} + {{1{product_25[12]}}, product_25[12:0]};
        partial_sum_13 <= {{1{product_26[12]}}, product_26[12:0]} + {{1{product_27[12]}}, product_27[12:0]};
        partial_sum_14 <= {{1{product_28[12]}}, product_28[12:0]} + {{1{product_29[12]}}, product_29[12:0]};
        partial_sum_15 <= {{1{product_30[12]}}, product_30[12:0]} + {{1{product_31[12]}}, product_31[12:0]};
        partial_sum_16 <= {{1{partial_sum_0[13]}}, partial_sum_0} + {{1{partial_sum_1[13]}}, partial_sum_1};
        partial_sum_17 <= {{1{partial_sum_2[13]}}, partial_sum_2} + {{1{partial_sum_3[13]}}, partial_sum_3};
        partial_sum_18 <= {{1{partial_sum_4[13]}}, partial_sum_4} + {{1{partial_sum_5[13]}}, partial_sum_5};
        partial_sum_19 <= {{1{partial_sum_6[13]}}, partial_sum_6} + {{1{partial_sum_7[13]}}, partial_sum_7};
        partial_sum_20 <= {{1{partial_sum_8[13]}}, partial_sum_8} + {{1{partial_sum_9[13]}}, partial_sum_9};
        partial_sum_21 <= {{1{partial_sum_10[13]}}, partial_sum_10} + {{1{partial_sum_11[13]}}, partial_sum_11};
        partial_sum_22 <= {{1{partial_sum_12[13]}}, partial_sum_12} + {{1{partial_sum_13[13]}}, partial_sum_13};
        partial_sum_23 <= {{1{partial_sum_14[13]}}, partial_sum_14} + {{1{partial_sum_15[13]}}, partial_sum_15};
        partial_sum_24 <= {{1{partial_sum_16[14]}}, partial_sum_16} + {{1{partial_sum_17[14]}}, partial_sum_17};
        partial_sum_25 <= {{1{partial_sum_18[14]}}, partial_sum_18} + {{1{partial_sum_19[14]}}, partial_sum_19};
        partial_sum_26 <= {{1{partial_sum_20[14]}}, partial_sum_20} + {{1{partial_sum_21[14]}}, partial_sum_21};
        partial_sum_27 <= {{1{partial_sum_22[14]}}, partial_sum_22} + {{1{partial_sum_23[14]}}, partial_sum_23};
        partial_sum_28 <= {{1{partial_sum_24[15]}}, partial_sum_24} + {{1{partial_sum_25[15]}}, partial_sum_25};
        partial_sum_29 <= {{1{partial_sum_26[15]}}, partial_sum_26} + {{1{partial_sum_27[15]}}, partial_sum_27};
        sum_0_q <= {{1{partial_sum_28[16]}}, partial_sum_28} + {{1{partial_sum_29[16]}}, partial_sum_29};
        partial_sum_30 <= {{1{product_0[25]}}, product_0[25:13]} + {{1{product_1[25]}}, product_1[25:13]}
                + {13'b0, borrows_0};
        partial_sum_31 <= {{1{product_2[25]}}, product_2[25:13]} + {{1{product_3[25]}}, product_3[25:13]}
                + {13'b0, borrows_2};
        partial_sum_32 <= {{1{product_4[25]}}, product_4[25:13]} + {{1{product_5[25]}}, product_5[25:13]}
                + {13'b0, borrows_4};
        partial_sum_33 <= {{1{product_6[25]}}, product_6[25:13]} + {{1{product_7[25]}}, product_7[25:13]}
                + {13'b0, borrows_6};
        partial_sum_34 <= {{1{product_8[25]}}, product_8[25:13]} + {{1{product_9[25]}}, product_9[25:13]}
                + {13'b0, borrows_8};
        partial_sum_35 <= {{1{product_10[25]}}, product_10[25:13]} + {{1{product_11[25]}}, product_11[25:13]}
                + {13'b0, borrows_10};
        partial_sum_36 <= {{1{product_12[25]}}, product_12[25:13]} + {{1{product_13[25]}}, product_13[25:13]}
                + {13'b0, borrows_12};
        partial_sum_37 <= {{1{product_14[25]}}, product_14[25:13]} + {{1{product_15[25]}}, product_15[25:13]}
                + {13'b0, borrows_14};
        partial_sum_38 <= {{1{product_16[25]}}, product_16[25:13]} + {{1{product_17[25]}}, product_17[25:13]}
                + {13'b0, borrows_16};
        partial_sum_39 <= {{1{product_18[25]}}, product_18[25:13]} + {{1{product_19[25]}}, product_19[25:13]}
                + {13'b0, borrows_18};
        partial_sum_40 <= {{1{product_20[25]}}, product_20[25:13]} + {{1{product_21[25]}}, product_21[25:13]}
                + {13'b0, borrows_20};
        partial_sum_41 <= {{1{product_22[25]}}, product_22[25:13]} + {{1{product_23[25]}}, product_23[25:13]}
                + {13'b0, borrows_22};
        partial_sum_42 <= {{1{product_24[25]}}, product_24[25:13]} + {{1{product_25[25]}}, product_25[25:13]}
                + {13'b0, borrows_24};
        partial_sum_43 <= {{1{product_26[25]}}, product_26[25:13]} + {{1{product_27[25]}}, product_27[25:13]}
                + {13'b0, borrows_26};
        partial_sum_44 <= {{1{product_28[25]}}, product_28[25:13]} + {{1{product_29[25]}}, product_29[25:13]}
                + {13'b0, borrows_28};
        partial_sum_45 <= {{1{product_30[25]}}, product_30[25:13]} + {{1{product_31[25]}}, product_31[25:13]}
                + {13'b0, borrows_30};
        borrows_1_q <= borrows_1;
        borrows_3_q <= borrows_3;
        borrows_5_q <= borrows_5;
        borrows_7_q <= borrows_7;
        borrows_9_q <= borrows_9;
        borrows_11_q <= borrows_11;
        borrows_13_q <= borrows_13;
        borrows_15_q <= borrows_15;
        borrows_17_q <= borrows_17;
        borrows_19_q <= borrows_19;
        borrows_21_q <= borrows_21;
        borrows_23_q <= borrows_23;
        borrows_25_q <= borrows_25;
        borrows_27_q <= borrows_27;
        borrows_29_q <= borrows_29;
        partial_sum_46 <= {{1{partial_sum_30[13]}}, partial_sum_30} + {{1{partial_sum_31[13]}}, partial_sum_31}
                + {14'b0, borrows_1_q};
        partial_sum_47 <= {{1{partial_sum_32[13]}}, partial_sum_32} + {{1{partial_sum_33[13]}}, partial_sum_33}
                + {14'b0, borrows_5_q};
        partial_sum_48 <= {{1{partial_sum_34[13]}}, partial_sum_34} + {{1{partial_sum_35[13]}}, partial_sum_35}
                + {14'b0, borrows_9_q};
        partial_sum_49 <= {{1{partial_sum_36[13]}}, partial_sum_36} + {{1{partial_sum_37[13]}}, partial_sum_37}
                + {14'b0, borrows_13_q};
        partial_sum_50 <= {{1{partial_sum_38[13]}}, partial_sum_38} + {{1{partial_sum_39[13]}}, partial_sum_39}
                + {14'b0, borrows_17_q};
        partial_sum_51 <= {{1{partial_sum_40[13]}}, partial_sum_40} + {{1{partial_sum_41[13]}}, partial_sum_41}
                + {14'b0, borrows_21_q};
        partial_sum_52 <= {{1{partial_sum_42[13]}}, partial_sum_42} + {{1{partial_sum_43[13]}}, partial_sum_43}
                + {14'b0, borrows_25_q};
        partial_sum_53 <= {{1{partial_sum_44[13]}}, partial_sum_44} + {{1{partial_sum_45[13]}}, partial_sum_45}
                + {14'b0, borrows_29_q};
        borrows_3_q2 <= borrows_3_q;
        borrows_7_q2 <= borrows_7_q;
        borrows_11_q2 <= borrows_11_q;
        borrows_15_q2 <= borrows_15_q;
        borrows_19_q2 <= borrows_19_q;
        borrows_23_q2 <= borrows_23_q;
        borrows_27_q2 <= borrows_27_q;
        partial_sum_54 <= {{1{partial_sum_46[14]}}, partial_sum_46} + {{1{partial_sum_47[14]}}, partial_sum_47}
                + {15'b0, borrows_3_q2};
        partial_sum_55 <= {{1{partial_sum_48[14]}}, partial_sum_48} + {{1{partial_sum_49[14]}}, partial_sum_49}
                + {15'b0, borrows_11_q2};
        partial_sum_56 <= {{1{partial_sum_50[14]}}, partial_sum_50} + {{1{partial_sum_51[14]}}, partial_sum_51}
                + {15'b0, borrows_19_q2};
        partial_sum_57 <= {{1{partial_sum_52[14]}}, partial_sum_52} + {{1{partial_sum_53[14]}}, partial_sum_53}
                + {15'b0, borrows_27_q2};
        borrows_7_q3 <= borrows_7_q2;
        borrows_15_q3 <= borrows_15_q2;
        borrows_23_q3 <= borrows_23_q2;
        partial_sum_58 <= {{1{partial_sum_54[15]}}, partial_sum_54} + {{1{partial_sum_55[15]}}, partial_sum_55}
                + {16'b0, borrows_7_q3};
        partial_sum_59 <= {{1{partial_sum_56[15]}}, partial_sum_56} + {{1{partial_sum_57[15]}}, partial_sum_57}
                + {16'b0, borrows_23_q3};
        borrows_15_q4 <= borrows_15_q3;
        sum_1_q <= {{1{partial_sum_58[16]}}, partial_sum_58} + {{1{partial_sum_59[16]}}, partial_sum_59}
                + {17'b0, borrows_15_q4};
        borrows_31_q <= borrows_31;
        borrows_31_q2 <= borrows_31_q;
        borrows_31_q3 <= borrows_31_q2;
        borrows_31_q4 <= borrows_31_q3;
        borrows_31_q5 <= borrows_31_q4;
        sum_0_q2 <= sum_0_q;
        sum_1_0_q <= sum_1_0;
    end
endmodule

module harmonia_system_engine (
    input wire clock,
    // Commands of the engine, one word each; ready when none is under way.
    input wire [63:0] command_data,
    input wire command_valid,
    output wire command_ready,
    // No command is under way, and every result has left the queue.
    output wire quiet,
    // Four FP32 values of a block, the first in the lowest bits.
    input wire [127:0] activations_data,
    // A beat of activations is there; it waits until `activations_ready`.
    input wire activations_valid,
    // The beat of activations is taken.
    output wire activations_ready,
    // A beat of weights: 32 nibbles for each of two outputs, then scale and minimum of each, FP16. At
    // stage ACCEPT.
    input wire [319:0] weights_data,
    // A beat of weights is there; it waits until `weights_ready`.
    input wire weights_valid,
    // The beat of weights is taken; else it may be used all the same, and stays.
    output wire weights_ready,
    // A beat of keys or values: 32 nibbles for each of two outputs, a scale of each, then the digits'
    // fifth bits. At stage ACCEPT.
    input wire [383:0] kv_data,
    // A beat of keys or values is there; it waits until `kv_ready`.
    input wire kv_valid,
    // The beat of keys or values is taken.
    output wire kv_ready,
    // Beats in the order in which they came, two cycles later at least.
    output wire [33:0] results_data,
    output wire results_valid,
    input wire results_ready
);
    wire sequencer_quiet;
    wire sequencer_activations_ready;
    wire sequencer_weights_ready;
    wire sequencer_kv_ready;
    wire sequencer_select_kv;
    wire sequencer_load;
    wire [3:0] sequencer_write_enables;
    wire [8:0] sequencer_write_address;
    wire [8:0] sequencer_read_address;
    wire sequencer_signed_nibbles;
    wire sequencer_keep;
    wire sequencer_use_kept;
    wire sequencer_pass_valid;
    wire sequencer_low_pass;
    wire sequencer_add;
    wire sequencer_clear;
    wire sequencer_page;
    wire [7:0] sequencer_read_slot;
    wire [7:0] sequencer_write_slot;
    wire sequencer_capture;
    wire sequencer_shift;
    wire sequencer_sends;
    wire [1:0] sequencer_part;
    wire [310:0] converter_block;
    wire converter_block_valid;
    wire converter_completes;
    wire [575:0] unpack_operands;
    wire [34:0] unpack_scale_0;
    wire [34:0] unpack_scale_1;
    wire [81:0] token_row_0_chain_out;
    wire [81:0] token_row_1_chain_out;
    wire [81:0] token_row_2_chain_out;
    wire [81:0] token_row_3_chain_out;
    wire [33:0] to_fp32_result;
    wire to_fp32_result_valid;
    wire queue_taken;
    harmonia_system_sequencer sequencer (
        .clock(clock),
        .command_data(command_data),
        .command_valid(command_valid),
        .command_ready(command_ready),
        .activations_valid(activations_valid),
        .completes_block(converter_completes),
        .weights_valid(weights_valid),
        .kv_valid(kv_valid),
        .block_valid(converter_block_valid),
        .taken(queue_taken),
        .quiet(sequencer_quiet),
        .activations_ready(sequencer_activations_ready),
        .weights_ready(sequencer_weights_ready),
        .kv_ready(sequencer_kv_ready),
        .select_kv(sequencer_select_kv),
        .load(sequencer_load),
        .write_enables(sequencer_write_enables),
        .write_address(sequencer_write_address),
        .read_address(sequencer_read_address),
        .signed_nibbles(sequencer_signed_nibbles),
        .keep(sequencer_keep),
        .use_kept(sequencer_use_kept),
        .pass_valid(sequencer_pass_valid),
        .low_pass(sequencer_low_pass),
        .add(sequencer_add),
        .clear(sequencer_clear),
        .page(sequencer_page),
        .read_slot(sequencer_read_slot),
        .write_slot(sequencer_write_slot),
        .capture(sequencer_capture),
        .shift(sequencer_shift),
        .sends(sequencer_sends),
        .part(sequencer_part)
    );
    harmonia_system_fp32_to_bfp converter (
        .clock(clock),
        .values(activations_data),
        .values_valid(sequencer_load),
        .block(converter_block),
        .block_valid(converter_block_valid),
        .completes(converter_completes)
    );
    harmonia_system_unpack unpack (
        .clock(clock),
        .weights(weights_data),
        .kv(kv_data),
        .select_kv(sequencer_select_kv),
        .signed_nibbles(sequencer_signed_nibbles),
        .keep(sequencer_keep),
        .use_kept(sequencer_use_kept),
        .operands(unpack_operands),
        .scale_0(unpack_scale_0),
        .scale_1(unpack_scale_1)
    );
    harmonia_system_token_row token_row_0 (
        .clock(clock),
        .write_enable(sequencer_write_enables[0]),
        .write_address(sequencer_write_address),
        .write_block(converter_block),
        .read_address(sequencer_read_address),
        .operands(unpack_operands),
        .scale_0(unpack_scale_0),
        .scale_1(unpack_scale_1),
        .pass_valid(sequencer_pass_valid),
        .low_pass(sequencer_low_pass),
        .add(sequencer_add),
        .clear(sequencer_clear),
        .page(sequencer_page),
        .read_slot(sequencer_read_slot),
        .write_slot(sequencer_write_slot),
        .capture(sequencer_capture),
        .shift(sequencer_shift),
        .chain_in(token_row_1_chain_out),
        .chain_out(token_row_0_chain_out)
    );
    harmonia_system_token_row token_row_1 (
        .clock(clock),
        .write_enable(sequencer_write_enables[1]),
        .write_address(sequencer_write_address),
        .write_block(converter_block),
        .read_address(sequencer_read_address),
        .operands(unpack_operands),
        .scale_0(unpack_scale_0),
        .scale_1(unpack_scale_1),
        .pass_valid(sequencer_pass_valid),
        .low_pass(sequencer_low_pass),
        .add(sequencer_add),
        .clear(sequencer_clear),
        .page(sequencer_page),
        .read_slot(sequencer_read_slot),
        .write_slot(sequencer_write_slot),
        .capture(sequencer_capture),
        .shift(sequencer_shift),
        .chain_in(token_row_2_chain_out),
        .chain_out(token_row_1_chain_out)
    );
    harmonia_system_token_row token_row_2 (
        .clock(clock),
        .write_enable(sequencer_write_enables[2]),
        .write_address(sequencer_write_address),
        .write_block(converter_block),
        .read_address(sequencer_read_address),
        .operands(unpack_operands),
        .scale_0(unpack_scale_0),
        .scale_1(unpack_scale_1),
        .pass_valid(sequencer_pass_valid),
        .low_pass(sequencer_low_pass),
        .add(sequencer_add),
        .clear(sequencer_clear),
        .page(sequencer_page),
        .read_slot(sequencer_read_slot),
        .write_slot(sequencer_write_slot),
        .capture(sequencer_capture),
        .shift(sequencer_shift),
        .chain_in(token_row_3_chain_out),
        .chain_out(token_row_2_chain_out)
    );
    harmonia_system_token_row token_row_3 (
        .clock(clock),
        .write_enable(sequencer_write_enables[3]),
        .write_address(sequencer_write_address),
        .write_block(converter_block),
        .read_address(sequencer_read_address),
        .operands(unpack_operands),
        .scale_0(unpack_scale_0),
        .scale_1(unpack_scale_1),
        .pass_valid(sequencer_pass_valid),
        .low_pass(sequencer_low_pass),
        .add(sequencer_add),
        .clear(sequencer_clear),
        .page(sequencer_page),
        .read_slot(sequencer_read_slot),
        .write_slot(sequencer_write_slot),
        .capture(sequencer_capture),
        .shift(sequencer_shift),
        .chain_in(token_row_0_chain_out),
        .chain_out(token_row_3_chain_out)
    );
    harmonia_system_to_fp32 to_fp32 (
        .clock(clock),
        .accumulator(token_row_0_chain_out),
        .accumulator_valid(sequencer_sends),
        .part(sequencer_part),
        .result(to_fp32_result),
        .result_valid(to_fp32_result_valid)
    );
    harmonia_system_queue_64x34 queue (
        .clock(clock),
        .up_data(to_fp32_result),
        .up_valid(to_fp32_result_valid),
        .down_data(results_data),
        .down_valid(results_valid),
        .down_ready(results_ready),
        .taken(queue_taken)
    );
    assign quiet = sequencer_quiet;
    assign activations_ready = sequencer_activations_ready;
    assign weights_ready = sequencer_weights_ready;
    assign kv_ready = sequencer_kv_ready;
endmodule

module harmonia_system_float_key (
    input wire clock,
    // An FP32 value, one per cycle.
    input wire [31:0] value,
    // A cycle later: the exponent field, and below it whether the significand rounds past 255.
    output wire [8:0] key,
    // The value is infinite or no number; a cycle later.
    output wire special,
    // It is above half a unit of the smallest exponent: it does not round to zero there; a cycle later.
    output wire nonzero,
    // What its mantissa is made of once the block's exponent is known: whether anything is below the half, 8 bits of
    // the fraction, whether the value is normal; the exponent field, at least 1; the sign. A cycle later.
    output wire [18:0] kept
);
    // What an FP32 value asks of the exponent of its block.
    (* src = "hdl/src/float.rs:98" *)
    wire past;
    (* src = "hdl/src/float.rs:104" *)
    wire normal;
    (* src = "hdl/src/float.rs:100" *)
    wire nonzero_1;
    (* src = "hdl/src/float.rs:101" *)
    reg [8:0] key_q;
    (* src = "hdl/src/float.rs:102" *)
    reg special_q;
    (* src = "hdl/src/float.rs:103" *)
    reg nonzero_1_q;
    (* src = "hdl/src/float.rs:105" *)
    wire sticky;
    (* src = "hdl/src/float.rs:106" *)
    wire [9:0] significand;
    (* src = "hdl/src/float.rs:107" *)
    wire lowest;
    (* src = "hdl/src/float.rs:108" *)
    wire [7:0] field;
    (* src = "hdl/src/float.rs:109" *)
    wire [18:0] kept_1;
    (* src = "hdl/src/float.rs:110" *)
    reg [18:0] kept_1_q;
    assign past = &value[22:15];
    assign normal = |value[30:23];
    assign nonzero_1 = normal | (23'h100000 < value[22:0]);
    assign sticky = |value[14:0];
    assign significand = {normal, value[22:15], sticky};
    assign lowest = value[23] | ~normal;
    assign field = {value[30:24], lowest};
    assign kept_1 = {value[31], field, significand};
    assign key = key_q;
    assign special = special_q;
    assign nonzero = nonzero_1_q;
    assign kept = kept_1_q;
    always @(posedge clock) begin
        key_q <= {value[30:23], past};
        special_q <= &value[30:23];
        nonzero_1_q <= nonzero_1;
        kept_1_q <= kept_1;
    end
endmodule

module harmonia_system_float_mantissa (
    input wire clock,
    // What `float_key` kept of an FP32 value, one per cycle.
    input wire [18:0] kept,
    // The exponent of the value's block plus 134.
    input wire [8:0] biased_exponent,
    // A value of the block is infinite or no number; four cycles later.
    input wire invalid,
    // The signed mantissa, five cycles later; 0 in an invalid block.
    output wire [8:0] mantissa
);
    // A 9-bit mantissa: FP32 shifted right by the distance to the block's exponent, rounded half to even.
    (* src = "hdl/src/float.rs:144" *)
    wire [9:0] significand_0;
    (* src = "hdl/src/float.rs:144" *)
    reg [9:0] significand_0_q, significand_1;
    (* src = "hdl/src/float.rs:145" *)
    wire [7:0] field;
    (* src = "hdl/src/float.rs:146" *)
    wire negative_0;
    (* src = "hdl/src/float.rs:146" *)
    reg negative_0_q, negative_0_q2, negative_0_q3, negative_1;
    (* src = "hdl/src/float.rs:148" *)
    reg [8:0] distance_0;
    (* src = "hdl/src/float.rs:150" *)
    wire far_0;
    (* src = "hdl/src/float.rs:152" *)
    reg far_1;
    (* src = "hdl/src/float.rs:152" *)
    reg [3:0] distance_1;
    (* src = "hdl/src/float.rs:175" *)
    wire lost_0, lost_1, lost_2, lost_3, lost_4;
    (* src = "hdl/src/float.rs:170" *)
    wire [9:0] choices_0, choices_1, choices_2, choices_3, choices_4, choices_5;
    (* src = "hdl/src/float.rs:153" *)
    reg [9:0] near_0;
    (* src = "hdl/src/float.rs:154" *)
    reg [1:0] distance_1_1_0_q;
    (* src = "hdl/src/float.rs:154" *)
    wire [9:0] near_1;
    (* src = "hdl/src/float.rs:155" *)
    reg far_1_q;
    (* src = "hdl/src/float.rs:155" *)
    wire [9:0] near_2;
    (* src = "hdl/src/float.rs:156" *)
    reg [9:0] near_3;
    (* src = "hdl/src/float.rs:157" *)
    wire up;
    (* src = "hdl/src/float.rs:159" *)
    wire [8:0] flipped;
    (* src = "hdl/src/float.rs:160" *)
    wire [8:0] rounded_0;
    (* src = "hdl/src/float.rs:161" *)
    wire [8:0] mantissa_1;
    (* src = "hdl/src/float.rs:162" *)
    reg [8:0] rounded_1;
    assign significand_0 = kept[9:0];
    assign field = kept[17:10];
    assign negative_0 = kept[18];
    assign far_0 = (|distance_0[8:4]) | (distance_0[3] & (|distance_0[2:0]));
    assign lost_0 = |significand_1[4:0];
    assign choices_0 = {4'b0, {significand_1[9:5], lost_0}};
    assign lost_1 = |significand_1[8:0];
    assign choices_1 = {8'b0, {significand_1[9], lost_1}};
    assign choices_2 = {9'b0, |significand_1};
    assign lost_2 = |near_0[1:0];
    assign choices_3 = {1'b0, {near_0[9:2], lost_2}};
    assign lost_3 = |near_0[2:0];
    assign choices_4 = {2'b0, {near_0[9:3], lost_3}};
    assign lost_4 = |near_0[3:0];
    assign choices_5 = {3'b0, {near_0[9:4], lost_4}};
    assign near_1 = distance_1_1_0_q[1] ? (distance_1_1_0_q[0] ? choices_5 : choices_4) : distance_1_1_0_q[0]
            ? choices_3 : near_0;
    assign near_2 = far_1_q ? 10'h0 : near_1;
    assign up = near_3[1] & (near_3[0] | near_3[2]);
    assign flipped = {1'b0, near_3[9:2]} ^ {9{negative_1}};
    assign rounded_0 = flipped + {8'b0, up ^ negative_1};
    assign mantissa_1 = invalid ? 9'h0 : rounded_0;
    assign mantissa = rounded_1;
    always @(posedge clock) begin
        significand_0_q <= significand_0;
        significand_1 <= significand_0_q;
        negative_0_q <= negative_0;
        negative_0_q2 <= negative_0_q;
        negative_0_q3 <= negative_0_q2;
        negative_1 <= negative_0_q3;
        distance_0 <= biased_exponent - {1'b0, field};
        far_1 <= far_0;
        distance_1 <= distance_0[3:0];
        near_0 <= distance_1[3] ? (distance_1[2] ? choices_2 : choices_1) : distance_1[2] ? choices_0 : significand_1;
        distance_1_1_0_q <= distance_1[1:0];
        far_1_q <= far_1;
        near_3 <= near_2;
        rounded_1 <= mantissa_1;
    end
endmodule

module harmonia_system_fp16_to_fp32 (
    input wire clock,
    // An FP16 value, one per cycle.
    input wire [15:0] half,
    // The same value as FP32, two cycles later.
    output wire [31:0] float
);
    // FP16 to FP32, exact.
    (* src = "hdl/src/float.rs:51" *)
    wire [15:0] _joined, left_aligned_0, left_aligned_1, left_aligned_3, shifted;
    (* src = "hdl/src/float.rs:51" *)
    wire no_high_bit_0, no_high_bit_1, no_high_bit_2, no_high_bit_3;
    (* src = "hdl/src/float.rs:51" *)
    reg [15:0] left_aligned_2;
    (* src = "hdl/src/float.rs:51" *)
    reg no_high_bit_1_q, no_high_bit_0_q;
    (* src = "hdl/src/float.rs:51" *)
    wire [3:0] zeros;
    (* src = "hdl/src/float.rs:52" *)
    reg [15:0] bits;
    (* src = "hdl/src/float.rs:53" *)
    wire [4:0] exponent;
    (* src = "hdl/src/float.rs:53" *)
    wire [9:0] fraction;
    (* src = "hdl/src/float.rs:54" *)
    wire subnormal;
    (* src = "hdl/src/float.rs:55" *)
    wire special;
    (* src = "hdl/src/float.rs:56" *)
    wire zero;
    (* src = "hdl/src/float.rs:58" *)
    wire [7:0] below;
    (* src = "hdl/src/float.rs:59" *)
    wire [7:0] normal;
    (* src = "hdl/src/float.rs:60" *)
    wire [7:0] field_0;
    (* src = "hdl/src/float.rs:61" *)
    wire [7:0] field_1;
    (* src = "hdl/src/float.rs:62" *)
    wire [9:0] top;
    (* src = "hdl/src/float.rs:65" *)
    reg [9:0] top_q;
    (* src = "hdl/src/float.rs:66" *)
    reg [7:0] field_1_q;
    (* src = "hdl/src/float.rs:67" *)
    reg bits_15_q;
    assign _joined = {half[9:0], 6'd0};
    assign no_high_bit_0 = ~(|half[9:2]);
    assign left_aligned_0 = no_high_bit_0 ? {_joined[7:0], 8'd0} : _joined;
    assign no_high_bit_1 = ~(|left_aligned_0[15:12]);
    assign left_aligned_1 = no_high_bit_1 ? {left_aligned_0[11:0], 4'd0} : left_aligned_0;
    assign no_high_bit_2 = ~(|left_aligned_2[15:14]);
    assign left_aligned_3 = no_high_bit_2 ? {left_aligned_2[13:0], 2'd0} : left_aligned_2;
    assign no_high_bit_3 = ~left_aligned_3[15];
    assign shifted = no_high_bit_3 ? {left_aligned_3[14:0], 1'd0} : left_aligned_3;
    assign zeros = {no_high_bit_0_q, no_high_bit_1_q, no_high_bit_2, no_high_bit_3};
    assign exponent = bits[14:10];
    assign fraction = bits[9:0];
    assign subnormal = ~(|exponent);
    assign special = &exponent;
    assign zero = ~(|fraction);
    assign below = 8'd112 - {4'b0, zeros};
    assign normal = {3'b0, exponent} + 8'd112;
    assign field_0 = subnormal ? (zero ? 8'd0 : below) : normal;
    assign field_1 = special ? 8'd255 : field_0;
    assign top = subnormal ? shifted[14:5] : fraction;
    assign float = {bits_15_q, field_1_q, {top_q, 13'h0}};
    wire unused = &{1'b0, {shifted[15], shifted[4:0]}};
    always @(posedge clock) begin
        left_aligned_2 <= left_aligned_1;
        no_high_bit_1_q <= no_high_bit_1;
        no_high_bit_0_q <= no_high_bit_0;
        bits <= half;
        top_q <= top;
        field_1_q <= field_1;
        bits_15_q <= bits[15];
    end
endmodule

module harmonia_system_fp16_to_integer (
    input wire clock,
    // A finite FP16 value, one per cycle.
    input wire [15:0] half,
    // The value in units of 2^-24, two's complement, three cycles later.
    output wire [40:0] units
);
    // FP16 as an integer in units of 2^-24.
    (* src = "hdl/src/attention/cache/rotate.rs:176" *)
    wire [9:0] fraction;
    (* src = "hdl/src/attention/cache/rotate.rs:176" *)
    wire [4:0] exponent;
    (* src = "hdl/src/attention/cache/rotate.rs:177" *)
    wire normal;
    (* src = "hdl/src/attention/cache/rotate.rs:178" *)
    wire [11:0] flip;
    (* src = "hdl/src/attention/cache/rotate.rs:179" *)
    reg [11:0] mantissa;
    (* src = "hdl/src/attention/cache/rotate.rs:187" *)
    reg [4:0] shift;
    (* src = "hdl/src/attention/cache/rotate.rs:200" *)
    wire [14:0] choices_0, choices_1, choices_2;
    (* src = "hdl/src/attention/cache/rotate.rs:203" *)
    wire [12:0] moved_0;
    (* src = "hdl/src/attention/cache/rotate.rs:203" *)
    wire [13:0] moved_1;
    (* src = "hdl/src/attention/cache/rotate.rs:203" *)
    wire [14:0] moved_2;
    (* src = "hdl/src/attention/cache/rotate.rs:188" *)
    reg [14:0] near;
    (* src = "hdl/src/attention/cache/rotate.rs:192" *)
    reg [2:0] shift_4_2_q;
    (* src = "hdl/src/attention/cache/rotate.rs:200" *)
    wire [40:0] choices_3, choices_4, choices_5, choices_6, choices_7, choices_8, choices_9;
    (* src = "hdl/src/attention/cache/rotate.rs:203" *)
    wire [18:0] moved_3;
    (* src = "hdl/src/attention/cache/rotate.rs:203" *)
    wire [22:0] moved_4;
    (* src = "hdl/src/attention/cache/rotate.rs:203" *)
    wire [26:0] moved_5;
    (* src = "hdl/src/attention/cache/rotate.rs:203" *)
    wire [30:0] moved_6;
    (* src = "hdl/src/attention/cache/rotate.rs:203" *)
    wire [34:0] moved_7;
    (* src = "hdl/src/attention/cache/rotate.rs:203" *)
    wire [38:0] moved_8;
    (* src = "hdl/src/attention/cache/rotate.rs:203" *)
    wire [40:0] moved_9;
    (* src = "hdl/src/attention/cache/rotate.rs:207" *)
    reg [40:0] units_q;
    assign fraction = half[9:0];
    assign exponent = half[14:10];
    assign normal = |exponent;
    assign flip = {12{half[15]}};
    assign choices_0 = {{3{mantissa[11]}}, mantissa};
    assign moved_0 = {mantissa, 1'd0};
    assign choices_1 = {{2{moved_0[12]}}, moved_0};
    assign moved_1 = {mantissa, 2'd0};
    assign choices_2 = {{1{moved_1[13]}}, moved_1};
    assign moved_2 = {mantissa, 3'd0};
    assign choices_3 = {{26{near[14]}}, near};
    assign moved_3 = {near, 4'd0};
    assign choices_4 = {{22{moved_3[18]}}, moved_3};
    assign moved_4 = {near, 8'd0};
    assign choices_5 = {{18{moved_4[22]}}, moved_4};
    assign moved_5 = {near, 12'h0};
    assign choices_6 = {{14{moved_5[26]}}, moved_5};
    assign moved_6 = {near, 16'h0};
    assign choices_7 = {{10{moved_6[30]}}, moved_6};
    assign moved_7 = {near, 20'h0};
    assign choices_8 = {{6{moved_7[34]}}, moved_7};
    assign moved_8 = {near, 24'h0};
    assign choices_9 = {{2{moved_8[38]}}, moved_8};
    assign moved_9 = {near[12:0], 28'h0};
    assign units = units_q;
    always @(posedge clock) begin
        mantissa <= ({1'b0, {normal, fraction}} ^ flip) + {11'b0, half[15]};
        shift <= exponent - {4'b0, normal};
        near <= shift[1] ? (shift[0] ? moved_2 : choices_2) : shift[0] ? choices_1 : choices_0;
        shift_4_2_q <= shift[4:2];
        units_q <= shift_4_2_q[2] ? (shift_4_2_q[1] ? (shift_4_2_q[0] ? moved_9 : choices_9) : shift_4_2_q[0]
                ? choices_8 : choices_7) : shift_4_2_q[1] ? (shift_4_2_q[0] ? choices_6 : choices_5) : shift_4_2_q[0]
                ? choices_4 : choices_3;
    end
endmodule

module harmonia_system_fp32_to_bfp (
    input wire clock,
    // Four FP32 values of a block, the first in the lowest bits.
    input wire [127:0] values,
    // Four values are there, and are taken.
    input wire values_valid,
    // 32 signed mantissas of 9 bits, exponent, sum of the mantissas, and whether a value was infinite or
    // no number.
    output wire [310:0] block,
    // A block is there and must be taken: 23 cycles after its last values.
    output wire block_valid,
    // The next beat is the last one of its block.
    output wire completes
);
    // 4 x FP32 a cycle to blocks of 32 9-bit mantissas, largest magnitude 255.
    genvar i;
    (* src = "hdl/src/engine/float_to_bfp.rs:70" *)
    (* no_rw_check *) reg [75:0] beats [0:15];
    (* src = "hdl/src/engine/float_to_bfp.rs:59" *)
    reg [127:0] values_q;
    (* src = "hdl/src/engine/float_to_bfp.rs:61" *)
    reg [3:0] place = 4'd0;
    (* src = "hdl/src/engine/float_to_bfp.rs:63" *)
    wire ends;
    (* src = "hdl/src/engine/float_to_bfp.rs:64" *)
    wire begins_0;
    (* src = "hdl/src/engine/float_to_bfp.rs:65" *)
    wire begins_1;
    (* src = "hdl/src/engine/float_to_bfp.rs:68" *)
    wire [35:0] key_lanes_key;
    (* src = "hdl/src/engine/float_to_bfp.rs:68" *)
    wire [3:0] key_lanes_special, key_lanes_nonzero;
    (* src = "hdl/src/engine/float_to_bfp.rs:69" *)
    wire [75:0] kept_0;
    (* src = "hdl/src/engine/float_to_bfp.rs:71" *)
    reg values_valid_q = 1'd0;
    (* src = "hdl/src/engine/float_to_bfp.rs:76" *)
    reg valid_0 = 1'd0, begins_1_q = 1'd0, begins_2 = 1'd0;
    (* src = "hdl/src/engine/float_to_bfp.rs:71" *)
    reg [3:0] place_q, place_q2;
    (* src = "hdl/src/engine/float_to_bfp.rs:75" *)
    wire some_0, some_1;
    (* src = "hdl/src/engine/float_to_bfp.rs:77" *)
    reg invalid = 1'd0, nonzero = 1'd0;
    (* src = "hdl/src/engine/float_to_bfp.rs:85" *)
    reg [8:0] larger_0, larger_1, key;
    (* src = "hdl/src/engine/float_to_bfp.rs:87" *)
    reg valid_0_q = 1'd0, valid_1 = 1'd0, begins_2_q = 1'd0, begins_3 = 1'd0;
    (* src = "hdl/src/engine/float_to_bfp.rs:88" *)
    reg [8:0] largest = 9'h0;
    (* src = "hdl/src/engine/float_to_bfp.rs:89" *)
    wire smaller;
    (* src = "hdl/src/float.rs:12" *)
    wire [7:0] field_0;
    (* src = "hdl/src/float.rs:13" *)
    wire lowest;
    (* src = "hdl/src/float.rs:14" *)
    reg past;
    (* src = "hdl/src/float.rs:15" *)
    wire [7:0] field_1;
    (* src = "hdl/src/float.rs:16" *)
    reg [7:0] field_1_q;
    (* src = "hdl/src/float.rs:16" *)
    wire [8:0] biased_0;
    (* src = "hdl/src/float.rs:17" *)
    reg [8:0] biased_exponent;
    (* src = "hdl/src/engine/float_to_bfp.rs:94" *)
    wire [7:0] exponent_0;
    (* src = "hdl/src/engine/float_to_bfp.rs:95" *)
    reg nonzero_q, nonzero_q2, nonzero_q3, nonzero_q4;
    (* src = "hdl/src/engine/float_to_bfp.rs:95" *)
    wire [7:0] exponent_1;
    (* src = "hdl/src/engine/float_to_bfp.rs:96" *)
    reg invalid_q, invalid_q2, invalid_q3, invalid_q4;
    (* src = "hdl/src/engine/float_to_bfp.rs:96" *)
    wire [17:0] chosen;
    (* src = "hdl/src/engine/float_to_bfp.rs:99" *)
    reg [17:0] held = 18'h0;
    (* src = "hdl/src/engine/float_to_bfp.rs:100" *)
    reg ends_q = 1'd0, ends_q2 = 1'd0, ends_q3 = 1'd0, ends_q4 = 1'd0, ends_q5 = 1'd0, begin_word_q = 1'd0;
    (* src = "hdl/src/engine/float_to_bfp.rs:105" *)
    reg begin_word = 1'd0;
    (* src = "hdl/src/engine/float_to_bfp.rs:101" *)
    reg reading = 1'd0;
    (* src = "hdl/src/engine/float_to_bfp.rs:102" *)
    reg [3:0] again = 4'd0;
    (* src = "hdl/src/engine/float_to_bfp.rs:103" *)
    wire first;
    (* src = "hdl/src/engine/float_to_bfp.rs:104" *)
    wire last;
    (* src = "hdl/src/engine/float_to_bfp.rs:107" *)
    reg [75:0] kept_1;
    (* src = "hdl/src/engine/float_to_bfp.rs:109" *)
    wire invalid_0;
    (* src = "hdl/src/engine/float_to_bfp.rs:109" *)
    wire [7:0] exponent_2;
    (* src = "hdl/src/engine/float_to_bfp.rs:109" *)
    wire [8:0] biased_1;
    (* src = "hdl/src/engine/float_to_bfp.rs:113" *)
    reg invalid_0_q, invalid_0_q2, invalid_0_q3, invalid_0_q4;
    (* src = "hdl/src/engine/float_to_bfp.rs:115" *)
    wire [35:0] mantissa_lanes_mantissa;
    (* src = "hdl/src/engine/float_to_bfp.rs:116" *)
    wire [8:0] signed_word_0, signed_word_1, signed_word_2, signed_word_3;
    (* src = "hdl/src/engine/float_to_bfp.rs:117" *)
    reg [9:0] partial_sum_0, partial_sum_1;
    (* src = "hdl/src/engine/float_to_bfp.rs:117" *)
    reg [10:0] partial_0;
    (* src = "hdl/src/engine/float_to_bfp.rs:119" *)
    reg reading_q = 1'd0, reading_q2 = 1'd0, reading_q3 = 1'd0, reading_q4 = 1'd0, reading_q5 = 1'd0, reading_q6 = 1'd0,
            reading_q7 = 1'd0, arrives = 1'd0;
    (* src = "hdl/src/engine/float_to_bfp.rs:120" *)
    reg [13:0] sum = 14'h0;
    (* src = "hdl/src/engine/float_to_bfp.rs:121" *)
    wire [13:0] partial_1;
    (* src = "hdl/src/engine/float_to_bfp.rs:122" *)
    wire [13:0] longer;
    (* src = "hdl/src/engine/float_to_bfp.rs:123" *)
    reg first_q, first_q2, first_q3, first_q4, first_q5, first_q6, first_q7, first_q8;
    (* src = "hdl/src/engine/float_to_bfp.rs:124" *)
    reg [287:0] mantissas = 288'h0;
    (* src = "hdl/src/engine/float_to_bfp.rs:125" *)
    reg [35:0] mantissa_lanes_mantissa_q, four;
    (* src = "hdl/src/engine/float_to_bfp.rs:126" *)
    wire [251:0] kept_2;
    (* src = "hdl/src/engine/float_to_bfp.rs:131" *)
    reg [7:0] exponent_2_q, exponent_2_q2, exponent_2_q3, exponent_2_q4, exponent_2_q5, exponent_2_q6, exponent_2_q7,
            exponent_3;
    (* src = "hdl/src/engine/float_to_bfp.rs:131" *)
    reg invalid_0_q5, invalid_0_q6, invalid_0_q7, invalid_1;
    (* src = "hdl/src/engine/float_to_bfp.rs:134" *)
    reg last_q = 1'd0, last_q2 = 1'd0, last_q3 = 1'd0, last_q4 = 1'd0, last_q5 = 1'd0, last_q6 = 1'd0, last_q7 = 1'd0,
            last_q8 = 1'd0, valid_2 = 1'd0;
    assign completes = &place[2:0];
    assign ends = values_valid & completes;
    assign begins_0 = ~(|place[2:0]);
    assign begins_1 = values_valid & begins_0;
    assign some_0 = |key_lanes_special;
    assign some_1 = |key_lanes_nonzero;
    assign smaller = (largest < key) | begins_3;
    assign field_0 = largest[8:1];
    assign lowest = field_0 < 8'd6;
    assign field_1 = lowest ? 8'd6 : field_0;
    assign biased_0 = {1'b0, field_1_q} + {8'b0, past};
    assign exponent_0 = biased_exponent[7:0] - 8'd134;
    assign exponent_1 = nonzero_q4 ? exponent_0 : 8'd0;
    assign chosen = {biased_exponent, exponent_1, invalid_q4};
    assign first = ~(|again[2:0]);
    assign last = (&again[2:0]) & reading;
    assign invalid_0 = held[0];
    assign exponent_2 = held[8:1];
    assign biased_1 = held[17:9];
    assign signed_word_0 = mantissa_lanes_mantissa[8:0];
    assign signed_word_1 = mantissa_lanes_mantissa[17:9];
    assign signed_word_2 = mantissa_lanes_mantissa[26:18];
    assign signed_word_3 = mantissa_lanes_mantissa[35:27];
    assign partial_1 = {{3{partial_0[10]}}, partial_0};
    assign longer = sum + partial_1;
    assign kept_2 = mantissas[287:36];
    assign block = {invalid_1, sum, exponent_3, mantissas};
    for (i = 0; i < 4; i = i + 1) begin : key_lanes
        (* src = "hdl/src/engine/float_to_bfp.rs:68" *)
        harmonia_system_float_key lane (
            .clock(clock),
            .value(values_q[32 * i +: 32]),
            .key(key_lanes_key[9 * i +: 9]),
            .special(key_lanes_special[i]),
            .nonzero(key_lanes_nonzero[i]),
            .kept(kept_0[19 * i +: 19])
        );
    end
    for (i = 0; i < 4; i = i + 1) begin : mantissa_lanes
        (* src = "hdl/src/engine/float_to_bfp.rs:115" *)
        harmonia_system_float_mantissa lane (
            .clock(clock),
            .kept(kept_1[19 * i +: 19]),
            .biased_exponent(biased_1),
            .invalid(invalid_0_q4),
            .mantissa(mantissa_lanes_mantissa[9 * i +: 9])
        );
    end
    assign block_valid = valid_2;
    always @(posedge clock) begin
        values_q <= values;
        if (values_valid) place <= place + 4'd1;
        values_valid_q <= values_valid;
        valid_0 <= values_valid_q;
        place_q <= place;
        place_q2 <= place_q;
        begins_1_q <= begins_1;
        begins_2 <= begins_1_q;
        if (valid_0) invalid <= some_0 | (invalid & ~begins_2);
        if (valid_0) nonzero <= some_1 | (nonzero & ~begins_2);
        larger_0 <= (key_lanes_key[8:0] < key_lanes_key[17:9]) ? key_lanes_key[17:9] : key_lanes_key[8:0];
        larger_1 <= (key_lanes_key[26:18] < key_lanes_key[35:27]) ? key_lanes_key[35:27] : key_lanes_key[26:18];
        key <= (larger_0 < larger_1) ? larger_1 : larger_0;
        valid_0_q <= valid_0;
        valid_1 <= valid_0_q;
        begins_2_q <= begins_2;
        begins_3 <= begins_2_q;
        if (valid_1 & smaller) largest <= key;
        past <= largest[0] & ~lowest;
        field_1_q <= field_1;
        biased_exponent <= biased_0;
        nonzero_q <= nonzero;
        nonzero_q2 <= nonzero_q;
        nonzero_q3 <= nonzero_q2;
        nonzero_q4 <= nonzero_q3;
        invalid_q <= invalid;
        invalid_q2 <= invalid_q;
        invalid_q3 <= invalid_q2;
        invalid_q4 <= invalid_q3;
        if (begin_word_q) held <= chosen;
        ends_q <= ends;
        ends_q2 <= ends_q;
        ends_q3 <= ends_q2;
        ends_q4 <= ends_q3;
        ends_q5 <= ends_q4;
        begin_word <= ends_q5;
        begin_word_q <= begin_word;
        reading <= begin_word | (reading & ~last);
        if (reading) again <= again + 4'd1;
        kept_1 <= beats[again];
        invalid_0_q <= invalid_0;
        invalid_0_q2 <= invalid_0_q;
        invalid_0_q3 <= invalid_0_q2;
        invalid_0_q4 <= invalid_0_q3;
        partial_sum_0 <= {{1{signed_word_0[8]}}, signed_word_0} + {{1{signed_word_1[8]}}, signed_word_1};
        partial_sum_1 <= {{1{signed_word_2[8]}}, signed_word_2} + {{1{signed_word_3[8]}}, signed_word_3};
        partial_0 <= {{1{partial_sum_0[9]}}, partial_sum_0} + {{1{partial_sum_1[9]}}, partial_sum_1};
        reading_q <= reading;
        reading_q2 <= reading_q;
        reading_q3 <= reading_q2;
        reading_q4 <= reading_q3;
        reading_q5 <= reading_q4;
        reading_q6 <= reading_q5;
        reading_q7 <= reading_q6;
        arrives <= reading_q7;
        if (arrives) sum <= first_q8 ? partial_1 : longer;
        first_q <= first;
        first_q2 <= first_q;
        first_q3 <= first_q2;
        first_q4 <= first_q3;
        first_q5 <= first_q4;
        first_q6 <= first_q5;
        first_q7 <= first_q6;
        first_q8 <= first_q7;
        if (arrives) mantissas <= {four, kept_2};
        mantissa_lanes_mantissa_q <= mantissa_lanes_mantissa;
        four <= mantissa_lanes_mantissa_q;
        exponent_2_q <= exponent_2;
        exponent_2_q2 <= exponent_2_q;
        exponent_2_q3 <= exponent_2_q2;
        exponent_2_q4 <= exponent_2_q3;
        exponent_2_q5 <= exponent_2_q4;
        exponent_2_q6 <= exponent_2_q5;
        exponent_2_q7 <= exponent_2_q6;
        exponent_3 <= exponent_2_q7;
        invalid_0_q5 <= invalid_0_q4;
        invalid_0_q6 <= invalid_0_q5;
        invalid_0_q7 <= invalid_0_q6;
        invalid_1 <= invalid_0_q7;
        last_q <= last;
        last_q2 <= last_q;
        last_q3 <= last_q2;
        last_q4 <= last_q3;
        last_q5 <= last_q4;
        last_q6 <= last_q5;
        last_q7 <= last_q6;
        last_q8 <= last_q7;
        valid_2 <= last_q8;
        if (valid_0) beats[place_q2] <= kept_0;
    end
endmodule

module harmonia_system_half (
    input wire clock,
    // FP32.
    input wire [31:0] value,
    // A value is there, and is taken.
    input wire value_valid,
    // FP16, subnormal numbers included, rounded half to even: five cycles after the value. Flagged, it
    // is +0.
    output wire [15:0] half,
    // FP16 does not hold the value: from 65,520 on, infinite, or no number. With `half`.
    output wire overflow,
    // A number is there and must be taken.
    output wire half_valid
);
    // FP32 to FP16, rounded half to even.
    (* src = "hdl/src/vector/math/half.rs:47" *)
    wire [7:0] exponent;
    (* src = "hdl/src/vector/math/half.rs:48" *)
    reg [8:0] distance;
    (* src = "hdl/src/vector/math/half.rs:52" *)
    wire beyond;
    (* src = "hdl/src/vector/math/half.rs:55" *)
    wire more;
    (* src = "hdl/src/vector/math/half.rs:57" *)
    reg [12:0] significand;
    (* src = "hdl/src/vector/math/half.rs:60" *)
    wire subnormal;
    (* src = "hdl/src/vector/math/half.rs:61" *)
    wire [3:0] shift;
    (* src = "hdl/src/vector/math/half.rs:62" *)
    wire far;
    (* src = "hdl/src/float.rs:175" *)
    wire lost_0, lost_1, lost_2, lost_3, lost_4;
    (* src = "hdl/src/float.rs:170" *)
    wire [12:0] choices_0, choices_1, choices_2, choices_3, choices_4, choices_5;
    (* src = "hdl/src/vector/math/half.rs:63" *)
    wire [12:0] coarse_0;
    (* src = "hdl/src/vector/math/half.rs:64" *)
    reg [12:0] coarse_1;
    (* src = "hdl/src/vector/math/half.rs:65" *)
    reg [1:0] shift_1_0_q;
    (* src = "hdl/src/vector/math/half.rs:65" *)
    reg [12:0] fine;
    (* src = "hdl/src/vector/math/half.rs:68" *)
    wire [4:0] below_0;
    (* src = "hdl/src/vector/math/half.rs:69" *)
    reg [4:0] _chosen_q, below_1;
    (* src = "hdl/src/vector/math/half.rs:70" *)
    wire up;
    (* src = "hdl/src/vector/math/half.rs:71" *)
    wire [14:0] kept;
    (* src = "hdl/src/vector/math/half.rs:72" *)
    reg [14:0] rounded;
    (* src = "hdl/src/vector/math/half.rs:76" *)
    reg beyond_q, beyond_q2, beyond_q3, beyond_q4;
    (* src = "hdl/src/vector/math/half.rs:76" *)
    wire overflow_1;
    (* src = "hdl/src/vector/math/half.rs:77" *)
    reg value_31_q, value_31_q2, value_31_q3, value_31_q4;
    (* src = "hdl/src/vector/math/half.rs:77" *)
    wire [15:0] signed_word;
    (* src = "hdl/src/vector/math/half.rs:78" *)
    reg [15:0] half_q;
    (* src = "hdl/src/vector/math/half.rs:79" *)
    reg value_valid_q = 1'd0, value_valid_q2 = 1'd0, value_valid_q3 = 1'd0, value_valid_q4 = 1'd0, valid = 1'd0;
    (* src = "hdl/src/vector/math/half.rs:81" *)
    reg overflow_1_q;
    assign exponent = value[30:23];
    assign beyond = ~(exponent < 8'd143);
    assign more = |value[11:0];
    assign subnormal = ~distance[8];
    assign shift = distance[3:0] & {4{subnormal}};
    assign far = subnormal & (|distance[7:4]);
    assign lost_0 = |significand[4:0];
    assign choices_0 = {4'b0, {significand[12:5], lost_0}};
    assign lost_1 = |significand[8:0];
    assign choices_1 = {8'b0, {significand[12:9], lost_1}};
    assign choices_2 = {12'b0, |significand};
    assign coarse_0 = shift[3] ? (shift[2] ? choices_2 : choices_1) : shift[2] ? choices_0 : significand;
    assign lost_2 = |coarse_1[1:0];
    assign choices_3 = {1'b0, {coarse_1[12:2], lost_2}};
    assign lost_3 = |coarse_1[2:0];
    assign choices_4 = {2'b0, {coarse_1[12:3], lost_3}};
    assign lost_4 = |coarse_1[3:0];
    assign choices_5 = {3'b0, {coarse_1[12:4], lost_4}};
    assign below_0 = 5'd0 - distance[4:0];
    assign up = fine[1] & (fine[0] | fine[2]);
    assign kept = {4'b0, fine[12:2]};
    assign overflow_1 = beyond_q4 | (&rounded[14:10]);
    assign signed_word = {value_31_q4, rounded};
    assign half = half_q;
    assign overflow = overflow_1_q & valid;
    assign half_valid = valid;
    always @(posedge clock) begin
        distance <= 9'h71 - {1'b0, exponent};
        significand <= {1'd1, value[22:12], more};
        coarse_1 <= far ? 13'h1 : coarse_0;
        shift_1_0_q <= shift[1:0];
        fine <= shift_1_0_q[1] ? (shift_1_0_q[0] ? choices_5 : choices_4) : shift_1_0_q[0] ? choices_3 : coarse_1;
        _chosen_q <= subnormal ? 5'd0 : below_0;
        below_1 <= _chosen_q;
        rounded <= {below_1, 10'h0} + kept + {14'b0, up};
        beyond_q <= beyond;
        beyond_q2 <= beyond_q;
        beyond_q3 <= beyond_q2;
        beyond_q4 <= beyond_q3;
        value_31_q <= value[31];
        value_31_q2 <= value_31_q;
        value_31_q3 <= value_31_q2;
        value_31_q4 <= value_31_q3;
        half_q <= overflow_1 ? 16'h0 : signed_word;
        value_valid_q <= value_valid;
        value_valid_q2 <= value_valid_q;
        value_valid_q3 <= value_valid_q2;
        value_valid_q4 <= value_valid_q3;
        valid <= value_valid_q4;
        overflow_1_q <= overflow_1;
    end
endmodule

module harmonia_system_ingest (
    input wire clock,
    // A STORE begins: a key and a value come.
    input wire start_store,
    // An ATTEND begins: queries come.
    input wire start_attend,
    // Channels of a head.
    input wire [8:0] size,
    // Queries less one.
    input wire [1:0] last_query,
    // Where the offsets of the key are.
    input wire [23:0] region,
    // FP16 values of the host: keys with values, queries, or what WRITE takes.
    input wire [15:0] vectors_data,
    input wire vectors_valid,
    output wire vectors_ready,
    // Four FP16 offsets of a key from memory, the first channel's in the lowest bits.
    input wire [63:0] word,
    // Four offsets are there; they wait until `word_ready`.
    input wire word_valid,
    // The rotation takes a value.
    input wire rotate_ready,
    // The writer of plain values has some to take.
    input wire raw_writer_wants,
    // It takes one.
    input wire raw_writer_ready,
    // All it took is written.
    input wire raw_writer_idle,
    // Everything of a vector has left the collector.
    input wire collected,
    // All four offsets have been used: the word is taken.
    output wire word_ready,
    // Reads the offsets of a key. There is a request.
    output wire request_valid,
    // Its first word.
    output wire [23:0] request_address,
    // Its words.
    output wire [7:0] request_length,
    // It is taken.
    input wire request_ready,
    // The FP16 value that the host sends, for whom `rotate_valid` or `raw_writer_valid` says.
    output wire [15:0] value,
    // `value` and `offset` are there for the rotation; they wait until `rotate_ready`.
    output wire rotate_valid,
    // A key's offset in that channel, or zero.
    output wire [15:0] offset,
    // The rotation's results are divided by n: they are a key's, not a query's.
    output wire divides,
    // `value` is for memory, as it is; it waits until `raw_writer_ready`.
    output wire raw_writer_valid,
    // No command takes vectors but WRITE.
    output wire idle
);
    // Takes the host's vectors: keys, with their offsets from memory, and queries to the rotation, all else to memory
    // as it is.
    localparam [2:0] MODE_PASS = 3'd0;
    localparam [2:0] MODE_REQUEST = 3'd1;
    localparam [2:0] MODE_KEY = 3'd2;
    localparam [2:0] MODE_VALUE = 3'd3;
    localparam [2:0] MODE_QUERY = 3'd4;
    localparam [2:0] MODE_COLLECT = 3'd5;
    (* src = "hdl/src/attention/cache/ingest.rs:152" *)
    reg [2:0] mode = 3'd0;
    (* src = "hdl/src/attention/cache/ingest.rs:153" *)
    wire pass, request;
    (* src = "hdl/src/attention/cache/ingest.rs:154" *)
    wire key, value_0;
    (* src = "hdl/src/attention/cache/ingest.rs:155" *)
    wire query, collect;
    (* src = "hdl/src/attention/cache/ingest.rs:98" *)
    reg [63:0] offsets = 64'h0;
    (* src = "hdl/src/attention/cache/ingest.rs:99" *)
    reg [1:0] offset_lane = 2'd0;
    (* src = "hdl/src/attention/cache/ingest.rs:100" *)
    reg offsets_here = 1'd0;
    (* src = "hdl/src/attention/cache/ingest.rs:101" *)
    reg word_ready_q = 1'd0;
    (* src = "hdl/src/attention/cache/ingest.rs:102" *)
    wire fill;
    (* src = "hdl/src/attention/cache/ingest.rs:159" *)
    reg for_rotate = 1'd0;
    (* src = "hdl/src/attention/cache/ingest.rs:160" *)
    reg for_raw_writer = 1'd0;
    (* src = "hdl/src/attention/cache/ingest.rs:161" *)
    wire room;
    (* src = "hdl/src/attention/cache/ingest.rs:162" *)
    wire to_rotate;
    (* src = "hdl/src/attention/cache/ingest.rs:163" *)
    wire to_raw_writer;
    (* src = "hdl/src/attention/cache/ingest.rs:164" *)
    wire ready;
    (* src = "hdl/src/stream/skid_buffer.rs:21" *)
    reg [15:0] first = 16'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:22" *)
    reg [15:0] second = 16'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:23" *)
    reg holds_one = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:24" *)
    reg holds_two = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:26" *)
    wire push;
    (* src = "hdl/src/stream/skid_buffer.rs:27" *)
    wire moves;
    (* src = "hdl/src/stream/skid_buffer.rs:31" *)
    wire _either;
    (* src = "hdl/src/attention/cache/ingest.rs:166" *)
    wire rotates;
    (* src = "hdl/src/attention/cache/ingest.rs:167" *)
    wire stores;
    (* src = "hdl/src/attention/cache/ingest.rs:170" *)
    reg [15:0] value_q = 16'h0;
    (* src = "hdl/src/attention/cache/ingest.rs:172" *)
    wire used;
    (* src = "hdl/src/attention/cache/ingest.rs:173" *)
    reg [8:0] values_left = 9'h0;
    (* src = "hdl/src/attention/cache/ingest.rs:174" *)
    wire last_value;
    (* src = "hdl/src/attention/cache/ingest.rs:175" *)
    wire vector_done;
    (* src = "hdl/src/attention/cache/ingest.rs:117" *)
    wire [63:0] shifted;
    (* src = "hdl/src/attention/cache/ingest.rs:119" *)
    reg used_before = 1'd0;
    (* src = "hdl/src/attention/cache/ingest.rs:121" *)
    wire [1:0] lane_next;
    (* src = "hdl/src/attention/cache/ingest.rs:123" *)
    wire empty;
    (* src = "hdl/src/attention/cache/ingest.rs:178" *)
    wire start;
    (* src = "hdl/src/attention/cache/ingest.rs:179" *)
    reg [1:0] queries_left = 2'd0;
    (* src = "hdl/src/attention/cache/ingest.rs:180" *)
    wire more;
    (* src = "hdl/src/attention/cache/ingest.rs:181" *)
    wire all_collected;
    (* src = "hdl/src/attention/cache/ingest.rs:182" *)
    wire again;
    (* src = "hdl/src/attention/cache/ingest.rs:183" *)
    wire [1:0] heads_less;
    (* src = "hdl/src/attention/cache/ingest.rs:185" *)
    wire [8:0] less;
    (* src = "hdl/src/attention/cache/ingest.rs:188" *)
    wire [2:0] after_query;
    (* src = "hdl/src/attention/cache/ingest.rs:197" *)
    wire [2:0] mode_next;
    (* src = "hdl/src/attention/cache/ingest.rs:201" *)
    reg asks = 1'd0;
    (* src = "hdl/src/attention/cache/ingest.rs:204" *)
    wire [9:0] rounded;
    (* src = "hdl/src/attention/cache/ingest.rs:205" *)
    reg [7:0] words;
    (* src = "hdl/src/attention/cache/ingest.rs:214" *)
    wire [15:0] subtracts;
    (* src = "hdl/src/attention/cache/ingest.rs:215" *)
    reg [15:0] offset_q = 16'h0;
    (* src = "hdl/src/attention/cache/ingest.rs:218" *)
    reg for_key = 1'd0;
    assign pass = mode == MODE_PASS;
    assign request = mode == MODE_REQUEST;
    assign key = mode == MODE_KEY;
    assign value_0 = mode == MODE_VALUE;
    assign query = mode == MODE_QUERY;
    assign collect = mode == MODE_COLLECT;
    assign fill = word_ready_q & word_valid;
    assign room = ~(for_rotate | for_raw_writer);
    assign to_rotate = room & (query | (key & offsets_here));
    assign to_raw_writer = room & (pass | value_0) & raw_writer_wants;
    assign ready = to_rotate | to_raw_writer;
    assign push = vectors_valid & ~holds_two;
    assign moves = ~holds_one | ready;
    assign _either = holds_two | push;
    assign rotates = to_rotate & holds_one;
    assign stores = to_raw_writer & holds_one;
    assign used = rotates & key;
    assign last_value = values_left == 9'h1;
    assign vector_done = rotates & last_value;
    assign shifted = {16'b0, offsets[63:16]};
    assign lane_next = offset_lane + 2'd1;
    assign empty = used & ((&offset_lane) | last_value);
    assign start = start_store | start_attend;
    assign more = |queries_left;
    assign all_collected = collect & collected;
    assign again = all_collected & more;
    assign heads_less = queries_left - 2'd1;
    assign less = values_left - 9'h1;
    assign after_query = more ? MODE_QUERY : MODE_PASS;
    assign mode_next = all_collected ? after_query : (query & vector_done) ? MODE_COLLECT : (value_0 & raw_writer_idle)
            ? MODE_PASS : (key & vector_done) ? MODE_VALUE : (request & request_ready) ? MODE_KEY : start_attend
            ? MODE_QUERY : start_store ? MODE_REQUEST : mode;
    assign rounded = {1'b0, size} + 10'h3;
    assign subtracts = {16{key}};
    assign vectors_ready = ~holds_two;
    assign word_ready = word_ready_q;
    assign request_valid = asks;
    assign request_address = region;
    assign request_length = words;
    assign value = value_q;
    assign rotate_valid = for_rotate;
    assign offset = offset_q;
    assign divides = for_key;
    assign raw_writer_valid = for_raw_writer;
    assign idle = pass;
    wire unused = &{1'b0, rounded};
    always @(posedge clock) begin
        mode <= mode_next;
        if (fill) offsets <= word;
        else if (used_before) offsets <= shifted;
        if (fill) offset_lane <= 2'd0;
        else if (used) offset_lane <= lane_next;
        offsets_here <= fill | (offsets_here & ~empty);
        word_ready_q <= key & ~offsets_here & ~word_ready_q;
        for_rotate <= rotates | (for_rotate & ~rotate_ready);
        for_raw_writer <= stores | (for_raw_writer & ~raw_writer_ready);
        if (moves) first <= holds_two ? second : vectors_data;
        if (~holds_two) second <= vectors_data;
        holds_one <= moves ? _either : 1'd1;
        holds_two <= ~moves & _either;
        if (room) value_q <= first;
        if (start | again) values_left <= size;
        else if (rotates) values_left <= less;
        used_before <= used;
        if (start) queries_left <= last_query;
        else if (again) queries_left <= heads_less;
        asks <= mode_next == MODE_REQUEST;
        words <= rounded[9:2];
        if (room) offset_q <= offsets[15:0] & subtracts;
        if (start) for_key <= start_store;
    end
endmodule

module harmonia_system_intake (
    input wire clock,
    // An order begins, and its length is here.
    input wire start,
    // COLLECT: outputs of a token that are kept.
    input wire [20:0] length,
    // The sequencer takes a word, if there is one.
    input wire take_word,
    // It takes a result, if there is one.
    input wire take_result,
    // The result is an odd output.
    input wire odd,
    // The result is the last one of its pair of outputs.
    input wire next_pair,
    // Words of memory.
    input wire [63:0] fetched_data,
    input wire fetched_valid,
    output wire fetched_ready,
    // Results of the engine and of attention: FP32, overflow, invalid.
    input wire [33:0] results_data,
    input wire results_valid,
    output wire results_ready,
    // There is a word.
    output wire some_fetched,
    // There is a result.
    output wire some_result,
    // The element that was taken, a cycle later; of a word the first one, then the second one.
    output wire [31:0] element,
    // Overflow in bit 0, invalid in bit 1: of a result that is kept, a cycle after it was taken, once.
    output wire [1:0] flags,
    // The result that was taken is not kept; with it.
    output wire dropped
);
    // Elements from words of memory and from results: those of a pair, and those that are kept.
    (* src = "hdl/src/vector/intake.rs:64" *)
    reg [20:0] kept = 21'h0;
    (* src = "hdl/src/vector/intake.rs:65" *)
    wire two_kept;
    (* src = "hdl/src/vector/intake.rs:66" *)
    wire [20:0] fewer_0;
    (* src = "hdl/src/vector/intake.rs:67" *)
    wire [20:0] fewer_1;
    (* src = "hdl/src/vector/intake.rs:69" *)
    wire one;
    (* src = "hdl/src/vector/intake.rs:70" *)
    wire keeps;
    (* src = "hdl/src/vector/intake.rs:72" *)
    wire [1:0] flags_1;
    (* src = "hdl/src/vector/intake.rs:73" *)
    wire _both;
    (* src = "hdl/src/vector/intake.rs:73" *)
    wire [1:0] counts;
    (* src = "hdl/src/vector/intake.rs:78" *)
    wire _inverse;
    (* src = "hdl/src/vector/intake.rs:77" *)
    wire [31:0] value;
    (* src = "hdl/src/vector/intake.rs:82" *)
    wire [31:0] first_1;
    (* src = "hdl/src/vector/intake.rs:83" *)
    reg [31:0] second = 32'h0;
    (* src = "hdl/src/vector/intake.rs:85" *)
    reg [31:0] first = 32'h0;
    (* src = "hdl/src/vector/intake.rs:96" *)
    reg [1:0] flags_q = 2'd0;
    (* src = "hdl/src/vector/intake.rs:97" *)
    reg dropped_q = 1'd0;
    assign two_kept = |kept[20:1];
    assign fewer_0 = kept - 21'h2;
    assign fewer_1 = two_kept ? fewer_0 : 21'h0;
    assign one = two_kept | kept[0];
    assign keeps = odd ? two_kept : one;
    assign flags_1 = results_data[33:32];
    assign _both = take_result & results_valid & keeps;
    assign counts = {2{_both}};
    assign _inverse = ~(|flags_1);
    assign value = results_data[31:0] & {32{_inverse}};
    assign first_1 = take_word ? fetched_data[31:0] : value;
    assign fetched_ready = take_word;
    assign results_ready = take_result;
    assign some_fetched = fetched_valid;
    assign some_result = results_valid;
    assign element = first;
    assign flags = flags_q;
    assign dropped = dropped_q;
    always @(posedge clock) begin
        if (start) kept <= length;
        else if (next_pair) kept <= fewer_1;
        if (take_word) second <= fetched_data[63:32];
        if (take_word | take_result) first <= first_1;
        else if (1'd1) first <= second;
        flags_q <= flags_1 & counts;
        dropped_q <= ~keeps & take_result;
    end
endmodule

module harmonia_system_kv_converter (
    input wire clock,
    // Four FP32 values of a block, the first in the lowest bits; below 2^17 in magnitude, which nothing
    // here checks.
    input wire [127:0] values,
    // Four values are there, and are taken: there is no back-pressure, and any number of cycles may lie
    // between two fours of a block.
    input wire values_valid,
    // The block is kept with digits of 3 bits, its magnitudes are at most 239; else with 4 bits, and
    // 247. With a block's last four values.
    input wire three,
    // 32 mantissas of 9 bits, the first in the lowest bits, each a magnitude of 8 bits with its sign
    // above; 0 has none. There in the cycle of `block_valid`.
    output wire [287:0] mantissas,
    // The block's scale byte 8 E + f: a value is its mantissa times (8 + f) 2^(E - 25).
    output wire [7:0] scale,
    // A pulse when a block is complete, 30 cycles after its last four values.
    output wire block_valid
);
    // 4 x FP32 a cycle to blocks of 32 signed magnitudes, at most 247 or 239, and their scale.
    genvar i;
    (* src = "hdl/src/attention/cache/kv_converter.rs:78" *)
    (* no_rw_check *) reg [75:0] beats [0:15];
    (* src = "hdl/src/attention/cache/kv_converter.rs:71" *)
    reg [127:0] values_q;
    (* src = "hdl/src/attention/cache/kv_converter.rs:72" *)
    reg values_valid_q = 1'd0, valid_0 = 1'd0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:77" *)
    wire [71:0] keys;
    (* src = "hdl/src/attention/cache/kv_converter.rs:76" *)
    wire [3:0] signs;
    (* src = "hdl/src/attention/cache/kv_converter.rs:77" *)
    wire [75:0] beat_0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:79" *)
    reg [3:0] place = 4'd0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:81" *)
    wire ends;
    (* src = "hdl/src/attention/cache/kv_converter.rs:82" *)
    wire begins_0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:85" *)
    reg [17:0] larger_0, larger_1, key;
    (* src = "hdl/src/attention/cache/kv_converter.rs:87" *)
    reg valid_0_q = 1'd0, valid_1 = 1'd0, begins_0_q = 1'd0, begins_1 = 1'd0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:88" *)
    reg [17:0] largest = 18'h0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:89" *)
    wire smaller;
    (* src = "hdl/src/attention/cache/kv_converter.rs:93" *)
    reg three_q, three_q2, three_q3, three_q4, three_q5;
    (* src = "hdl/src/attention/cache/kv_converter.rs:95" *)
    wire [7:0] scale_1;
    (* src = "hdl/src/attention/cache/kv_converter.rs:99" *)
    reg ends_q = 1'd0, ends_q2 = 1'd0, ends_q3 = 1'd0, ends_q4 = 1'd0, ends_q5 = 1'd0, chosen = 1'd0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:100" *)
    reg begin_word = 1'd0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:104" *)
    reg [7:0] held_scale = 8'd0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:106" *)
    reg reading = 1'd0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:107" *)
    reg [3:0] again = 4'd0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:108" *)
    wire last;
    (* src = "hdl/src/attention/cache/kv_converter.rs:110" *)
    reg [75:0] beat_1;
    (* src = "hdl/src/attention/cache/kv_converter.rs:118" *)
    wire [35:0] four_mantissas;
    (* src = "hdl/src/attention/cache/kv_converter.rs:120" *)
    reg reading_q = 1'd0, reading_q2 = 1'd0, reading_q3 = 1'd0, reading_q4 = 1'd0, reading_q5 = 1'd0, reading_q6 = 1'd0,
            reading_q7 = 1'd0, reading_q8 = 1'd0, reading_q9 = 1'd0, reading_q10 = 1'd0, reading_q11 = 1'd0,
            reading_q12 = 1'd0, arrives = 1'd0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:121" *)
    reg [287:0] block = 288'h0;
    (* src = "hdl/src/attention/cache/kv_converter.rs:122" *)
    wire [251:0] kept;
    (* src = "hdl/src/attention/cache/kv_converter.rs:128" *)
    reg [7:0] held_scale_q, held_scale_q2, held_scale_q3, held_scale_q4, held_scale_q5, held_scale_q6, held_scale_q7,
            held_scale_q8, held_scale_q9, held_scale_q10, held_scale_q11, held_scale_q12, held_scale_q13;
    (* src = "hdl/src/attention/cache/kv_converter.rs:131" *)
    reg last_q = 1'd0, last_q2 = 1'd0, last_q3 = 1'd0, last_q4 = 1'd0, last_q5 = 1'd0, last_q6 = 1'd0, last_q7 = 1'd0,
            last_q8 = 1'd0, last_q9 = 1'd0, last_q10 = 1'd0, last_q11 = 1'd0, last_q12 = 1'd0, last_q13 = 1'd0,
            last_q14 = 1'd0;
    assign beat_0 = {signs, keys};
    assign ends = valid_0 & (&place[2:0]);
    assign begins_0 = valid_0 & ~(|place[2:0]);
    assign smaller = (largest < key) | begins_1;
    assign last = (&again[2:0]) & reading;
    assign kept = block[287:36];
    for (i = 0; i < 4; i = i + 1) begin : key_lanes
        (* src = "hdl/src/attention/cache/kv_converter.rs:75" *)
        harmonia_system_kv_key lane (
            .clock(clock),
            .value(values_q[32 * i +: 32]),
            .key(keys[18 * i +: 18]),
            .negative(signs[i])
        );
    end
    (* src = "hdl/src/attention/cache/kv_converter.rs:96" *)
    harmonia_system_scale_choice choice (
        .clock(clock),
        .largest(largest),
        .three(three_q5),
        .scale(scale_1)
    );
    for (i = 0; i < 4; i = i + 1) begin : element_lanes
        (* src = "hdl/src/attention/cache/kv_converter.rs:117" *)
        harmonia_system_kv_element lane (
            .clock(clock),
            .key(beat_1[18 * i +: 18]),
            .negative(beat_1[72 + i]),
            .scale(held_scale),
            .mantissa(four_mantissas[9 * i +: 9])
        );
    end
    assign mantissas = block;
    assign scale = held_scale_q13;
    assign block_valid = last_q14;
    always @(posedge clock) begin
        values_q <= values;
        values_valid_q <= values_valid;
        valid_0 <= values_valid_q;
        if (valid_0) place <= place + 4'd1;
        larger_0 <= (keys[17:0] < keys[35:18]) ? keys[35:18] : keys[17:0];
        larger_1 <= (keys[53:36] < keys[71:54]) ? keys[71:54] : keys[53:36];
        key <= (larger_0 < larger_1) ? larger_1 : larger_0;
        valid_0_q <= valid_0;
        valid_1 <= valid_0_q;
        begins_0_q <= begins_0;
        begins_1 <= begins_0_q;
        if (valid_1 & smaller) largest <= key;
        three_q <= three;
        three_q2 <= three_q;
        three_q3 <= three_q2;
        three_q4 <= three_q3;
        three_q5 <= three_q4;
        ends_q <= ends;
        ends_q2 <= ends_q;
        ends_q3 <= ends_q2;
        ends_q4 <= ends_q3;
        ends_q5 <= ends_q4;
        begin_word <= ends_q5;
        chosen <= begin_word;
        if (chosen) held_scale <= scale_1;
        reading <= begin_word | (reading & ~last);
        if (reading) again <= again + 4'd1;
        beat_1 <= beats[again];
        reading_q <= reading;
        reading_q2 <= reading_q;
        reading_q3 <= reading_q2;
        reading_q4 <= reading_q3;
        reading_q5 <= reading_q4;
        reading_q6 <= reading_q5;
        reading_q7 <= reading_q6;
        reading_q8 <= reading_q7;
        reading_q9 <= reading_q8;
        reading_q10 <= reading_q9;
        reading_q11 <= reading_q10;
        reading_q12 <= reading_q11;
        arrives <= reading_q12;
        if (arrives) block <= {four_mantissas, kept};
        held_scale_q <= held_scale;
        held_scale_q2 <= held_scale_q;
        held_scale_q3 <= held_scale_q2;
        held_scale_q4 <= held_scale_q3;
        held_scale_q5 <= held_scale_q4;
        held_scale_q6 <= held_scale_q5;
        held_scale_q7 <= held_scale_q6;
        held_scale_q8 <= held_scale_q7;
        held_scale_q9 <= held_scale_q8;
        held_scale_q10 <= held_scale_q9;
        held_scale_q11 <= held_scale_q10;
        held_scale_q12 <= held_scale_q11;
        held_scale_q13 <= held_scale_q12;
        last_q <= last;
        last_q2 <= last_q;
        last_q3 <= last_q2;
        last_q4 <= last_q3;
        last_q5 <= last_q4;
        last_q6 <= last_q5;
        last_q7 <= last_q6;
        last_q8 <= last_q7;
        last_q9 <= last_q8;
        last_q10 <= last_q9;
        last_q11 <= last_q10;
        last_q12 <= last_q11;
        last_q13 <= last_q12;
        last_q14 <= last_q13;
        if (valid_0) beats[place] <= beat_0;
    end
endmodule

module harmonia_system_kv_element (
    input wire clock,
    // The element's exponent and fraction bits.
    input wire [17:0] key,
    // Its sign.
    input wire negative,
    // The block's scale byte 8 E + f.
    input wire [7:0] scale,
    // A magnitude of 8 bits and the sign above it, 12 cycles later; 0 has none.
    output wire [8:0] mantissa
);
    // A mantissa: the element over the scale (8 + f) 2^(E - 25), rounded half away from zero.
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:80" *)
    wire [3:0] divisor;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:83" *)
    wire [12:0] significand;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:90" *)
    wire [5:0] reach;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:94" *)
    reg [5:0] distance;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:95" *)
    wire far;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:128" *)
    reg [12:0] choices_0;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:128" *)
    wire [12:0] choices_1, choices_2, choices_3, choices_4, choices_5, choices_6;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:96" *)
    wire [12:0] near_0;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:97" *)
    reg [12:0] near_1;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:98" *)
    reg [1:0] distance_1_0_q;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:100" *)
    reg [12:0] twice;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:104" *)
    reg [3:0] divisor_q, divisor_q2, divisor_q3;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:104" *)
    wire [12:0] sum;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:105" *)
    reg [11:0] dividend;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:107" *)
    wire [3:0] remainder_0;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:112" *)
    reg [3:0] divisor_q4, divisor_q5, divisor_q6, divisor_q7, divisor_q8, divisor_q9, divisor_q10, divisor_q11;
    (* src = "hdl/src/attention/cache/kv_converter.rs:143" *)
    wire [4:0] partial_0, partial_1, partial_2, partial_3, partial_4, partial_5, partial_6, partial_7;
    (* src = "hdl/src/attention/cache/kv_converter.rs:144" *)
    wire [4:0] difference_0, difference_1, difference_2, difference_3, difference_4, difference_5, difference_6,
            difference_7;
    (* src = "hdl/src/attention/cache/kv_converter.rs:145" *)
    wire quotient_bit_0, quotient_bit_1, quotient_bit_2, quotient_bit_3, quotient_bit_4, quotient_bit_5, quotient_bit_6,
            quotient_bit_7;
    (* src = "hdl/src/attention/cache/kv_converter.rs:146" *)
    wire [3:0] left_0, left_1, left_2, left_3, left_4, left_5, left_6, left_7;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:113" *)
    reg [3:0] remainder_1, remainder_2, remainder_3, remainder_4, remainder_5, remainder_6, remainder_7, remainder_8;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:114" *)
    wire [6:0] rest_0, rest_1, rest_2, rest_3, rest_4, rest_5, rest_6, rest_7;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:115" *)
    reg [7:0] quotient_0, quotient_1, quotient_2, quotient_3, quotient_4, quotient_5, quotient_6, quotient_7;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:119" *)
    reg negative_q, negative_q2, negative_q3, negative_q4, negative_q5, negative_q6, negative_q7, negative_q8,
            negative_q9, negative_q10, negative_q11, negative_q12;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:119" *)
    wire sign;
    assign divisor = {1'd1, scale[2:0]};
    assign significand = {1'd1, key[11:0]};
    assign reach = {1'b0, scale[7:3]} + 6'd17;
    assign far = |distance[5:4];
    assign choices_1 = {4'b0, choices_0[12:4]};
    assign choices_2 = {8'b0, choices_0[12:8]};
    assign choices_3 = {12'b0, choices_0[12]};
    assign near_0 = distance[3] ? (distance[2] ? choices_3 : choices_2) : distance[2] ? choices_1 : choices_0;
    assign choices_4 = {1'b0, near_1[12:1]};
    assign choices_5 = {2'b0, near_1[12:2]};
    assign choices_6 = {3'b0, near_1[12:3]};
    assign sum = twice + {9'b0, divisor_q3};
    assign remainder_0 = dividend[11:8];
    assign partial_0 = {remainder_0, dividend[7]};
    assign difference_0 = partial_0 - {1'b0, divisor_q4};
    assign quotient_bit_0 = ~difference_0[4];
    assign left_0 = quotient_bit_0 ? difference_0[3:0] : partial_0[3:0];
    assign rest_0 = dividend[6:0];
    assign partial_1 = {remainder_1, quotient_0[7]};
    assign difference_1 = partial_1 - {1'b0, divisor_q5};
    assign quotient_bit_1 = ~difference_1[4];
    assign left_1 = quotient_bit_1 ? difference_1[3:0] : partial_1[3:0];
    assign rest_1 = quotient_0[6:0];
    assign partial_2 = {remainder_2, quotient_1[7]};
    assign difference_2 = partial_2 - {1'b0, divisor_q6};
    assign quotient_bit_2 = ~difference_2[4];
    assign left_2 = quotient_bit_2 ? difference_2[3:0] : partial_2[3:0];
    assign rest_2 = quotient_1[6:0];
    assign partial_3 = {remainder_3, quotient_2[7]};
    assign difference_3 = partial_3 - {1'b0, divisor_q7};
    assign quotient_bit_3 = ~difference_3[4];
    assign left_3 = quotient_bit_3 ? difference_3[3:0] : partial_3[3:0];
    assign rest_3 = quotient_2[6:0];
    assign partial_4 = {remainder_4, quotient_3[7]};
    assign difference_4 = partial_4 - {1'b0, divisor_q8};
    assign quotient_bit_4 = ~difference_4[4];
    assign left_4 = quotient_bit_4 ? difference_4[3:0] : partial_4[3:0];
    assign rest_4 = quotient_3[6:0];
    assign partial_5 = {remainder_5, quotient_4[7]};
    assign difference_5 = partial_5 - {1'b0, divisor_q9};
    assign quotient_bit_5 = ~difference_5[4];
    assign left_5 = quotient_bit_5 ? difference_5[3:0] : partial_5[3:0];
    assign rest_5 = quotient_4[6:0];
    assign partial_6 = {remainder_6, quotient_5[7]};
    assign difference_6 = partial_6 - {1'b0, divisor_q10};
    assign quotient_bit_6 = ~difference_6[4];
    assign left_6 = quotient_bit_6 ? difference_6[3:0] : partial_6[3:0];
    assign rest_6 = quotient_5[6:0];
    assign partial_7 = {remainder_7, quotient_6[7]};
    assign difference_7 = partial_7 - {1'b0, divisor_q11};
    assign quotient_bit_7 = ~difference_7[4];
    assign left_7 = quotient_bit_7 ? difference_7[3:0] : partial_7[3:0];
    assign rest_7 = quotient_6[6:0];
    assign sign = negative_q12 & (|quotient_7);
    assign mantissa = {sign, quotient_7};
    wire unused = &{1'b0, sum[0], remainder_8};
    always @(posedge clock) begin
        distance <= reach - key[17:12];
        choices_0 <= significand;
        near_1 <= far ? 13'h0 : near_0;
        distance_1_0_q <= distance[1:0];
        twice <= distance_1_0_q[1] ? (distance_1_0_q[0] ? choices_6 : choices_5) : distance_1_0_q[0] ? choices_4
                : near_1;
        divisor_q <= divisor;
        divisor_q2 <= divisor_q;
        divisor_q3 <= divisor_q2;
        dividend <= sum[12:1];
        divisor_q4 <= divisor_q3;
        remainder_1 <= left_0;
        quotient_0 <= {rest_0, quotient_bit_0};
        divisor_q5 <= divisor_q4;
        remainder_2 <= left_1;
        quotient_1 <= {rest_1, quotient_bit_1};
        divisor_q6 <= divisor_q5;
        remainder_3 <= left_2;
        quotient_2 <= {rest_2, quotient_bit_2};
        divisor_q7 <= divisor_q6;
        remainder_4 <= left_3;
        quotient_3 <= {rest_3, quotient_bit_3};
        divisor_q8 <= divisor_q7;
        remainder_5 <= left_4;
        quotient_4 <= {rest_4, quotient_bit_4};
        divisor_q9 <= divisor_q8;
        remainder_6 <= left_5;
        quotient_5 <= {rest_5, quotient_bit_5};
        divisor_q10 <= divisor_q9;
        remainder_7 <= left_6;
        quotient_6 <= {rest_6, quotient_bit_6};
        divisor_q11 <= divisor_q10;
        remainder_8 <= left_7;
        quotient_7 <= {rest_7, quotient_bit_7};
        negative_q <= negative;
        negative_q2 <= negative_q;
        negative_q3 <= negative_q2;
        negative_q4 <= negative_q3;
        negative_q5 <= negative_q4;
        negative_q6 <= negative_q5;
        negative_q7 <= negative_q6;
        negative_q8 <= negative_q7;
        negative_q9 <= negative_q8;
        negative_q10 <= negative_q9;
        negative_q11 <= negative_q10;
        negative_q12 <= negative_q11;
    end
endmodule

module harmonia_system_kv_key (
    input wire clock,
    // An FP32 value below 2^17 in magnitude, one per cycle.
    input wire [31:0] value,
    // A cycle later: the exponent field less 96, or 0 below that, over 12 fraction bits.
    output wire [17:0] key,
    // Its sign, with the key.
    output wire negative
);
    // An FP32 value cut to sign, exponent and 12 fraction bits.
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:48" *)
    wire counts;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:49" *)
    wire [5:0] exponent_0;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:50" *)
    wire [5:0] exponent_1;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:51" *)
    wire [11:0] fraction;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:54" *)
    reg [17:0] key_q;
    (* src = "hdl/src/attention/cache/kv_converter/element.rs:55" *)
    reg negative_q;
    assign counts = value[30] | (&value[29:28]);
    assign exponent_0 = {value[30], value[27:23]};
    assign exponent_1 = exponent_0 & {6{counts}};
    assign fraction = value[22:11];
    assign key = key_q;
    assign negative = negative_q;
    wire unused = &{1'b0, value[10:0]};
    always @(posedge clock) begin
        key_q <= {exponent_1, fraction};
        negative_q <= value[31];
    end
endmodule

module harmonia_system_mantissa_digit (
    // A magnitude of 8 bits with its sign above.
    input wire [8:0] mantissa,
    // The lower digit is wanted; else the upper one.
    input wire low,
    // The lowest 4 bits of the digit, in the same cycle.
    output wire [3:0] nibble,
    // Its fifth bit, the sign.
    output wire sign
);
    // One of the two signed digits of a mantissa.
    (* src = "hdl/src/attention/cache/own_page.rs:97" *)
    wire negative;
    (* src = "hdl/src/attention/cache/own_page.rs:98" *)
    wire [3:0] magnitude;
    (* src = "hdl/src/attention/cache/own_page.rs:99" *)
    wire [4:0] flipped;
    (* src = "hdl/src/attention/cache/own_page.rs:100" *)
    wire [4:0] digit;
    assign negative = mantissa[8];
    assign magnitude = low ? mantissa[3:0] : mantissa[7:4];
    assign flipped = {1'b0, magnitude} ^ {5{negative}};
    assign digit = flipped + {4'b0, negative};
    assign nibble = digit[3:0];
    assign sign = digit[4];
endmodule

module harmonia_system_memory_arbiter (
    input wire clock,
    // Attention. There is a request.
    input wire attention_valid,
    // It writes one word; else it reads.
    input wire attention_write,
    // Its first word.
    input wire [23:0] attention_address,
    // Its words; 1 where it writes.
    input wire [7:0] attention_length,
    // The word to write.
    input wire [63:0] attention_data,
    // Bytes of it to write.
    input wire [7:0] attention_enables,
    // It is taken.
    output wire attention_ready,
    // The reader of weights. There is a request.
    input wire weights_valid,
    // Its first word.
    input wire [23:0] weights_address,
    // Its words.
    input wire [7:0] weights_length,
    // It is taken.
    output wire weights_ready,
    // Who reads programs and tables. There is a request.
    input wire program_valid,
    // Its first word.
    input wire [23:0] program_address,
    // Its words.
    input wire [7:0] program_length,
    // It is taken.
    output wire program_ready,
    // FETCH and SPILL. There is a request.
    input wire transfer_valid,
    // It writes one word; else it reads.
    input wire transfer_write,
    // Its first word.
    input wire [23:0] transfer_address,
    // Its words; 1 where it writes.
    input wire [7:0] transfer_length,
    // The word to write.
    input wire [63:0] transfer_data,
    // Bytes of it to write.
    input wire [7:0] transfer_enables,
    // It is taken.
    output wire transfer_ready,
    // Words that the host wants. There is a request.
    input wire loader_valid,
    // Its first word.
    input wire [23:0] loader_address,
    // Its words.
    input wire [7:0] loader_length,
    // It is taken.
    output wire loader_ready,
    // Words of the host. There is a request.
    input wire uploads_valid,
    // The word's address.
    input wire [23:0] uploads_address,
    // The word.
    input wire [63:0] uploads_data,
    // Bytes of it to write.
    input wire [7:0] uploads_enables,
    // It is taken.
    output wire uploads_ready,
    // There is room for the words of a request of attention.
    input wire attention_room,
    // There is room for the words of a request of the reader of weights.
    input wire weights_room,
    // There is room for the words of a request of the program.
    input wire program_room,
    // There is room for the words of a request of a FETCH.
    input wire transfer_room,
    // There is room for the words of a request of the loader.
    input wire loader_room,
    // A request of attention to read was taken.
    output wire attention_reads,
    // A request of the reader of weights to read was taken.
    output wire weights_reads,
    // A request of the program to read was taken.
    output wire program_reads,
    // A request of a FETCH to read was taken.
    output wire transfer_reads,
    // A request of the loader to read was taken.
    output wire loader_reads,
    // A word of attention was taken to be written.
    output wire attention_writes,
    // A word of a SPILL was taken to be written.
    output wire transfer_writes,
    // A word of the host was taken to be written.
    output wire uploads_writes,
    // There is room for another request to read, whoever makes it.
    input wire owners_room,
    // A request to read was taken.
    output wire reads,
    // Who made it.
    output wire [2:0] client,
    // Its words, less one.
    output wire [5:0] words_less_one,
    // There is no request on offer.
    output wire idle,
    // Requests for memory, in the order in which they were taken. There is a request.
    output wire memory_valid,
    // It writes one word; else it reads.
    output wire memory_write,
    // Its first word.
    output wire [23:0] memory_address,
    // Its words; 1 where it writes.
    output wire [7:0] memory_length,
    // The word to write.
    output wire [63:0] memory_data,
    // Bytes of it to write.
    output wire [7:0] memory_enables,
    // It is taken.
    input wire memory_ready
);
    // Requests of all clients of memory, one on offer; who was served last comes last.
    (* src = "hdl/src/memory/arbiter.rs:172" *)
    wire [104:0] fields_0;
    (* src = "hdl/src/memory/arbiter.rs:142" *)
    reg full = 1'd0;
    (* src = "hdl/src/memory/arbiter.rs:143" *)
    reg [5:0] next = 6'd0;
    (* src = "hdl/src/memory/arbiter.rs:144" *)
    wire some_next;
    (* src = "hdl/src/memory/arbiter.rs:145" *)
    wire chooses;
    (* src = "hdl/src/memory/arbiter.rs:147" *)
    reg [5:0] ahead = 6'd0;
    (* src = "hdl/src/memory/arbiter.rs:149" *)
    reg [5:0] fresh = 6'd0;
    (* src = "hdl/src/memory/arbiter.rs:184" *)
    wire is_fresh_0, is_fresh_1, is_fresh_2, is_fresh_3, is_fresh_4, is_fresh_5;
    (* src = "hdl/src/memory/arbiter.rs:150" *)
    wire asking_0, asking_1, asking_2, asking_3, asking_4;
    (* src = "hdl/src/memory/arbiter.rs:153" *)
    wire [5:0] asking_5;
    (* src = "hdl/src/memory/arbiter.rs:154" *)
    wire [5:0] asking_ahead;
    (* src = "hdl/src/memory/arbiter.rs:213" *)
    wire bit_word_0, bit_word_1, bit_word_2, bit_word_3, bit_word_4, bit_word_5;
    (* src = "hdl/src/memory/arbiter.rs:214" *)
    wire _inverse, alone_0, alone_1, alone_2, alone_3, alone_4, alone_5, alone_6, alone_7, alone_8, alone_9, alone_10,
            alone_11;
    (* src = "hdl/src/memory/arbiter.rs:215" *)
    wire below_0, below_1, below_2, below_3, below_4, below_5, below_6, below_7, below_8, below_9;
    (* src = "hdl/src/memory/arbiter.rs:155" *)
    wire [5:0] chosen;
    (* src = "hdl/src/memory/arbiter.rs:161" *)
    wire behind_0, behind_1, behind_2, behind_3, behind_4;
    (* src = "hdl/src/memory/arbiter.rs:163" *)
    wire [5:0] behind_5;
    (* src = "hdl/src/memory/arbiter.rs:165" *)
    wire serves;
    (* src = "hdl/src/memory/arbiter.rs:167" *)
    wire served_0, served_1, served_2, served_3, served_4, served_5;
    (* src = "hdl/src/memory/arbiter.rs:174" *)
    wire [104:0] fields_1, fields_2, fields_3, fields_4, fields_5;
    (* src = "hdl/src/memory/arbiter.rs:176" *)
    reg [104:0] offered = 105'h0;
    (* src = "hdl/src/memory/arbiter.rs:178" *)
    wire write;
    (* src = "hdl/src/memory/arbiter.rs:179" *)
    wire [5:0] length;
    (* src = "hdl/src/memory/arbiter.rs:185" *)
    wire [2:0] client_0, client_1, client_2, client_3;
    assign fields_0 = {attention_enables, attention_data, attention_length, attention_address, attention_write};
    assign some_next = |next;
    assign chooses = ~some_next & owners_room;
    assign is_fresh_0 = fresh[0];
    assign asking_0 = attention_valid & (attention_write | (attention_room & ~is_fresh_0));
    assign is_fresh_1 = fresh[1];
    assign asking_1 = weights_valid & (1'd0 | (weights_room & ~is_fresh_1));
    assign is_fresh_2 = fresh[2];
    assign asking_2 = program_valid & (1'd0 | (program_room & ~is_fresh_2));
    assign is_fresh_3 = fresh[3];
    assign asking_3 = transfer_valid & (transfer_write | (transfer_room & ~is_fresh_3));
    assign is_fresh_4 = fresh[4];
    assign asking_4 = loader_valid & (1'd0 | (loader_room & ~is_fresh_4));
    assign is_fresh_5 = fresh[5];
    assign asking_5 = {uploads_valid, asking_4, asking_3, asking_2, asking_1, asking_0};
    assign asking_ahead = asking_5 & ahead;
    assign bit_word_0 = asking_ahead[0];
    assign _inverse = ~1'd0;
    assign alone_0 = bit_word_0 & _inverse;
    assign below_0 = 1'd0 | bit_word_0;
    assign bit_word_1 = asking_ahead[1];
    assign alone_1 = bit_word_1 & ~below_0;
    assign below_1 = below_0 | bit_word_1;
    assign bit_word_2 = asking_ahead[2];
    assign alone_2 = bit_word_2 & ~below_1;
    assign below_2 = below_1 | bit_word_2;
    assign bit_word_3 = asking_ahead[3];
    assign alone_3 = bit_word_3 & ~below_2;
    assign below_3 = below_2 | bit_word_3;
    assign bit_word_4 = asking_ahead[4];
    assign alone_4 = bit_word_4 & ~below_3;
    assign below_4 = below_3 | bit_word_4;
    assign bit_word_5 = asking_ahead[5];
    assign alone_5 = bit_word_5 & ~below_4;
    assign alone_6 = asking_0 & _inverse;
    assign below_5 = 1'd0 | asking_0;
    assign alone_7 = asking_1 & ~below_5;
    assign below_6 = below_5 | asking_1;
    assign alone_8 = asking_2 & ~below_6;
    assign below_7 = below_6 | asking_2;
    assign alone_9 = asking_3 & ~below_7;
    assign below_8 = below_7 | asking_3;
    assign alone_10 = asking_4 & ~below_8;
    assign below_9 = below_8 | asking_4;
    assign alone_11 = uploads_valid & ~below_9;
    assign chosen = (|asking_ahead) ? {alone_5, alone_4, alone_3, alone_2, alone_1, alone_0}
            : {alone_11, alone_10, alone_9, alone_8, alone_7, alone_6};
    assign behind_0 = next[0];
    assign behind_1 = |next[1:0];
    assign behind_2 = |next[2:0];
    assign behind_3 = |next[3:0];
    assign behind_4 = |next[4:0];
    assign behind_5 = {behind_4, behind_3, behind_2, behind_1, behind_0, 1'd0};
    assign serves = some_next & ~full;
    assign served_0 = behind_0 & ~full;
    assign served_1 = next[1] & ~full;
    assign served_2 = next[2] & ~full;
    assign served_3 = next[3] & ~full;
    assign served_4 = next[4] & ~full;
    assign served_5 = next[5] & ~full;
    assign fields_1 = next[1] ? {8'd0, 64'h0, weights_length, weights_address, 1'd0} : fields_0;
    assign fields_2 = next[2] ? {8'd0, 64'h0, program_length, program_address, 1'd0} : fields_1;
    assign fields_3 = next[3] ? {transfer_enables, transfer_data, transfer_length, transfer_address, transfer_write}
            : fields_2;
    assign fields_4 = next[4] ? {8'd0, 64'h0, loader_length, loader_address, 1'd0} : fields_3;
    assign fields_5 = next[5] ? {uploads_enables, uploads_data, 8'd1, uploads_address, 1'd1} : fields_4;
    assign write = offered[0];
    assign length = offered[30:25];
    assign words_less_one = length - 6'd1;
    assign client_0 = is_fresh_1 ? 3'd1 : 3'd0;
    assign client_1 = is_fresh_2 ? 3'd2 : client_0;
    assign client_2 = is_fresh_3 ? 3'd3 : client_1;
    assign client_3 = is_fresh_4 ? 3'd4 : client_2;
    assign client = is_fresh_5 ? 3'd5 : client_3;
    assign attention_ready = served_0;
    assign attention_reads = is_fresh_0 & ~write;
    assign attention_writes = is_fresh_0 & write;
    assign weights_ready = served_1;
    assign weights_reads = is_fresh_1 & ~write;
    assign program_ready = served_2;
    assign program_reads = is_fresh_2 & ~write;
    assign transfer_ready = served_3;
    assign transfer_reads = is_fresh_3 & ~write;
    assign transfer_writes = is_fresh_3 & write;
    assign loader_ready = served_4;
    assign loader_reads = is_fresh_4 & ~write;
    assign uploads_ready = served_5;
    assign uploads_writes = is_fresh_5 & write;
    assign reads = (|fresh) & ~write;
    assign idle = ~(full | some_next);
    assign memory_valid = full;
    assign memory_write = write;
    assign memory_address = offered[24:1];
    assign memory_length = offered[32:25];
    assign memory_data = offered[96:33];
    assign memory_enables = offered[104:97];
    always @(posedge clock) begin
        if (serves) full <= 1'd1;
        else if (memory_ready) full <= 1'd0;
        if (serves) next <= 6'd0;
        else if (chooses) next <= chosen;
        if (some_next) ahead <= behind_5;
        fresh <= {served_5, served_4, served_3, served_2, served_1, served_0};
        if (~full) offered <= fields_5;
    end
endmodule

module harmonia_system_memory_counters (
    input wire clock,
    // All begin again at 0; in the 33 cycles that follow they read as 0.
    input wire clear,
    // The port has moved a word.
    input wire busy,
    // A word for attention has come.
    input wire attention_read,
    // A word for the reader of weights has come.
    input wire weights_read,
    // A word for the program has come.
    input wire program_read,
    // A word for a FETCH has come.
    input wire transfer_read,
    // A word for the loader has come.
    input wire loader_read,
    // A word of attention has been taken.
    input wire attention_written,
    // A word of a SPILL has been taken.
    input wire transfer_written,
    // A word of the host has been taken.
    input wire uploads_written,
    // The check of the words that have come for the reader of weights.
    input wire [63:0] weights_check,
    // Which counter is wanted.
    input wire [4:0] number,
    // What it has counted, in the same cycle; 0 of a number above those that there are.
    output wire [63:0] counted
);
    // Words that clients of memory have read and written, and cycles: sums in a RAM.
    (* src = "hdl/src/memory/counters.rs:98" *)
    (* no_rw_check *) reg [47:0] sums [0:15];
    (* src = "hdl/src/memory/counters.rs:69" *)
    reg events_0 = 1'd0, events_1 = 1'd0, events_2 = 1'd0, events_3 = 1'd0, events_4 = 1'd0, events_5 = 1'd0,
            events_6 = 1'd0, events_7 = 1'd0, events_8 = 1'd0;
    (* src = "hdl/src/memory/counters.rs:73" *)
    reg writes = 1'd0;
    (* src = "hdl/src/memory/counters.rs:75" *)
    reg [3:0] place = 4'd0;
    (* src = "hdl/src/memory/counters.rs:76" *)
    wire [3:0] next_place;
    (* src = "hdl/src/memory/counters.rs:79" *)
    reg [4:0] unclear = 5'd16;
    (* src = "hdl/src/memory/counters.rs:80" *)
    wire is_unclear;
    (* src = "hdl/src/memory/counters.rs:81" *)
    wire [4:0] fewer;
    (* src = "hdl/src/memory/counters.rs:88" *)
    wire visited_0, visited_1, visited_2, visited_3, visited_4, visited_5, visited_6, visited_7, visited_8, visited_9;
    (* src = "hdl/src/memory/counters.rs:89" *)
    reg [5:0] recent_0 = 6'd0, recent_1 = 6'd0, recent_2 = 6'd0, recent_3 = 6'd0, recent_4 = 6'd0, recent_5 = 6'd0,
            recent_6 = 6'd0, recent_7 = 6'd0, recent_8 = 6'd0, recent_9 = 6'd0;
    (* src = "hdl/src/memory/counters.rs:90" *)
    wire [5:0] one_0, one_1, one_2, one_3, one_4, one_5, one_6, one_7, one_8;
    (* src = "hdl/src/memory/counters.rs:99" *)
    reg [47:0] before_word;
    (* src = "hdl/src/memory/counters.rs:100" *)
    wire [47:0] old;
    (* src = "hdl/src/memory/counters.rs:101" *)
    reg [5:0] addend = 6'd0;
    (* src = "hdl/src/memory/counters.rs:103" *)
    wire [47:0] sum;
    (* src = "hdl/src/memory/counters.rs:106" *)
    wire [47:0] counted_0;
    (* src = "hdl/src/memory/counters.rs:107" *)
    wire is_one;
    (* src = "hdl/src/memory/counters.rs:108" *)
    wire shows;
    (* src = "hdl/src/memory/counters.rs:109" *)
    wire [47:0] counted_1;
    (* src = "hdl/src/memory/counters.rs:111" *)
    wire is_check;
    assign next_place = place + 4'd1;
    assign is_unclear = |unclear;
    assign fewer = unclear - 5'd1;
    assign visited_0 = ~writes & (place == 4'd0);
    assign visited_1 = ~writes & (place == 4'd1);
    assign one_0 = {5'b0, events_0};
    assign visited_2 = ~writes & (place == 4'd2);
    assign one_1 = {5'b0, events_1};
    assign visited_3 = ~writes & (place == 4'd3);
    assign one_2 = {5'b0, events_2};
    assign visited_4 = ~writes & (place == 4'd4);
    assign one_3 = {5'b0, events_3};
    assign visited_5 = ~writes & (place == 4'd5);
    assign one_4 = {5'b0, events_4};
    assign visited_6 = ~writes & (place == 4'd6);
    assign one_5 = {5'b0, events_5};
    assign visited_7 = ~writes & (place == 4'd7);
    assign one_6 = {5'b0, events_6};
    assign visited_8 = ~writes & (place == 4'd8);
    assign one_7 = {5'b0, events_7};
    assign visited_9 = ~writes & (place == 4'd9);
    assign one_8 = {5'b0, events_8};
    assign old = is_unclear ? 48'h0 : before_word;
    assign sum = old + {42'b0, addend};
    assign counted_0 = sums[number[3:0]];
    assign is_one = number < 5'd10;
    assign shows = is_one & ~is_unclear;
    assign counted_1 = shows ? counted_0 : 48'h0;
    assign is_check = number == 5'd10;
    assign counted = is_check ? weights_check : {16'b0, counted_1};
    always @(posedge clock) begin
        events_0 <= busy;
        events_1 <= attention_read;
        events_2 <= weights_read;
        events_3 <= program_read;
        events_4 <= transfer_read;
        events_5 <= loader_read;
        events_6 <= attention_written;
        events_7 <= transfer_written;
        events_8 <= uploads_written;
        writes <= ~writes;
        if (writes) place <= next_place;
        if (clear) unclear <= 5'd16;
        else if (writes & is_unclear) unclear <= fewer;
        recent_0 <= clear ? 6'd0 : visited_0 ? 6'd1 : recent_0 + 6'd1;
        recent_1 <= clear ? 6'd0 : visited_1 ? one_0 : recent_1 + one_0;
        recent_2 <= clear ? 6'd0 : visited_2 ? one_1 : recent_2 + one_1;
        recent_3 <= clear ? 6'd0 : visited_3 ? one_2 : recent_3 + one_2;
        recent_4 <= clear ? 6'd0 : visited_4 ? one_3 : recent_4 + one_3;
        recent_5 <= clear ? 6'd0 : visited_5 ? one_4 : recent_5 + one_4;
        recent_6 <= clear ? 6'd0 : visited_6 ? one_5 : recent_6 + one_5;
        recent_7 <= clear ? 6'd0 : visited_7 ? one_6 : recent_7 + one_6;
        recent_8 <= clear ? 6'd0 : visited_8 ? one_7 : recent_8 + one_7;
        recent_9 <= clear ? 6'd0 : visited_9 ? one_8 : recent_9 + one_8;
        before_word <= sums[place];
        addend <= clear ? 6'd0 : place[3] ? (place[2] ? 6'd0 : place[1] ? 6'd0 : place[0] ? recent_9 : recent_8)
                : place[2] ? (place[1] ? (place[0] ? recent_7 : recent_6) : place[0] ? recent_5 : recent_4) : place[1]
                ? (place[0] ? recent_3 : recent_2) : place[0] ? recent_1 : recent_0;
        if (writes) sums[place] <= sum;
    end
endmodule

module harmonia_system_memory_port (
    input wire clock,
    // Reads of pages of keys and values, and of the residual. There is a request.
    input wire pages_valid,
    // Its first word.
    input wire [23:0] pages_address,
    // Its words.
    input wire [7:0] pages_length,
    // It is taken.
    output wire pages_ready,
    // Reads of the offsets of a key. There is a request.
    input wire offsets_valid,
    // Its first word.
    input wire [23:0] offsets_address,
    // Its words.
    input wire [7:0] offsets_length,
    // It is taken.
    output wire offsets_ready,
    // Writes of bytes of the planes of keys and values. There is a request.
    input wire writer_valid,
    // The word's address.
    input wire [23:0] writer_address,
    // The word.
    input wire [63:0] writer_data,
    // Bytes of it to write.
    input wire [7:0] writer_enables,
    // It is taken.
    output wire writer_ready,
    // Writes of FP16 values as they are. There is a request.
    input wire raw_writer_valid,
    // The word's address.
    input wire [23:0] raw_writer_address,
    // The word.
    input wire [63:0] raw_writer_data,
    // Bytes of it to write.
    input wire [7:0] raw_writer_enables,
    // It is taken.
    output wire raw_writer_ready,
    // Words that were read, in the order of their requests, whoever made them.
    output wire [63:0] words_data,
    output wire words_valid,
    input wire words_ready,
    // The memory: 64-bit words, answers in the order of requests. There is a request.
    output wire memory_request_valid,
    // It writes one word; else it reads.
    output wire memory_request_write,
    // Its first word.
    output wire [23:0] memory_request_address,
    // Its words.
    output wire [7:0] memory_request_length,
    // The word to write.
    output wire [63:0] memory_request_data,
    // Bytes of it to write.
    output wire [7:0] memory_request_enables,
    // The word read is taken.
    output wire memory_read_ready,
    // The request is taken.
    input wire memory_request_ready,
    // A word read.
    input wire [63:0] memory_read_data,
    // It is there.
    input wire memory_read_valid
);
    // Requests of all who read and write memory, one on offer, the first of those that ask; words from memory in order.
    (* src = "hdl/src/stream/arbiter.rs:24" *)
    reg full = 1'd0;
    (* src = "hdl/src/stream/arbiter.rs:25" *)
    wire room;
    (* src = "hdl/src/stream/arbiter.rs:30" *)
    wire first_0, first_1, first_2, first_3;
    (* src = "hdl/src/stream/arbiter.rs:31" *)
    wire earlier_0, earlier_1, earlier_2, earlier_3;
    (* src = "hdl/src/stream/arbiter.rs:37" *)
    wire [104:0] chosen;
    (* src = "hdl/src/stream/arbiter.rs:43" *)
    reg [104:0] offered = 105'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:21" *)
    reg [63:0] first = 64'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:22" *)
    reg [63:0] second = 64'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:23" *)
    reg holds_one = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:24" *)
    reg holds_two = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:26" *)
    wire push;
    (* src = "hdl/src/stream/skid_buffer.rs:27" *)
    wire moves;
    (* src = "hdl/src/stream/skid_buffer.rs:31" *)
    wire _either;
    assign room = ~full;
    assign first_0 = room & ~1'd0;
    assign earlier_0 = 1'd0 | pages_valid;
    assign first_1 = room & ~earlier_0;
    assign earlier_1 = earlier_0 | offsets_valid;
    assign first_2 = room & ~earlier_1;
    assign earlier_2 = earlier_1 | writer_valid;
    assign first_3 = room & ~earlier_2;
    assign earlier_3 = earlier_2 | raw_writer_valid;
    assign chosen = pages_valid ? {8'd0, 64'h0, pages_length, pages_address, 1'd0} : offsets_valid
            ? {8'd0, 64'h0, offsets_length, offsets_address, 1'd0} : writer_valid
            ? {writer_enables, writer_data, 8'd1, writer_address, 1'd1}
            : {raw_writer_enables, raw_writer_data, 8'd1, raw_writer_address, 1'd1};
    assign push = memory_read_valid & ~holds_two;
    assign moves = ~holds_one | words_ready;
    assign _either = holds_two | push;
    assign pages_ready = first_0;
    assign offsets_ready = first_1;
    assign writer_ready = first_2;
    assign raw_writer_ready = first_3;
    assign memory_request_valid = full;
    assign memory_request_write = offered[0];
    assign memory_request_address = offered[24:1];
    assign memory_request_length = offered[32:25];
    assign memory_request_data = offered[96:33];
    assign memory_request_enables = offered[104:97];
    assign memory_read_ready = ~holds_two;
    assign words_data = first;
    assign words_valid = holds_one;
    always @(posedge clock) begin
        full <= room ? earlier_3 : ~memory_request_ready;
        if (room) offered <= chosen;
        if (moves) first <= holds_two ? second : memory_read_data;
        if (~holds_two) second <= memory_read_data;
        holds_one <= moves ? _either : 1'd1;
        holds_two <= ~moves & _either;
    end
endmodule

module harmonia_system_multiply (
    input wire clock,
    // A factor, FP32; with the exponent field 0 it is a zero.
    input wire [31:0] a,
    // The other factor, FP32.
    input wire [31:0] b,
    // The product is +0 whatever the factors are, and raises no flag; with the factors.
    input wire cleared,
    // Factors are there, and are taken.
    input wire factors_valid,
    // The exact product of the significands, hidden bits included; four cycles after the factors. Any
    // bits where a factor is zero or special.
    output wire [47:0] exact,
    // The sum of the factors' exponent fields; with `exact`.
    output wire [8:0] exponents,
    // A factor is zero; with `exact`.
    output wire zero,
    // A factor is infinite or no number; with `exact`.
    output wire special,
    // a * b, FP32, rounded half to even: eight cycles after the factors. Flagged or cleared, it is +0.
    output wire [31:0] product,
    // Whether the factors' signs differ, also of a product that was flagged; with `product`.
    output wire negative,
    // The product was 2^128 or more in magnitude; with `product`.
    output wire overflow,
    // A factor is infinite or no number; with `product`.
    output wire invalid
);
    // FP32 a * b, rounded half to even.
    (* src = "hdl/src/vector/math/multiply.rs:68" *)
    reg [8:0] exponents_q;
    (* src = "hdl/src/vector/math/multiply.rs:69" *)
    wire zero_0;
    (* src = "hdl/src/vector/math/multiply.rs:70" *)
    reg zero_factor, zero_factor_q, zero_factor_q2, zero_q;
    (* src = "hdl/src/vector/math/multiply.rs:71" *)
    wire special_0;
    (* src = "hdl/src/vector/math/multiply.rs:72" *)
    reg special_factor, special_factor_q, special_factor_q2, special_q;
    (* src = "hdl/src/vector/math/multiply.rs:73" *)
    wire negative_1;
    (* src = "hdl/src/vector/math/multiply.rs:120" *)
    wire [11:0] high_0, high_1;
    (* src = "hdl/src/vector/math/multiply.rs:123" *)
    wire [11:0] a_low, b_low;
    (* src = "hdl/src/vector/math/multiply.rs:125" *)
    wire [12:0] _wide, _wide_1, _wide_2, _wide_3;
    (* src = "hdl/src/vector/math/multiply.rs:125" *)
    reg [12:0] product_q_a, product_q_b, product_q_1_a, product_q_1_b, product_q_2_a, product_q_2_b, product_q_3_a,
            product_q_3_b;
    (* src = "hdl/src/vector/math/multiply.rs:125" *)
    reg [25:0] product_q, product_q_1, product_q_2, product_q_3;
    (* src = "hdl/src/vector/math/multiply.rs:130" *)
    wire [23:0] low_product;
    (* src = "hdl/src/vector/math/multiply.rs:131" *)
    wire [23:0] crossed_product;
    (* src = "hdl/src/vector/math/multiply.rs:132" *)
    wire [23:0] other_product;
    (* src = "hdl/src/vector/math/multiply.rs:133" *)
    wire [23:0] high_product;
    (* src = "hdl/src/vector/math/multiply.rs:134" *)
    reg [24:0] middle_products;
    (* src = "hdl/src/vector/math/multiply.rs:135" *)
    reg [47:0] outer_products;
    (* src = "hdl/src/vector/math/multiply.rs:137" *)
    wire [35:0] upper;
    (* src = "hdl/src/vector/math/multiply.rs:138" *)
    reg [11:0] outer_products_11_0_q;
    (* src = "hdl/src/vector/math/multiply.rs:138" *)
    reg [35:0] upper_q;
    (* src = "hdl/src/vector/math/multiply.rs:78" *)
    reg [8:0] exponents_q2, exponents_q3;
    (* src = "hdl/src/vector/math/multiply.rs:78" *)
    wire [9:0] below_two;
    (* src = "hdl/src/vector/math/multiply.rs:79" *)
    reg [8:0] exponents_q_1;
    (* src = "hdl/src/vector/math/multiply.rs:82" *)
    wire high_2;
    (* src = "hdl/src/vector/math/multiply.rs:83" *)
    reg [9:0] below_two_q;
    (* src = "hdl/src/vector/math/multiply.rs:83" *)
    wire [9:0] field_0;
    (* src = "hdl/src/vector/math/multiply.rs:84" *)
    wire [22:0] fraction_0;
    (* src = "hdl/src/vector/math/multiply.rs:88" *)
    wire half_0;
    (* src = "hdl/src/vector/math/multiply.rs:89" *)
    wire more_0;
    (* src = "hdl/src/vector/math/multiply.rs:90" *)
    reg cleared_q, cleared_q2, cleared_q3, cleared_q4, cleared_q_1;
    (* src = "hdl/src/vector/math/multiply.rs:91" *)
    reg invalid_q;
    (* src = "hdl/src/vector/math/multiply.rs:93" *)
    reg [22:0] fraction_1;
    (* src = "hdl/src/vector/math/multiply.rs:94" *)
    reg half_1;
    (* src = "hdl/src/vector/math/multiply.rs:95" *)
    reg more_1;
    (* src = "hdl/src/vector/math/round.rs:55" *)
    wire [1:0] highest;
    (* src = "hdl/src/vector/math/multiply.rs:96" *)
    reg [9:0] field_1;
    (* src = "hdl/src/vector/math/multiply.rs:97" *)
    reg negative_1_q, negative_1_q2, negative_1_q3, negative_1_q4, negative_1_q5;
    (* src = "hdl/src/vector/math/multiply.rs:100" *)
    wire overflow_1;
    (* src = "hdl/src/vector/math/multiply.rs:101" *)
    reg factors_valid_q = 1'd0, factors_valid_q2 = 1'd0, factors_valid_q3 = 1'd0, factors_valid_q4 = 1'd0,
            factors_valid_q5 = 1'd0, factors_valid_q6 = 1'd0, factors_valid_q7 = 1'd0, valid = 1'd0;
    (* src = "hdl/src/vector/math/multiply.rs:108" *)
    reg negative_1_q6, negative_1_q7, negative_1_q8;
    (* src = "hdl/src/vector/math/multiply.rs:110" *)
    reg _both_q, _both_q2, invalid_q_1;
    assign zero_0 = ~((|a[30:23]) & (|b[30:23]));
    assign special_0 = (&a[30:23]) | (&b[30:23]);
    assign negative_1 = a[31] ^ b[31];
    assign high_0 = {1'd1, a[22:12]};
    assign a_low = a[11:0];
    assign high_1 = {1'd1, b[22:12]};
    assign b_low = b[11:0];
    assign _wide = {1'b0, a_low};
    assign _wide_1 = {1'b0, b_low};
    assign low_product = product_q[23:0];
    assign _wide_2 = {1'b0, high_1};
    assign crossed_product = product_q_1[23:0];
    assign _wide_3 = {1'b0, high_0};
    assign other_product = product_q_2[23:0];
    assign high_product = product_q_3[23:0];
    assign upper = outer_products[47:12] + {11'b0, middle_products};
    assign exact = {upper_q, outer_products_11_0_q};
    assign below_two = {1'b0, exponents_q3} - 10'h7f;
    assign high_2 = upper_q[35];
    assign field_0 = below_two_q + {9'b0, high_2};
    assign fraction_0 = high_2 ? upper_q[34:12] : upper_q[33:11];
    assign half_0 = high_2 ? upper_q[11] : upper_q[10];
    assign more_0 = (|exact[21:0]) | (high_2 & upper_q[10]);
    assign highest = zero_q ? 2'd2 : field_0[9:8];
    (* src = "hdl/src/vector/math/round.rs:46" *)
    harmonia_system_round_float rounding (
        .clock(clock),
        .fraction(fraction_1),
        .half(half_1),
        .more(more_1),
        .field(field_1),
        .negative(negative_1_q5),
        .cleared(cleared_q_1 | invalid_q),
        .float(product),
        .overflow(overflow_1)
    );
    assign exponents = exponents_q_1;
    assign zero = zero_q;
    assign special = special_q;
    assign negative = negative_1_q8;
    assign overflow = overflow_1 & valid;
    assign invalid = invalid_q_1 & valid;
    wire unused = &{1'b0, product_q[25:24], product_q_1[25:24], product_q_2[25:24], product_q_3[25:24]};
    always @(posedge clock) begin
        exponents_q <= {1'b0, a[30:23]} + {1'b0, b[30:23]};
        zero_factor <= zero_0;
        zero_factor_q <= zero_factor;
        zero_factor_q2 <= zero_factor_q;
        zero_q <= zero_factor_q2;
        special_factor <= special_0;
        special_factor_q <= special_factor;
        special_factor_q2 <= special_factor_q;
        special_q <= special_factor_q2;
        product_q_a <= _wide;
        product_q_b <= _wide_1;
        product_q <= $signed({{13{product_q_a[12]}}, product_q_a}) * $signed({{13{product_q_b[12]}}, product_q_b});
        product_q_1_a <= _wide;
        product_q_1_b <= _wide_2;
        product_q_1 <= $signed({{13{product_q_1_a[12]}}, product_q_1_a})
                * $signed({{13{product_q_1_b[12]}}, product_q_1_b});
        product_q_2_a <= _wide_3;
        product_q_2_b <= _wide_1;
        product_q_2 <= $signed({{13{product_q_2_a[12]}}, product_q_2_a})
                * $signed({{13{product_q_2_b[12]}}, product_q_2_b});
        product_q_3_a <= _wide_3;
        product_q_3_b <= _wide_2;
        product_q_3 <= $signed({{13{product_q_3_a[12]}}, product_q_3_a})
                * $signed({{13{product_q_3_b[12]}}, product_q_3_b});
        middle_products <= {1'b0, crossed_product} + {1'b0, other_product};
        outer_products <= {high_product, low_product};
        outer_products_11_0_q <= outer_products[11:0];
        upper_q <= upper;
        exponents_q2 <= exponents_q;
        exponents_q3 <= exponents_q2;
        exponents_q_1 <= exponents_q3;
        below_two_q <= below_two;
        cleared_q <= cleared;
        cleared_q2 <= cleared_q;
        cleared_q3 <= cleared_q2;
        cleared_q4 <= cleared_q3;
        cleared_q_1 <= cleared_q4;
        invalid_q <= special_q;
        fraction_1 <= fraction_0;
        half_1 <= half_0;
        more_1 <= more_0;
        field_1 <= {highest, field_0[7:0]};
        negative_1_q <= negative_1;
        negative_1_q2 <= negative_1_q;
        negative_1_q3 <= negative_1_q2;
        negative_1_q4 <= negative_1_q3;
        negative_1_q5 <= negative_1_q4;
        factors_valid_q <= factors_valid;
        factors_valid_q2 <= factors_valid_q;
        factors_valid_q3 <= factors_valid_q2;
        factors_valid_q4 <= factors_valid_q3;
        factors_valid_q5 <= factors_valid_q4;
        factors_valid_q6 <= factors_valid_q5;
        factors_valid_q7 <= factors_valid_q6;
        valid <= factors_valid_q7;
        negative_1_q6 <= negative_1_q5;
        negative_1_q7 <= negative_1_q6;
        negative_1_q8 <= negative_1_q7;
        _both_q <= invalid_q & ~cleared_q_1;
        _both_q2 <= _both_q;
        invalid_q_1 <= _both_q2;
    end
endmodule

module harmonia_system_norm (
    input wire clock,
    // What elements are of, by the number of the kind.
    input wire [3:0] kind,
    // A word of vector memory.
    input wire [31:0] data,
    // It is the next half of N, the low one first.
    input wire take_epsilon,
    // A pulse: the sum of squares is complete.
    input wire root_start,
    // It overflows.
    input wire sum_overflow,
    // A value is not finite.
    input wire sum_invalid,
    // N, in units of 2^-40; two cycles after its second half.
    output wire [54:0] epsilon,
    // The next sum of squares begins with its first element.
    output wire clear,
    // All results of the vector are +0; from the cycle after `root_start` on.
    output wire cleared,
    // A pulse: the vector overflows.
    output wire overflow,
    // A pulse: the vector is invalid.
    output wire invalid
);
    // N of a norm, and what is flagged of a vector.
    (* src = "hdl/src/vector/norm.rs:48" *)
    reg [63:0] both_halves = 64'h0;
    (* src = "hdl/src/vector/norm.rs:49" *)
    wire [31:0] high;
    (* src = "hdl/src/vector/norm.rs:51" *)
    reg is_cleared = 1'd0;
    (* src = "hdl/src/vector/norm.rs:54" *)
    wire [54:0] units_0;
    (* src = "hdl/src/vector/norm.rs:55" *)
    wire least;
    (* src = "hdl/src/vector/norm.rs:56" *)
    wire [54:0] units_1;
    (* src = "hdl/src/vector/norm.rs:57" *)
    reg [54:0] units_1_q;
    assign high = both_halves[63:32];
    assign units_0 = both_halves[54:0];
    assign least = both_halves[0] | ~(|units_0);
    assign units_1 = {both_halves[54:1], least};
    assign epsilon = units_1_q;
    assign clear = ~(kind == 4'd9);
    assign cleared = is_cleared;
    assign overflow = root_start & sum_overflow;
    assign invalid = root_start & sum_invalid;
    wire unused = &{1'b0, both_halves[63:55]};
    always @(posedge clock) begin
        if (take_epsilon) both_halves <= {data, high};
        if (root_start) is_cleared <= sum_overflow | sum_invalid;
        units_1_q <= units_1;
    end
endmodule

module harmonia_system_operands (
    input wire clock,
    // An order begins.
    input wire start,
    // What elements are of, by the number of the kind.
    input wire [3:0] kind,
    // A word of vector memory.
    input wire [31:0] data,
    // What is moved, element by element. `left` takes the word that was read.
    input wire moves_take_left,
    // `right` takes it.
    input wire moves_take_right,
    // `other` takes it.
    input wire moves_take_other,
    // The second factor is `other`.
    input wire moves_times_other,
    // The first factor is the product of the cycle before.
    input wire moves_of_product,
    // The first factor is the quotient.
    input wire moves_of_quotient,
    // The product is kept.
    input wire moves_keeps,
    // The terms are the product that was kept, and the product with its sign turned.
    input wire moves_subtracts,
    // A norm's factor.
    input wire [31:0] root,
    // A pulse: it is there.
    input wire root_done,
    // The norm's results are +0.
    input wire norm_cleared,
    // What the multiplier makes.
    input wire [31:0] product,
    // It is t of SwiGLU, and beyond a limit.
    input wire product_overflow,
    // That limit is the lower one.
    input wire product_negative,
    // What the power makes of it.
    input wire [31:0] power,
    // SwiGLU: the quotient is a zero; with the power.
    input wire power_vanishes,
    // What the divider makes.
    input wire [31:0] quotient,
    // Its operands were invalid.
    input wire quotient_invalid,
    // What was read last for this register; COPY's result.
    output wire [31:0] left,
    // For the multiplier.
    output wire [31:0] factor_a,
    // For the multiplier: the other factor.
    output wire [31:0] factor_b,
    // The product is +0, with the factors.
    output wire cleared,
    // For the adder.
    output wire [31:0] term_a,
    // For the adder: the other term.
    output wire [31:0] term_b,
    // For the power: the product of the cycle before.
    output wire [31:0] t,
    // It is beyond a limit.
    output wire beyond,
    // That is the lower one.
    output wire below,
    // For the divider: the quotient is a zero.
    output wire vanishes
);
    // Operand registers, and what the units of arithmetic take of them.
    (* src = "hdl/src/vector/operands.rs:100" *)
    reg [3:0] kind_q;
    (* src = "hdl/src/vector/operands.rs:103" *)
    reg [31:0] left_operand = 32'h0, right_operand = 32'h0, other_operand = 32'h0, kept_product = 32'h0;
    (* src = "hdl/src/vector/operands.rs:113" *)
    reg [31:0] product_before;
    (* src = "hdl/src/vector/operands.rs:117" *)
    wire [31:0] made;
    (* src = "hdl/src/vector/operands.rs:119" *)
    wire [31:0] given;
    (* src = "hdl/src/vector/operands.rs:121" *)
    wire of_norm;
    (* src = "hdl/src/vector/operands.rs:125" *)
    wire [31:0] earlier;
    (* src = "hdl/src/vector/sequencer.rs:108" *)
    wire _equal;
    (* src = "hdl/src/vector/operands.rs:126" *)
    wire [31:0] term_a_1;
    (* src = "hdl/src/vector/operands.rs:151" *)
    wire [30:0] magnitude;
    (* src = "hdl/src/vector/operands.rs:127" *)
    wire [31:0] turned;
    (* src = "hdl/src/vector/operands.rs:128" *)
    wire [31:0] term_b_1;
    (* src = "hdl/src/vector/operands.rs:129" *)
    wire adds;
    (* src = "hdl/src/vector/operands.rs:133" *)
    reg vanishes_q, vanishes_q_1, vanishes_q_2, vanishes_q_3, vanishes_q_4, vanishes_q_5, vanishes_q_6, vanishes_q_7,
            vanishes_q_8, vanishes_q_9;
    (* src = "hdl/src/vector/operands.rs:142" *)
    reg product_overflow_q;
    (* src = "hdl/src/vector/operands.rs:143" *)
    reg product_negative_q;
    assign made = moves_of_quotient ? quotient : left_operand;
    assign factor_a = moves_of_product ? product_before : made;
    assign given = moves_times_other ? other_operand : right_operand;
    assign factor_b = (kind_q == 4'd9) ? left_operand : given;
    assign of_norm = (kind_q == 4'd1) & norm_cleared;
    assign cleared = of_norm | (moves_of_quotient & quotient_invalid);
    assign earlier = moves_subtracts ? kept_product : product_before;
    assign _equal = kind_q == 4'd2;
    assign term_a_1 = _equal ? 32'h3f800000 : earlier;
    assign magnitude = product[30:0];
    assign turned = {product[31] ^ moves_subtracts, magnitude};
    assign term_b_1 = _equal ? power : turned;
    assign adds = kind_q == 4'd3;
    assign left = left_operand;
    assign term_a = adds ? left_operand : term_a_1;
    assign term_b = adds ? right_operand : term_b_1;
    assign t = product_before;
    assign beyond = product_overflow_q;
    assign below = product_negative_q;
    assign vanishes = vanishes_q_9;
    always @(posedge clock) begin
        kind_q <= kind;
        if (moves_take_left) left_operand <= data;
        if (moves_take_right) right_operand <= data;
        if (start) other_operand <= 32'hbfb8aa3b;
        else if (root_done) other_operand <= root;
        else if (moves_take_other) other_operand <= data;
        product_before <= product;
        if (moves_keeps) kept_product <= product;
        vanishes_q <= power_vanishes;
        vanishes_q_1 <= vanishes_q;
        vanishes_q_2 <= vanishes_q_1;
        vanishes_q_3 <= vanishes_q_2;
        vanishes_q_4 <= vanishes_q_3;
        vanishes_q_5 <= vanishes_q_4;
        vanishes_q_6 <= vanishes_q_5;
        vanishes_q_7 <= vanishes_q_6;
        vanishes_q_8 <= vanishes_q_7;
        vanishes_q_9 <= vanishes_q_8;
        product_overflow_q <= product_overflow;
        product_negative_q <= product_negative;
    end
endmodule

module harmonia_system_order_queue (
    input wire clock,
    // Orders that come.
    input wire [159:0] up_data,
    input wire up_valid,
    output wire up_ready,
    // The same, in order.
    output wire [159:0] down_data,
    output wire down_valid,
    input wire down_ready,
    // None waits.
    output wire empty
);
    // Orders that wait for the vector unit.
    (* src = "hdl/src/stream/fifo.rs:29" *)
    (* no_rw_check *) reg [159:0] orders [0:3];
    (* src = "hdl/src/processor/order_queue.rs:30" *)
    reg full = 1'd0;
    (* src = "hdl/src/processor/order_queue.rs:31" *)
    wire push_0;
    (* src = "hdl/src/stream/fifo.rs:27" *)
    reg [2:0] head = 3'd0;
    (* src = "hdl/src/stream/fifo.rs:28" *)
    reg [2:0] tail = 3'd0;
    (* src = "hdl/src/stream/fifo.rs:33" *)
    wire [2:0] waiting;
    (* src = "hdl/src/stream/fifo.rs:34" *)
    wire _inverse;
    (* src = "hdl/src/stream/fifo.rs:35" *)
    wire [159:0] oldest;
    (* src = "hdl/src/stream/skid_buffer.rs:21" *)
    reg [159:0] first = 160'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:22" *)
    reg [159:0] second = 160'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:23" *)
    reg holds_one = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:24" *)
    reg holds_two = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:26" *)
    wire push_1;
    (* src = "hdl/src/stream/skid_buffer.rs:27" *)
    wire moves;
    (* src = "hdl/src/stream/skid_buffer.rs:31" *)
    wire _either;
    (* src = "hdl/src/processor/order_queue.rs:36" *)
    wire grows;
    assign push_0 = up_valid & ~full;
    assign waiting = tail - head;
    assign _inverse = ~(head == tail);
    assign oldest = orders[head[1:0]];
    assign push_1 = _inverse & ~holds_two;
    assign moves = ~holds_one | down_ready;
    assign _either = holds_two | push_1;
    assign grows = push_0 & ~push_1;
    assign up_ready = ~full;
    assign down_data = first;
    assign down_valid = holds_one;
    assign empty = ~(_inverse | holds_one);
    always @(posedge clock) begin
        if (push_1) full <= 1'd0;
        else if (grows & (waiting == 3'd3)) full <= 1'd1;
        if (push_1) head <= head + 3'd1;
        if (push_0) tail <= tail + 3'd1;
        if (moves) first <= holds_two ? second : oldest;
        if (~holds_two) second <= oldest;
        holds_one <= moves ? _either : 1'd1;
        holds_two <= ~moves & _either;
        if (push_0) orders[tail[1:0]] <= up_data;
    end
endmodule

module harmonia_system_outputs (
    input wire clock,
    // The phase of outputs begins: the first pair of results per row has the denominator.
    input wire start,
    // Blocks of 32 channels of a head: 16 pairs of numerators each. Stays until `idle`.
    input wire [3:0] blocks,
    // Queries less one: how many rows results come for. Stays until `idle`.
    input wire [1:0] last_query,
    // A score of any row overflowed: every result of the phase says so.
    input wire overflow,
    // Maxima are all that is wanted. Stays until `idle`.
    input wire keys_only,
    // Sums leave as they stand, in three words each. Stays until `idle`.
    input wire given,
    // The maximum of the row that `asks` names.
    input wire [16:0] maximum,
    // Where the chain of given maxima ends, behind the last row: nothing.
    input wire [67:0] no_maxima,
    // A result of the engine, FP32 with its flags: a denominator, a numerator, or the odd output beside
    // a denominator, which is dropped.
    input wire [33:0] result,
    // A result is there; it waits until `result_ready`.
    input wire result_valid,
    // A pulse when a quotient has left the queue behind the division: there is room for one more.
    input wire taken,
    // The phase is under way and the queue has room for what is on its way and one more: the result is
    // taken.
    output wire result_ready,
    // A bit for each row: its maximum is wanted.
    output wire [3:0] asks,
    // A sum of values, FP32; there with `operands_valid`. A word of one, or a maximum, with `passes`.
    output wire [31:0] numerator,
    // The sum of the row's weights, FP32; there with `operands_valid`.
    output wire [31:0] denominator,
    // Overflow in bit 0, invalid in bit 1: of numerator, denominator and scores joined; there is no
    // denominator with `passes`.
    output wire [1:0] flags,
    // A division begins; it is not held back, since a place for its quotient is kept.
    output wire operands_valid,
    // `numerator` and `flags` are a result as they are; it is not held back either.
    output wire passes,
    // A bit for each row: it has a query, so that its overflow counts.
    output wire [3:0] counts,
    // Constant zero: what the chains over the rows begin with.
    output wire chain_end,
    // The same, for the chain of maxima.
    output wire [16:0] no_ceiling,
    // No phase of outputs is under way, and every quotient has left the queue.
    output wire idle
);
    // Deals the engine's sums of values to the division: each row's first result is the denominator of its later ones.
    (* src = "hdl/src/attention/query/outputs.rs:80" *)
    reg overflow_q;
    (* src = "hdl/src/attention/query/outputs.rs:90" *)
    reg active = 1'd0;
    (* src = "hdl/src/attention/query/outputs.rs:91" *)
    reg [6:0] room = 7'd64;
    (* src = "hdl/src/attention/query/outputs.rs:95" *)
    reg some_room = 1'd0;
    (* src = "hdl/src/attention/query/outputs.rs:96" *)
    wire ready;
    (* src = "hdl/src/attention/query/outputs.rs:97" *)
    wire undivided;
    (* src = "hdl/src/attention/query/outputs.rs:98" *)
    wire take;
    (* src = "hdl/src/attention/query/outputs.rs:100" *)
    reg half = 1'd0;
    (* src = "hdl/src/attention/query/outputs.rs:101" *)
    reg [1:0] row = 2'd0;
    (* src = "hdl/src/attention/query/outputs.rs:102" *)
    reg [7:0] pair = 8'd0;
    (* src = "hdl/src/attention/query/outputs.rs:103" *)
    reg ones = 1'd0;
    (* src = "hdl/src/attention/query/outputs.rs:106" *)
    wire row_step;
    (* src = "hdl/src/attention/query/outputs.rs:107" *)
    wire last_row;
    (* src = "hdl/src/attention/query/outputs.rs:108" *)
    wire [1:0] row_next;
    (* src = "hdl/src/attention/query/outputs.rs:110" *)
    wire rows_done;
    (* src = "hdl/src/attention/query/outputs.rs:111" *)
    reg [1:0] word = 2'd0;
    (* src = "hdl/src/attention/query/outputs.rs:112" *)
    wire last_word;
    (* src = "hdl/src/attention/query/outputs.rs:113" *)
    wire [1:0] word_next;
    (* src = "hdl/src/attention/query/outputs.rs:115" *)
    wire pair_step;
    (* src = "hdl/src/attention/query/outputs.rs:116" *)
    wire [7:0] pair_next;
    (* src = "hdl/src/attention/query/outputs.rs:120" *)
    reg final_pair;
    (* src = "hdl/src/attention/query/outputs.rs:124" *)
    wire ends;
    (* src = "hdl/src/attention/query/outputs.rs:127" *)
    wire operates;
    (* src = "hdl/src/attention/query/outputs.rs:128" *)
    reg left = 1'd0;
    (* src = "hdl/src/attention/query/outputs.rs:135" *)
    wire [33:0] maximum_1;
    (* src = "hdl/src/attention/query/outputs.rs:136" *)
    reg [33:0] numerator_q;
    (* src = "hdl/src/attention/query/outputs.rs:138" *)
    wire keeps_0;
    (* src = "hdl/src/attention/query/outputs.rs:141" *)
    reg [33:0] denominator_0 = 34'h0, denominator_1 = 34'h0, denominator_2 = 34'h0, denominator_3 = 34'h0;
    (* src = "hdl/src/attention/query/outputs.rs:164" *)
    wire asks_0, asks_1, asks_2, asks_3;
    (* src = "hdl/src/attention/query/outputs.rs:142" *)
    reg keeps_1 = 1'd0, keeps_2 = 1'd0, keeps_3 = 1'd0, keeps_4 = 1'd0;
    (* src = "hdl/src/attention/query/outputs.rs:147" *)
    reg [33:0] denominator_q;
    (* src = "hdl/src/attention/query/outputs.rs:148" *)
    wire _inverse;
    (* src = "hdl/src/attention/query/outputs.rs:148" *)
    wire [1:0] divided;
    (* src = "hdl/src/attention/query/outputs.rs:149" *)
    wire [1:0] flags_1;
    (* src = "hdl/src/attention/query/outputs.rs:151" *)
    wire counts_0, counts_1, counts_2;
    (* src = "hdl/src/attention/query/outputs.rs:157" *)
    wire quiet;
    (* src = "hdl/src/attention/query/outputs.rs:166" *)
    wire divides;
    (* src = "hdl/src/attention/query/outputs.rs:167" *)
    reg divides_q = 1'd0;
    (* src = "hdl/src/attention/query/outputs.rs:168" *)
    wire passes_1;
    (* src = "hdl/src/attention/query/outputs.rs:169" *)
    reg passes_1_q = 1'd0;
    assign ready = active & some_room;
    assign undivided = keys_only | given;
    assign take = ready & (result_valid | keys_only);
    assign row_step = take & (half | keys_only);
    assign last_row = row == last_query;
    assign row_next = last_row ? 2'd0 : row + 2'd1;
    assign rows_done = row_step & last_row;
    assign last_word = (word == 2'd2) | ~given;
    assign word_next = last_word ? 2'd0 : word + 2'd1;
    assign pair_step = rows_done & last_word;
    assign pair_next = pair + 8'd1;
    assign ends = pair_step & (final_pair | keys_only);
    assign operates = take & (~ones | undivided);
    assign maximum_1 = {2'b0, {{15{maximum[16]}}, maximum}};
    assign keeps_0 = take & ones & ~half;
    assign asks_0 = row == 2'd0;
    assign asks_1 = row == 2'd1;
    assign asks_2 = row == 2'd2;
    assign asks_3 = row == 2'd3;
    assign _inverse = ~undivided;
    assign divided = {2{_inverse}};
    assign flags_1 = numerator_q[33:32] | (denominator_q[33:32] & divided);
    assign flags = flags_1 | {1'b0, overflow_q};
    assign counts_0 = ~(last_query < 2'd1);
    assign counts_1 = ~(last_query < 2'd2);
    assign counts_2 = ~(last_query < 2'd3);
    assign quiet = (room == 7'd64) & ~active;
    assign divides = operates & _inverse;
    assign passes_1 = operates & undivided;
    assign result_ready = ready;
    assign numerator = numerator_q[31:0];
    assign denominator = denominator_q[31:0];
    assign asks = {asks_3, asks_2, asks_1, asks_0};
    assign operands_valid = divides_q;
    assign passes = passes_1_q;
    assign counts = {counts_2, counts_1, counts_0, 1'd1};
    assign chain_end = 1'd0;
    assign no_ceiling = 17'h0;
    assign idle = quiet;
    wire unused = &{1'b0, no_maxima};
    always @(posedge clock) begin
        overflow_q <= overflow;
        active <= start | (active & ~ends);
        room <= room + {6'b0, left} - {6'b0, operates};
        some_room <= ~(room < 7'd2);
        half <= half ^ (take & ~keys_only);
        if (row_step) row <= row_next;
        if (start) pair <= 8'd0;
        else if (pair_step) pair <= pair_next;
        ones <= start | (ones & ~pair_step);
        if (rows_done) word <= word_next;
        final_pair <= pair == {blocks, 4'd0};
        left <= taken;
        numerator_q <= keys_only ? maximum_1 : result;
        if (keeps_1) denominator_0 <= numerator_q;
        keeps_1 <= keeps_0 & asks_0;
        if (keeps_2) denominator_1 <= numerator_q;
        keeps_2 <= keeps_0 & asks_1;
        if (keeps_3) denominator_2 <= numerator_q;
        keeps_3 <= keeps_0 & asks_2;
        if (keeps_4) denominator_3 <= numerator_q;
        keeps_4 <= keeps_0 & asks_3;
        denominator_q <= row[1] ? (row[0] ? denominator_3 : denominator_2) : row[0] ? denominator_1 : denominator_0;
        divides_q <= divides;
        passes_1_q <= passes_1;
    end
endmodule

module harmonia_system_own_page (
    input wire clock,
    // Blocks from the next cycle on are of the query's own page of values and become beats; else they
    // are ignored.
    input wire enable,
    // 32 mantissas of a channel, a token each: magnitudes of 8 bits with their signs above.
    input wire [287:0] mantissas,
    // The block's scale byte; the beat carries it as it is.
    input wire [7:0] scale,
    // A pulse when a block is there: at least four cycles apart, the even channel of a pair first.
    input wire block_valid,
    // Digits of a pair of channels for one pass: the upper ones, then the lower ones; scales and fifth
    // bits beside them.
    output wire [383:0] beat,
    // A beat is there and must be taken: two and three cycles after a pair's odd block. Places for both
    // were reserved by the reader.
    output wire beat_valid
);
    // Value blocks of a query's own page to beats for the engine: two channels, upper digits, then lower ones.
    genvar i;
    (* src = "hdl/src/attention/cache/own_page.rs:39" *)
    reg enable_q = 1'd0;
    (* src = "hdl/src/attention/cache/own_page.rs:44" *)
    wire take;
    (* src = "hdl/src/attention/cache/own_page.rs:45" *)
    reg odd = 1'd0;
    (* src = "hdl/src/attention/cache/own_page.rs:47" *)
    wire [295:0] block;
    (* src = "hdl/src/attention/cache/own_page.rs:49" *)
    reg [295:0] even_block = 296'h0, odd_block = 296'h0;
    (* src = "hdl/src/attention/cache/own_page.rs:55" *)
    wire _both;
    (* src = "hdl/src/attention/cache/own_page.rs:57" *)
    reg high = 1'd0;
    (* src = "hdl/src/attention/cache/own_page.rs:58" *)
    reg low = 1'd0;
    (* src = "hdl/src/attention/cache/own_page.rs:60" *)
    wire [287:0] mantissas_0, mantissas_1;
    (* src = "hdl/src/attention/cache/own_page.rs:62" *)
    wire [127:0] even_digits_nibble, odd_digits_nibble;
    (* src = "hdl/src/attention/cache/own_page.rs:62" *)
    wire [31:0] even_digits_sign, odd_digits_sign;
    (* src = "hdl/src/attention/cache/own_page.rs:65" *)
    wire [383:0] beat_1;
    (* src = "hdl/src/attention/cache/own_page.rs:74" *)
    reg [383:0] beat_1_q;
    (* src = "hdl/src/attention/cache/own_page.rs:75" *)
    reg beat_valid_q = 1'd0;
    assign take = enable_q & block_valid;
    assign block = {scale, mantissas};
    assign _both = take & odd;
    assign mantissas_0 = even_block[287:0];
    assign mantissas_1 = odd_block[287:0];
    assign beat_1 = {odd_digits_sign, even_digits_sign, 32'h0, {8'b0, odd_block[295:288]}, {8'b0, even_block[295:288]},
            odd_digits_nibble, even_digits_nibble};
    for (i = 0; i < 32; i = i + 1) begin : even_digits
        (* src = "hdl/src/attention/cache/own_page.rs:62" *)
        harmonia_system_mantissa_digit lane (
            .mantissa(mantissas_0[9 * i +: 9]),
            .low(low),
            .nibble(even_digits_nibble[4 * i +: 4]),
            .sign(even_digits_sign[i])
        );
    end
    for (i = 0; i < 32; i = i + 1) begin : odd_digits
        (* src = "hdl/src/attention/cache/own_page.rs:62" *)
        harmonia_system_mantissa_digit lane (
            .mantissa(mantissas_1[9 * i +: 9]),
            .low(low),
            .nibble(odd_digits_nibble[4 * i +: 4]),
            .sign(odd_digits_sign[i])
        );
    end
    assign beat = beat_1_q;
    assign beat_valid = beat_valid_q;
    always @(posedge clock) begin
        enable_q <= enable;
        odd <= odd ^ take;
        if (take & ~odd) even_block <= block;
        if (_both) odd_block <= block;
        high <= _both;
        low <= high;
        beat_1_q <= beat_1;
        beat_valid_q <= high | low;
    end
endmodule

module harmonia_system_owners (
    input wire clock,
    // A request to read was taken, in the cycle before; when it was chosen there was room, and none has
    // been chosen since.
    input wire push,
    // Who made it: a place in the list of clients.
    input wire [2:0] client,
    // Its words, less one.
    input wire [5:0] words_less_one,
    // There is room for another one.
    output wire room,
    // No request is under way.
    output wire idle,
    // A word of memory.
    input wire [63:0] word,
    // It is there, and is taken.
    input wire word_valid,
    // The word, a cycle later.
    output wire [63:0] given,
    // It is of attention.
    output wire to_attention,
    // It is of the reader of weights.
    output wire to_weights,
    // It is of a program or a table.
    output wire to_program,
    // It is of a FETCH.
    output wire to_transfer,
    // It is the loader's.
    output wire to_loader
);
    // Whose the words of memory are: clients and lengths of the requests under way, in their order.
    (* src = "hdl/src/stream/fifo.rs:29" *)
    (* no_rw_check *) reg [8:0] requests [0:15];
    (* src = "hdl/src/memory/owners.rs:64" *)
    reg [63:0] given_q;
    (* src = "hdl/src/memory/owners.rs:65" *)
    reg some = 1'd0;
    (* src = "hdl/src/memory/owners.rs:67" *)
    wire [8:0] pushed;
    (* src = "hdl/src/stream/fifo.rs:27" *)
    reg [4:0] head = 5'd0;
    (* src = "hdl/src/stream/fifo.rs:28" *)
    reg [4:0] tail = 5'd0;
    (* src = "hdl/src/stream/fifo.rs:33" *)
    wire [4:0] waiting;
    (* src = "hdl/src/stream/fifo.rs:35" *)
    wire [8:0] oldest;
    (* src = "hdl/src/memory/owners.rs:70" *)
    wire nearly_full;
    (* src = "hdl/src/memory/owners.rs:73" *)
    reg room_q = 1'd0;
    (* src = "hdl/src/memory/owners.rs:74" *)
    wire [2:0] owner;
    (* src = "hdl/src/memory/owners.rs:75" *)
    wire [5:0] last;
    (* src = "hdl/src/memory/owners.rs:76" *)
    reg [5:0] place = 6'd0;
    (* src = "hdl/src/memory/owners.rs:77" *)
    wire is_last;
    (* src = "hdl/src/memory/owners.rs:78" *)
    wire [5:0] next;
    assign pushed = {words_less_one, client};
    assign waiting = tail - head;
    assign oldest = requests[head[3:0]];
    assign nearly_full = waiting == 5'd15;
    assign owner = oldest[2:0];
    assign last = oldest[8:3];
    assign is_last = place == last;
    assign next = place + 6'd1;
    assign room = room_q;
    assign idle = waiting == 5'd0;
    assign given = given_q;
    assign to_attention = some & (owner == 3'd0);
    assign to_weights = some & (owner == 3'd1);
    assign to_program = some & (owner == 3'd2);
    assign to_transfer = some & (owner == 3'd3);
    assign to_loader = some & (owner == 3'd4);
    always @(posedge clock) begin
        given_q <= word;
        some <= word_valid;
        if (some & is_last) head <= head + 5'd1;
        if (push) tail <= tail + 5'd1;
        room_q <= ~(waiting[4] | nearly_full);
        if (some) place <= is_last ? 6'd0 : next;
        if (push) requests[tail[3:0]] <= pushed;
    end
endmodule

module harmonia_system_pages (
    input wire clock,
    // A walk begins.
    input wire start,
    // It is of a COMMIT: the residual alone, channel by channel.
    input wire commit,
    // A COMMIT goes on with the next channel.
    input wire next_channel,
    // The query's group.
    input wire [10:0] group,
    // Blocks of 32 channels.
    input wire [3:0] blocks,
    // Pages of the initial window.
    input wire [8:0] init_pages,
    // Pages of the local window: of the ring of low planes.
    input wire [8:0] local_pages,
    // Pages before the group that are in the query's local window.
    input wire [8:0] near_pages,
    // Not even the group is.
    input wire far,
    // A query reads keys and nothing else.
    input wire keys_only,
    // The group is not the query's own: its values are a page like the others, and there is no residual.
    input wire distant,
    // The parts of the region. Keys have 3 bits; else 4.
    input wire region_key_three,
    // Values have 3 bits; else 4.
    input wire region_value_three,
    // The values of the group under way.
    input wire [23:0] region_residual,
    // Low planes of keys.
    input wire [23:0] region_key_low,
    // Low planes of values.
    input wire [23:0] region_value_low,
    // High planes of keys.
    input wire [23:0] region_key_high,
    // High planes of values.
    input wire [23:0] region_value_high,
    // Reads a record, or a channel of the residual. There is a request.
    output wire request_valid,
    // Its first word.
    output wire [23:0] request_address,
    // Its words.
    output wire [7:0] request_length,
    // It is taken.
    input wire request_ready,
    // What the words of each request are; sent only when it is taken.
    output wire [5:0] burst_data,
    output wire burst_valid,
    input wire burst_ready,
    // The walk is over.
    output wire idle
);
    // The order in which a query or a COMMIT reads memory, keys, values, residual: requests, and what their words are.
    localparam [2:0] MODE_IDLE = 3'd0;
    localparam [2:0] MODE_SETTLE = 3'd1;
    localparam [2:0] MODE_ENTER = 3'd2;
    localparam [2:0] MODE_RECORDS = 3'd3;
    localparam [2:0] MODE_CHANNELS = 3'd4;
    localparam [2:0] MODE_WAIT = 3'd5;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:35" *)
    wire [11:0] init;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:36" *)
    wire [11:0] local_word;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:37" *)
    wire [11:0] near;
    (* src = "hdl/src/attention/cache/pages.rs:108" *)
    reg [2:0] mode = 3'd0;
    (* src = "hdl/src/attention/cache/pages.rs:109" *)
    wire settle, enter;
    (* src = "hdl/src/attention/cache/pages.rs:110" *)
    wire records, channels, waits;
    (* src = "hdl/src/attention/cache/pages.rs:112" *)
    wire accept;
    (* src = "hdl/src/attention/cache/pages.rs:113" *)
    reg values = 1'd0;
    (* src = "hdl/src/attention/cache/pages.rs:114" *)
    wire three;
    (* src = "hdl/src/attention/cache/pages.rs:118" *)
    reg request = 1'd0;
    (* src = "hdl/src/attention/cache/pages.rs:119" *)
    wire free;
    (* src = "hdl/src/attention/cache/pages.rs:120" *)
    wire issue;
    (* src = "hdl/src/attention/cache/pages.rs:122" *)
    reg [11:0] next_page = 12'h0;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:77" *)
    wire [11:0] pages_complete;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:78" *)
    reg [11:0] page_after;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:79" *)
    wire but_the_own;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:80" *)
    reg [11:0] pages_to_read;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:83" *)
    reg [11:0] window_reach;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:84" *)
    wire out_of_window;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:85" *)
    reg in_local_window;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:86" *)
    reg in_initial_window;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:87" *)
    reg ring_begins;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:88" *)
    reg is_last_page;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:89" *)
    wire whole;
    (* src = "hdl/src/attention/cache/pages/place.rs:30" *)
    reg both = 1'd0;
    (* src = "hdl/src/attention/cache/pages/place.rs:31" *)
    reg final_page = 1'd0;
    (* src = "hdl/src/attention/cache/pages/place.rs:35" *)
    reg [5:0] records_left = 6'd0;
    (* src = "hdl/src/attention/cache/pages/place.rs:36" *)
    reg high = 1'd0;
    (* src = "hdl/src/attention/cache/pages/place.rs:37" *)
    reg first = 1'd0;
    (* src = "hdl/src/attention/cache/pages/place.rs:38" *)
    wire record_done;
    (* src = "hdl/src/attention/cache/pages/place.rs:39" *)
    wire page_done;
    (* src = "hdl/src/attention/cache/pages/place.rs:40" *)
    wire finished;
    (* src = "hdl/src/attention/cache/pages/place.rs:45" *)
    wire is_low;
    (* src = "hdl/src/attention/cache/pages/place.rs:46" *)
    wire high_next;
    (* src = "hdl/src/attention/cache/pages.rs:130" *)
    reg [7:0] low_words;
    (* src = "hdl/src/attention/cache/pages.rs:131" *)
    reg [7:0] high_words;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:113" *)
    reg [11:0] ring_size;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:114" *)
    reg [11:0] ring_index = 12'h0;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:115" *)
    reg [11:0] ring_next;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:116" *)
    reg ring_full;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:117" *)
    wire wrap;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:118" *)
    wire restart;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:120" *)
    reg [23:0] low_address = 24'h0;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:121" *)
    reg [23:0] ring_address = 24'h0;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:125" *)
    wire [23:0] stepped;
    (* src = "hdl/src/attention/cache/pages/upcoming.rs:126" *)
    wire [23:0] ringed;
    (* src = "hdl/src/attention/cache/pages.rs:134" *)
    reg [1:0] settling = 2'd0;
    (* src = "hdl/src/attention/cache/pages.rs:135" *)
    wire settled;
    (* src = "hdl/src/attention/cache/pages.rs:136" *)
    wire [1:0] count_down;
    (* src = "hdl/src/attention/cache/pages/place.rs:82" *)
    reg [23:0] high_address = 24'h0;
    (* src = "hdl/src/attention/cache/pages/place.rs:83" *)
    reg [8:0] channel = 9'h0;
    (* src = "hdl/src/attention/cache/pages/place.rs:84" *)
    wire channel_done;
    (* src = "hdl/src/attention/cache/pages/place.rs:85" *)
    wire [7:0] stride;
    (* src = "hdl/src/attention/cache/pages/place.rs:86" *)
    reg to_residual = 1'd0;
    (* src = "hdl/src/attention/cache/pages/place.rs:87" *)
    wire [23:0] of_values;
    (* src = "hdl/src/attention/cache/pages/place.rs:88" *)
    wire [23:0] base;
    (* src = "hdl/src/attention/cache/pages/place.rs:89" *)
    wire moves_on;
    (* src = "hdl/src/attention/cache/pages/place.rs:90" *)
    wire [23:0] moved;
    (* src = "hdl/src/attention/cache/pages/place.rs:92" *)
    wire [8:0] channel_next;
    (* src = "hdl/src/attention/cache/pages/place.rs:94" *)
    wire last_channel;
    (* src = "hdl/src/attention/cache/pages/place.rs:95" *)
    wire walked;
    (* src = "hdl/src/attention/cache/pages.rs:142" *)
    wire no_values;
    (* src = "hdl/src/attention/cache/pages.rs:143" *)
    wire values_done;
    (* src = "hdl/src/attention/cache/pages.rs:155" *)
    wire [2:0] next_walk;
    (* src = "hdl/src/attention/cache/pages.rs:156" *)
    wire [2:0] after_channel;
    (* src = "hdl/src/attention/cache/pages.rs:157" *)
    wire walk_ends;
    (* src = "hdl/src/attention/cache/pages.rs:158" *)
    wire [2:0] after_walk;
    (* src = "hdl/src/attention/cache/pages.rs:159" *)
    wire [2:0] after_page;
    (* src = "hdl/src/attention/cache/pages.rs:160" *)
    wire [2:0] after_settling;
    (* src = "hdl/src/attention/cache/pages.rs:168" *)
    wire low_request;
    (* src = "hdl/src/attention/cache/pages.rs:169" *)
    reg [23:0] out_address = 24'h0;
    (* src = "hdl/src/attention/cache/pages.rs:171" *)
    reg [7:0] out_length = 8'd0;
    (* src = "hdl/src/attention/cache/pages.rs:174" *)
    wire [1:0] plane;
    (* src = "hdl/src/attention/cache/pages.rs:175" *)
    wire [1:0] kind;
    (* src = "hdl/src/attention/cache/pages.rs:177" *)
    wire ones;
    (* src = "hdl/src/attention/cache/pages.rs:179" *)
    wire promised;
    assign init = {3'b0, init_pages};
    assign local_word = {3'b0, local_pages};
    assign near = {3'b0, near_pages};
    assign idle = mode == MODE_IDLE;
    assign settle = mode == MODE_SETTLE;
    assign enter = mode == MODE_ENTER;
    assign records = mode == MODE_RECORDS;
    assign channels = mode == MODE_CHANNELS;
    assign waits = mode == MODE_WAIT;
    assign accept = idle & start;
    assign three = values ? region_value_three : region_key_three;
    assign free = ~request;
    assign issue = (records | channels) & free & burst_ready;
    assign pages_complete = {1'b0, group};
    assign but_the_own = values & ~distant;
    assign out_of_window = (window_reach < pages_complete) | far;
    assign whole = in_local_window | in_initial_window;
    assign record_done = issue & records & high;
    assign page_done = record_done & (records_left == 6'd1);
    assign finished = page_done & final_page;
    assign is_low = ~high;
    assign high_next = is_low ? 1'd1 : ~both;
    assign wrap = ~in_initial_window & ~ring_begins & ring_full;
    assign restart = wrap | ring_begins;
    assign stepped = record_done ? low_address + {16'b0, low_words} : low_address;
    assign ringed = (enter & wrap) ? ring_address : stepped;
    assign settled = settling == 2'd0;
    assign count_down = settling - 2'd1;
    assign channel_done = issue & channels;
    assign stride = channels ? 8'd8 : high_words;
    assign of_values = values ? region_value_high : region_key_high;
    assign base = to_residual ? region_residual : of_values;
    assign moves_on = record_done | channel_done;
    assign moved = moves_on ? high_address + {16'b0, stride} : high_address;
    assign channel_next = channel + 9'h1;
    assign last_channel = channel_next == {blocks, 5'd0};
    assign walked = channel_done & last_channel;
    assign no_values = ~((|group) | distant);
    assign values_done = values | no_values;
    assign next_walk = commit ? MODE_WAIT : MODE_CHANNELS;
    assign after_channel = walked ? MODE_IDLE : next_walk;
    assign walk_ends = keys_only | (distant & values);
    assign after_walk = walk_ends ? MODE_IDLE : MODE_SETTLE;
    assign after_page = finished ? after_walk : MODE_ENTER;
    assign after_settling = to_residual ? MODE_CHANNELS : MODE_ENTER;
    assign low_request = records & is_low;
    assign plane = low_request ? 2'd0 : 2'd1;
    assign kind = channels ? 2'd2 : plane;
    assign ones = first & values;
    assign promised = channel[0] | commit;
    assign request_valid = request;
    assign request_address = out_address;
    assign request_length = out_length;
    assign burst_valid = issue;
    assign burst_data = {promised, ones, three, both, kind};
    always @(posedge clock) begin
        if (accept) mode <= MODE_SETTLE;
        else if (settle & settled) mode <= after_settling;
        else if (enter) mode <= MODE_RECORDS;
        else if (page_done) mode <= after_page;
        else if (channel_done) mode <= after_channel;
        else if (waits & next_channel) mode <= MODE_CHANNELS;
        values <= accept ? 1'd0 : values | finished;
        request <= issue | (request & ~request_ready);
        if (accept | finished) next_page <= 12'h0;
        else if (enter) next_page <= page_after;
        page_after <= next_page + 12'h1;
        pages_to_read <= but_the_own ? pages_complete : pages_complete + 12'h1;
        window_reach <= next_page + near;
        in_local_window <= ~out_of_window;
        in_initial_window <= next_page < init;
        ring_begins <= next_page == init;
        is_last_page <= page_after == pages_to_read;
        if (enter) both <= whole;
        if (enter) final_page <= is_last_page;
        if (enter) records_left <= {blocks, 2'd0};
        else if (record_done) records_left <= records_left - 6'd1;
        if (issue) high <= high_next;
        else if (enter) high <= ~whole;
        if (enter | settle) first <= 1'd1;
        else if (issue) first <= 1'd0;
        low_words <= three ? 8'd20 : 8'd16;
        high_words <= three ? 8'd17 : 8'd21;
        ring_size <= values ? local_word : local_word + 12'h1;
        if (enter) ring_index <= restart ? 12'h0 : ring_next;
        ring_next <= ring_index + 12'h1;
        ring_full <= ring_next == ring_size;
        low_address <= settle ? (values ? region_value_low : region_key_low) : ringed;
        if (enter & ring_begins) ring_address <= low_address;
        settling <= (settle & ~settled) ? count_down : 2'd3;
        high_address <= settle ? base : moved;
        if (settle) channel <= 9'h0;
        else if (channel_done) channel <= channel_next;
        to_residual <= accept ? commit : to_residual | (finished & values_done);
        if (issue) out_address <= low_request ? low_address : high_address;
        if (issue) out_length <= low_request ? low_words : stride;
    end
endmodule

module harmonia_system_plane_lane (
    input wire clock,
    // A magnitude of 8 bits with its sign above; it stays while its block is written.
    input wire [8:0] mantissa,
    // Digits have 3 bits; else 4.
    input wire three,
    // Its sign.
    output wire negative,
    // The upper digit, rounded: magnitude of 4 bits, or of 3 with the sign above.
    output wire [3:0] high,
    // The lowest 4 bits of the magnitude.
    output wire [3:0] low,
    // The bit above those, which digits of 3 bits need.
    output wire low_top
);
    // A mantissa's sign, high digit, and the bits below it.
    (* src = "hdl/src/attention/cache/writer/words.rs:137" *)
    wire sign;
    (* src = "hdl/src/attention/cache/writer/words.rs:138" *)
    wire [3:0] four;
    (* src = "hdl/src/attention/cache/writer/words.rs:141" *)
    wire [2:0] few;
    (* src = "hdl/src/attention/cache/writer/words.rs:145" *)
    reg [3:0] high_q;
    assign sign = mantissa[8];
    assign four = mantissa[7:4] + {3'b0, mantissa[3]};
    assign few = mantissa[7:5] + {2'b0, mantissa[4]};
    assign negative = sign;
    assign high = high_q;
    assign low = mantissa[3:0];
    assign low_top = mantissa[4];
    always @(posedge clock) begin
        high_q <= three ? {sign, few} : four;
    end
endmodule

module harmonia_system_power (
    input wire clock,
    // t as the multiplier gives it, FP32; its sign is looked up in `negative`.
    input wire [31:0] t,
    // The multiplier's `overflow`: t is at a limit, and no flag is raised.
    input wire beyond,
    // The multiplier's `negative`: the sign of t, even beyond.
    input wire negative,
    // 2^t, FP32: t rounded down to a multiple of 2^-16, at least -32. Eight cycles after t.
    output wire [31:0] power,
    // t is 64 or more: a quotient by 1 + 2^t is a zero. With `power`, which may be any number then.
    output wire vanishes
);
    // 2^t, t rounded down to a multiple of 2^-16, by straight lines between 65 points.
    (* src = "hdl/src/vector/math/power.rs:55" *)
    wire [7:0] exponent;
    (* src = "hdl/src/vector/math/power.rs:57" *)
    reg [8:0] distance;
    (* src = "hdl/src/vector/math/power.rs:58" *)
    reg some;
    (* src = "hdl/src/vector/math/power.rs:59" *)
    reg beyond_q;
    (* src = "hdl/src/vector/math/power.rs:61" *)
    wire below;
    (* src = "hdl/src/vector/math/power.rs:62" *)
    wire [20:0] above;
    (* src = "hdl/src/vector/math/power.rs:63" *)
    reg [22:0] units;
    (* src = "hdl/src/vector/math/power.rs:65" *)
    reg limited_0;
    (* src = "hdl/src/vector/math/power.rs:66" *)
    wire far;
    (* src = "hdl/src/float.rs:175" *)
    wire lost_0, lost_1, lost_2, lost_3, lost_4, lost_5, lost_6, lost_7;
    (* src = "hdl/src/float.rs:170" *)
    wire [22:0] choices_0, choices_1, choices_2, choices_3, choices_4, choices_5, choices_6, choices_7, choices_8;
    (* src = "hdl/src/vector/math/power.rs:67" *)
    wire [22:0] coarse_0;
    (* src = "hdl/src/vector/math/power.rs:68" *)
    reg [22:0] coarse_1;
    (* src = "hdl/src/vector/math/power.rs:69" *)
    reg [2:0] near;
    (* src = "hdl/src/vector/math/power.rs:70" *)
    wire [22:0] finer;
    (* src = "hdl/src/vector/math/power.rs:71" *)
    wire [1:0] _wide;
    (* src = "hdl/src/vector/math/power.rs:71" *)
    reg [22:0] fine;
    (* src = "hdl/src/vector/math/power.rs:74" *)
    reg negative_q, negative_q2, negative_q_1;
    (* src = "hdl/src/vector/math/power.rs:75" *)
    reg limited_1;
    (* src = "hdl/src/vector/math/power.rs:76" *)
    wire [22:0] magnitude;
    (* src = "hdl/src/vector/math/power.rs:77" *)
    wire [22:0] flipped;
    (* src = "hdl/src/vector/math/power.rs:78" *)
    wire exact;
    (* src = "hdl/src/vector/math/power.rs:79" *)
    wire [22:0] floor_0;
    (* src = "hdl/src/vector/math/power.rs:80" *)
    wire lowest;
    (* src = "hdl/src/vector/math/power.rs:83" *)
    reg [22:0] floor_1;
    (* src = "hdl/src/vector/math/power.rs:84" *)
    reg vanishes_q;
    (* src = "hdl/src/vector/math/power.rs:86" *)
    wire [7:0] integer_word;
    (* src = "hdl/src/vector/math/power.rs:91" *)
    reg [7:0] field;
    (* src = "hdl/src/attention/query/softmax_lane.rs:125" *)
    reg [26:0] entry;
    (* src = "hdl/src/attention/query/softmax_lane.rs:126" *)
    wire [15:0] base;
    (* src = "hdl/src/attention/query/softmax_lane.rs:126" *)
    wire [10:0] slope;
    (* src = "hdl/src/attention/query/softmax_lane.rs:127" *)
    reg [9:0] r;
    (* src = "hdl/src/attention/query/softmax_lane.rs:128" *)
    wire [11:0] _wide_1;
    (* src = "hdl/src/attention/query/softmax_lane.rs:128" *)
    wire [10:0] _wide_2;
    (* src = "hdl/src/attention/query/softmax_lane.rs:128" *)
    reg [11:0] rise_a;
    (* src = "hdl/src/attention/query/softmax_lane.rs:128" *)
    reg [10:0] rise_b;
    (* src = "hdl/src/attention/query/softmax_lane.rs:128" *)
    reg [22:0] rise;
    (* src = "hdl/src/attention/query/softmax_lane.rs:136" *)
    reg [15:0] base_q, base_q2;
    (* src = "hdl/src/vector/math/power.rs:92" *)
    reg [15:0] fraction;
    (* src = "hdl/src/vector/math/power.rs:94" *)
    reg [7:0] field_q, field_q2, field_q3;
    (* src = "hdl/src/vector/math/power.rs:96" *)
    reg vanishes_q2, vanishes_q3, vanishes_q4, vanishes_q5;
    assign exponent = t[30:23];
    assign below = |t[1:0];
    assign above = t[22:2];
    assign far = |distance[7:5];
    assign lost_0 = |units[8:0];
    assign choices_0 = {8'b0, {units[22:9], lost_0}};
    assign lost_1 = |units[16:0];
    assign choices_1 = {16'b0, {units[22:17], lost_1}};
    assign choices_2 = {22'b0, |units};
    assign coarse_0 = distance[4] ? (distance[3] ? choices_2 : choices_1) : distance[3] ? choices_0 : units;
    assign lost_2 = |coarse_1[2:0];
    assign choices_3 = {2'b0, {coarse_1[22:3], lost_2}};
    assign lost_3 = |coarse_1[4:0];
    assign choices_4 = {4'b0, {coarse_1[22:5], lost_3}};
    assign lost_4 = |coarse_1[6:0];
    assign choices_5 = {6'b0, {coarse_1[22:7], lost_4}};
    assign finer = near[2] ? (near[1] ? choices_5 : choices_4) : near[1] ? choices_3 : coarse_1;
    assign _wide = {1'b0, near[0]};
    assign lost_5 = |finer[1:0];
    assign choices_6 = {1'b0, {finer[22:2], lost_5}};
    assign lost_6 = |finer[2:0];
    assign choices_7 = {2'b0, {finer[22:3], lost_6}};
    assign lost_7 = |finer[3:0];
    assign choices_8 = {3'b0, {finer[22:4], lost_7}};
    assign magnitude = {1'b0, fine[22:1]};
    assign flipped = magnitude ^ {23{negative_q_1}};
    assign exact = negative_q_1 & ~fine[0];
    assign floor_0 = flipped + {22'b0, exact};
    assign lowest = negative_q_1 & (limited_1 | magnitude[21]);
    assign integer_word = {{1{floor_1[22]}}, floor_1[22:16]};
    assign base = entry[15:0];
    assign slope = entry[26:16];
    assign _wide_1 = {1'b0, slope};
    assign _wide_2 = {1'b0, r};
    assign power = {1'd0, field_q3, fraction, 7'd0};
    assign vanishes = vanishes_q5;
    wire unused = &{1'b0, t[31], {rise[22:21], rise[9:0]}};
    always @(posedge clock) begin
        distance <= 9'h84 - {1'b0, exponent};
        some <= |exponent;
        beyond_q <= beyond;
        units <= {1'd1, above, below};
        limited_0 <= beyond_q | distance[8];
        coarse_1 <= far ? {22'b0, some} : coarse_0;
        near <= distance[2:0];
        fine <= _wide[1] ? (_wide[0] ? choices_8 : choices_7) : _wide[0] ? choices_6 : finer;
        negative_q <= negative;
        negative_q2 <= negative_q;
        negative_q_1 <= negative_q2;
        limited_1 <= limited_0;
        floor_1 <= lowest ? 23'h600000 : floor_0;
        vanishes_q <= limited_1 & ~negative_q_1;
        field <= integer_word + 8'd127;
        entry <= floor_1[15] ? (floor_1[14] ? (floor_1[13] ? (floor_1[12]
                ? (floor_1[11] ? (floor_1[10] ? 27'h584fa7c : 27'h575f507) : floor_1[10] ? 27'h565efa2 : 27'h557ea4b)
                : floor_1[11] ? (floor_1[10] ? 27'h548e503 : 27'h53adfc9) : floor_1[10] ? 27'h52bda9e : 27'h51cd582)
                : floor_1[12] ? (floor_1[11] ? (floor_1[10] ? 27'h50fd073 : 27'h501cb72) : floor_1[10] ? 27'h4f3c67f
                : 27'h4e5c19a) : floor_1[11] ? (floor_1[10] ? 27'h4d8bcc2 : 27'h4cbb7f7) : floor_1[10] ? 27'h4bdb33a
                : 27'h4b0ae8a) : floor_1[13] ? (floor_1[12] ? (floor_1[11] ? (floor_1[10] ? 27'h4a3a9e7 : 27'h497a550)
                : floor_1[10] ? 27'h48aa0c6 : 27'h47d9c49) : floor_1[11] ? (floor_1[10] ? 27'h47197d8 : 27'h4659373)
                : floor_1[10] ? 27'h4588f1b : 27'h44d8ace) : floor_1[12]
                ? (floor_1[11] ? (floor_1[10] ? 27'h440868e : 27'h4358259) : floor_1[10] ? 27'h42a7e2f : 27'h41e7a11)
                : floor_1[11] ? (floor_1[10] ? 27'h41275ff : 27'h40871f7) : floor_1[10] ? 27'h3fc6dfb : 27'h3f16a0a)
                : floor_1[14] ? (floor_1[13] ? (floor_1[12] ? (floor_1[11] ? (floor_1[10] ? 27'h3e66624 : 27'h3dc6248)
                : floor_1[10] ? 27'h3d15e77 : 27'h3c75ab0) : floor_1[11] ? (floor_1[10] ? 27'h3bc56f4 : 27'h3b15343)
                : floor_1[10] ? 27'h3a84f9b : 27'h39d4bfe) : floor_1[12]
                ? (floor_1[11] ? (floor_1[10] ? 27'h394486a : 27'h38944e1) : floor_1[10] ? 27'h3804161 : 27'h3773dea)
                : floor_1[11] ? (floor_1[10] ? 27'h36c3a7e : 27'h364371a) : floor_1[10] ? 27'h35933c1 : 27'h3513070)
                : floor_1[13] ? (floor_1[12] ? (floor_1[11] ? (floor_1[10] ? 27'h3482d28 : 27'h33e29ea) : floor_1[10]
                ? 27'h33626b4 : 27'h32c2388) : floor_1[11] ? (floor_1[10] ? 27'h3242064 : 27'h31c1d48) : floor_1[10]
                ? 27'h3121a36 : 27'h30a172c) : floor_1[12] ? (floor_1[11] ? (floor_1[10] ? 27'h302142a : 27'h2fa1130)
                : floor_1[10] ? 27'h2f10e3f : 27'h2e90b56) : floor_1[11] ? (floor_1[10] ? 27'h2e20874 : 27'h2d9059b)
                : floor_1[10] ? 27'h2d102ca : 27'h2ca0000;
        r <= floor_1[9:0];
        rise_a <= _wide_1;
        rise_b <= _wide_2;
        rise <= $signed({{11{rise_a[11]}}, rise_a}) * $signed({{12{rise_b[10]}}, rise_b});
        base_q <= base;
        base_q2 <= base_q;
        fraction <= base_q2 + {5'b0, rise[20:10]};
        field_q <= field;
        field_q2 <= field_q;
        field_q3 <= field_q2;
        vanishes_q2 <= vanishes_q;
        vanishes_q3 <= vanishes_q2;
        vanishes_q4 <= vanishes_q3;
        vanishes_q5 <= vanishes_q4;
    end
endmodule

module harmonia_system_processor (
    input wire clock,
    // Frames of the host.
    input wire [63:0] up_data,
    input wire up_valid,
    output wire up_ready,
    // Answers, in the order of the frames.
    output wire [63:0] down_data,
    output wire down_valid,
    input wire down_ready,
    // Words for memory, all bytes of each. There is a request.
    output wire writes_valid,
    // The word's address.
    output wire [23:0] writes_address,
    // The word.
    output wire [63:0] writes_data,
    // Bytes of it to write.
    output wire [7:0] writes_enables,
    // It is taken.
    input wire writes_ready,
    // Words of memory that the host wants. There is a request.
    output wire reads_valid,
    // Its first word.
    output wire [23:0] reads_address,
    // Its words.
    output wire [7:0] reads_length,
    // It is taken.
    input wire reads_ready,
    // They come, in order.
    input wire [63:0] words_data,
    input wire words_valid,
    output wire words_ready,
    // Reads a command or a line. There is a request.
    output wire fetch_valid,
    // Its first word.
    output wire [23:0] fetch_address,
    // Its words.
    output wire [7:0] fetch_length,
    // It is taken.
    input wire fetch_ready,
    // Its two words.
    input wire [63:0] fetched_data,
    input wire fetched_valid,
    output wire fetched_ready,
    // Commands of the accelerator.
    output wire [63:0] command_data,
    output wire command_valid,
    input wire command_ready,
    // The same, in order.
    output wire [159:0] order_data,
    output wire order_valid,
    input wire order_ready,
    // Orders of the reader of weights, each of one matrix.
    output wire [177:0] weights_data,
    output wire weights_valid,
    input wire weights_ready,
    // Orders to transfer words, each of one run.
    output wire [159:0] transfer_data,
    output wire transfer_valid,
    input wire transfer_ready,
    // A pass begins: what units keep of the one before is forgotten.
    output wire clear,
    // A pass runs.
    output wire busy,
    input wire rest,
    // Overflow and invalid: raised in the pass.
    input wire [1:0] fault,
    // Where the command lies that raised the first one.
    input wire [23:0] fault_tag,
    // Which counter is wanted.
    output wire [4:0] counter,
    // What it has counted, in the same cycle.
    input wire [63:0] counted
);
    wire link_check_clear;
    wire link_check_takes;
    wire [63:0] link_configure_data;
    wire link_configure_valid;
    wire [4:0] link_counter;
    wire link_busy;
    wire link_setup_start;
    wire [23:0] link_setup_program;
    wire [23:0] link_setup_table;
    wire [7:0] link_setup_tokens;
    wire [23:0] link_setup_data;
    wire [23:0] link_setup_cache;
    wire [23:0] link_setup_last;
    wire [23:0] link_setup_region_words;
    wire [15:0] link_setup_capacity;
    wire [8:0] link_setup_size;
    wire [63:0] words_check_check;
    wire control_setup_ended;
    wire [3:0] control_setup_reason;
    wire [23:0] control_setup_address;
    wire control_task_valid;
    wire control_task_drains;
    wire [127:0] control_task_command;
    wire [23:0] control_task_tag;
    wire [15:0] control_task_a;
    wire [15:0] control_task_b;
    wire [15:0] control_task_d;
    wire [23:0] control_task_address;
    wire [23:0] control_task_region;
    wire [31:0] control_task_product;
    wire [127:0] control_task_line;
    wire [6:0] control_task_tokens;
    wire control_rest;
    wire control_clear;
    wire issue_task_ready;
    wire issue_configure_ready;
    wire [159:0] issue_order_data;
    wire issue_order_valid;
    wire queue_up_ready;
    wire queue_empty;
    harmonia_system_processor_link link (
        .clock(clock),
        .up_data(up_data),
        .up_valid(up_valid),
        .up_ready(up_ready),
        .down_data(down_data),
        .down_valid(down_valid),
        .down_ready(down_ready),
        .writes_valid(writes_valid),
        .writes_address(writes_address),
        .writes_data(writes_data),
        .writes_enables(writes_enables),
        .writes_ready(writes_ready),
        .reads_valid(reads_valid),
        .reads_address(reads_address),
        .reads_length(reads_length),
        .reads_ready(reads_ready),
        .words_data(words_data),
        .words_valid(words_valid),
        .words_ready(words_ready),
        .check_clear(link_check_clear),
        .check_takes(link_check_takes),
        .check(words_check_check),
        .configure_data(link_configure_data),
        .configure_valid(link_configure_valid),
        .configure_ready(issue_configure_ready),
        .counter(link_counter),
        .counted(counted),
        .fault(fault),
        .fault_tag(fault_tag),
        .busy(link_busy),
        .setup_start(link_setup_start),
        .setup_program(link_setup_program),
        .setup_table(link_setup_table),
        .setup_tokens(link_setup_tokens),
        .setup_data(link_setup_data),
        .setup_cache(link_setup_cache),
        .setup_last(link_setup_last),
        .setup_region_words(link_setup_region_words),
        .setup_capacity(link_setup_capacity),
        .setup_size(link_setup_size),
        .setup_ended(control_setup_ended),
        .setup_reason(control_setup_reason),
        .setup_address(control_setup_address)
    );
    harmonia_system_words_check words_check (
        .clock(clock),
        .clear(link_check_clear),
        .word(words_data),
        .takes(link_check_takes),
        .check(words_check_check)
    );
    harmonia_system_processor_control control (
        .clock(clock),
        .setup_start(link_setup_start),
        .setup_program(link_setup_program),
        .setup_table(link_setup_table),
        .setup_tokens(link_setup_tokens),
        .setup_data(link_setup_data),
        .setup_cache(link_setup_cache),
        .setup_last(link_setup_last),
        .setup_region_words(link_setup_region_words),
        .setup_capacity(link_setup_capacity),
        .setup_size(link_setup_size),
        .setup_ended(control_setup_ended),
        .setup_reason(control_setup_reason),
        .setup_address(control_setup_address),
        .fetch_valid(fetch_valid),
        .fetch_address(fetch_address),
        .fetch_length(fetch_length),
        .fetch_ready(fetch_ready),
        .words_data(fetched_data),
        .words_valid(fetched_valid),
        .words_ready(fetched_ready),
        .task_valid(control_task_valid),
        .task_drains(control_task_drains),
        .task_command(control_task_command),
        .task_tag(control_task_tag),
        .task_a(control_task_a),
        .task_b(control_task_b),
        .task_d(control_task_d),
        .task_address(control_task_address),
        .task_region(control_task_region),
        .task_product(control_task_product),
        .task_line(control_task_line),
        .task_tokens(control_task_tokens),
        .task_ready(issue_task_ready),
        .rest(control_rest),
        .clear(control_clear)
    );
    harmonia_system_processor_issue issue (
        .clock(clock),
        .task_valid(control_task_valid),
        .task_drains(control_task_drains),
        .task_command(control_task_command),
        .task_tag(control_task_tag),
        .task_a(control_task_a),
        .task_b(control_task_b),
        .task_d(control_task_d),
        .task_address(control_task_address),
        .task_region(control_task_region),
        .task_product(control_task_product),
        .task_line(control_task_line),
        .task_tokens(control_task_tokens),
        .task_ready(issue_task_ready),
        .configure_data(link_configure_data),
        .configure_valid(link_configure_valid),
        .configure_ready(issue_configure_ready),
        .command_data(command_data),
        .command_valid(command_valid),
        .command_ready(command_ready),
        .order_data(issue_order_data),
        .order_valid(issue_order_valid),
        .order_ready(queue_up_ready),
        .weights_data(weights_data),
        .weights_valid(weights_valid),
        .weights_ready(weights_ready),
        .transfer_data(transfer_data),
        .transfer_valid(transfer_valid),
        .transfer_ready(transfer_ready)
    );
    harmonia_system_order_queue queue (
        .clock(clock),
        .up_data(issue_order_data),
        .up_valid(issue_order_valid),
        .up_ready(queue_up_ready),
        .down_data(order_data),
        .down_valid(order_valid),
        .down_ready(order_ready),
        .empty(queue_empty)
    );
    assign counter = link_counter;
    assign control_rest = rest & queue_empty;
    assign clear = control_clear;
    assign busy = link_busy;
endmodule

module harmonia_system_processor_control (
    input wire clock,
    // A pass to begin, bounds of memory, and how the pass ended. A pass begins.
    input wire setup_start,
    // Where its program begins.
    input wire [23:0] setup_program,
    // Where its table begins.
    input wire [23:0] setup_table,
    // Its tokens.
    input wire [7:0] setup_tokens,
    // Where vectors begin.
    input wire [23:0] setup_data,
    // Where keys and values begin.
    input wire [23:0] setup_cache,
    // The last word of memory.
    input wire [23:0] setup_last,
    // Words of a head's region.
    input wire [23:0] setup_region_words,
    // Positions of a region.
    input wire [15:0] setup_capacity,
    // Channels of a head.
    input wire [8:0] setup_size,
    // The pass has ended: a pulse.
    output wire setup_ended,
    // Why it was refused; 0 if it was not.
    output wire [3:0] setup_reason,
    // Where the command lies that was refused.
    output wire [23:0] setup_address,
    // Reads a command or a line. There is a request.
    output wire fetch_valid,
    // Its first word.
    output wire [23:0] fetch_address,
    // Its words.
    output wire [7:0] fetch_length,
    // It is taken.
    input wire fetch_ready,
    // Its two words.
    input wire [63:0] words_data,
    input wire words_valid,
    output wire words_ready,
    // A command that may be executed. There is one.
    output wire task_valid,
    // It is no command: the accelerator shall end what it has.
    output wire task_drains,
    // Its two words.
    output wire [127:0] task_command,
    // Where it lies.
    output wire [23:0] task_tag,
    // A, its index register added.
    output wire [15:0] task_a,
    // B, its index register added.
    output wire [15:0] task_b,
    // D, its index register added; of a ROPE the dimensions.
    output wire [15:0] task_d,
    // The address, its index register added.
    output wire [23:0] task_address,
    // The region, its index register added.
    output wire [23:0] task_region,
    // MATMUL: groups of all pairs. Blocks: elements of a token.
    output wire [31:0] task_product,
    // The token's line.
    output wire [127:0] task_line,
    // Tokens of the pass.
    output wire [6:0] task_tokens,
    // It has been handed to all units.
    input wire task_ready,
    // Every unit has come to rest, and no order waits.
    input wire rest,
    // A pass begins: what units keep of the one before is forgotten.
    output wire clear
);
    // Executes programs: fetches commands, works out operands, looks at rules, keeps loops; hands tasks to issue.
    (* src = "hdl/src/processor/operands.rs:65" *)
    (* no_rw_check *) reg [23:0] indices [0:7];
    (* src = "hdl/src/processor/control.rs:461" *)
    (* no_rw_check *) reg [40:0] loops [0:3];
    localparam [3:0] MODE_IDLE = 4'd0;
    localparam [3:0] MODE_CLEAR = 4'd1;
    localparam [3:0] MODE_AIM = 4'd2;
    localparam [3:0] MODE_FETCH = 4'd3;
    localparam [3:0] MODE_TAKE = 4'd4;
    localparam [3:0] MODE_LINE = 4'd5;
    localparam [3:0] MODE_OPERANDS = 4'd6;
    localparam [3:0] MODE_FIRST = 4'd7;
    localparam [3:0] MODE_SECOND = 4'd8;
    localparam [3:0] MODE_SETTLE = 4'd9;
    localparam [3:0] MODE_JUDGE = 4'd10;
    localparam [3:0] MODE_WORK = 4'd11;
    localparam [3:0] MODE_DRAIN = 4'd12;
    localparam [3:0] MODE_REST = 4'd13;
    (* src = "hdl/src/processor/control.rs:89" *)
    reg rest_q = 1'd0;
    (* src = "hdl/src/processor/control.rs:93" *)
    reg [3:0] mode = 4'd0;
    (* src = "hdl/src/processor/control.rs:94" *)
    wire idle, clears_0, aims, fetches, takes;
    (* src = "hdl/src/processor/control.rs:96" *)
    wire of_line, works_0, first_0, second;
    (* src = "hdl/src/processor/control.rs:98" *)
    wire settles, judges, on_its_way, drains, resting;
    (* src = "hdl/src/processor/control.rs:106" *)
    wire begins;
    (* src = "hdl/src/processor/control.rs:109" *)
    reg [23:0] here = 24'h0;
    (* src = "hdl/src/processor/control.rs:110" *)
    wire [23:0] next_here;
    (* src = "hdl/src/processor/control.rs:111" *)
    reg [23:0] line_at = 24'h0;
    (* src = "hdl/src/processor/control.rs:112" *)
    reg fetches_line = 1'd0;
    (* src = "hdl/src/processor/control.rs:113" *)
    wire [23:0] wanted;
    (* src = "hdl/src/processor/control.rs:114" *)
    wire outside_0;
    (* src = "hdl/src/processor/control.rs:115" *)
    reg outside_1;
    (* src = "hdl/src/processor/control.rs:117" *)
    reg [63:0] low_word = 64'h0;
    (* src = "hdl/src/processor/control.rs:118" *)
    reg has_low = 1'd0;
    (* src = "hdl/src/processor/control.rs:119" *)
    wire word_taken;
    (* src = "hdl/src/processor/control.rs:122" *)
    wire both_words;
    (* src = "hdl/src/processor/control.rs:123" *)
    wire [127:0] both;
    (* src = "hdl/src/processor/control.rs:124" *)
    reg [127:0] command = 128'h0;
    (* src = "hdl/src/processor/control.rs:125" *)
    reg [127:0] line = 128'h0;
    (* src = "hdl/src/processor/control.rs:127" *)
    wire _both;
    (* src = "hdl/src/processor/control.rs:131" *)
    reg [2:0] step = 3'd0;
    (* src = "hdl/src/processor/control.rs:132" *)
    wire _equal, _equal_1;
    (* src = "hdl/src/processor/control.rs:134" *)
    wire all_clear;
    (* src = "hdl/src/processor/control.rs:135" *)
    wire cleared;
    (* src = "hdl/src/processor/control.rs:136" *)
    wire lined;
    (* src = "hdl/src/processor/control.rs:137" *)
    wire added;
    (* src = "hdl/src/processor/control.rs:138" *)
    wire settled;
    (* src = "hdl/src/processor/control.rs:139" *)
    wire turns;
    (* src = "hdl/src/processor/control.rs:145" *)
    wire counts;
    (* src = "hdl/src/processor/refusal.rs:46" *)
    wire _equal_2, _equal_3, _equal_4, _equal_6, _equal_7, _equal_8, _equal_9, _equal_10, _equal_11, _equal_12,
            _equal_15;
    (* src = "hdl/src/processor/operands.rs:60" *)
    wire [2:0] froms_0, froms_1, froms_2, froms_3, froms_4, froms_5;
    (* src = "hdl/src/processor/refusal.rs:133" *)
    wire [15:0] dimensions;
    (* src = "hdl/src/processor/operands.rs:58" *)
    wire [23:0] addends_0, addends_1, addends_2, addends_3, addends_4, addends_5, addends_6, addends_7;
    (* src = "hdl/src/processor/operands.rs:59" *)
    reg [23:0] addend;
    (* src = "hdl/src/processor/operands.rs:61" *)
    reg [2:0] register;
    (* src = "hdl/src/processor/operands.rs:62" *)
    reg [2:0] step_1;
    (* src = "hdl/src/processor/operands.rs:63" *)
    reg works_1 = 1'd0, line_comes = 1'd0;
    (* src = "hdl/src/processor/operands.rs:69" *)
    wire [23:0] operand_0;
    (* src = "hdl/src/processor/operands.rs:70" *)
    wire sets;
    (* src = "hdl/src/processor/operands.rs:72" *)
    reg clears_1 = 1'd0;
    (* src = "hdl/src/processor/operands.rs:73" *)
    wire by_step;
    (* src = "hdl/src/processor/operands.rs:74" *)
    wire [2:0] target_0;
    (* src = "hdl/src/processor/operands.rs:75" *)
    wire [23:0] value;
    (* src = "hdl/src/processor/operands.rs:77" *)
    wire writable;
    (* src = "hdl/src/processor/operands.rs:78" *)
    wire enable;
    (* src = "hdl/src/processor/operands.rs:82" *)
    reg [15:0] operand_a = 16'h0, operand_b = 16'h0;
    (* src = "hdl/src/processor/operands.rs:82" *)
    reg [23:0] operand_d = 24'h0, operand_address = 24'h0, operand_region = 24'h0;
    (* src = "hdl/src/processor/control.rs:162" *)
    wire at_first;
    (* src = "hdl/src/processor/control.rs:163" *)
    reg [3:0] reason = 4'd0;
    (* src = "hdl/src/processor/control.rs:164" *)
    wire _nonzero, goes_on;
    (* src = "hdl/src/processor/refusal.rs:139" *)
    wire tile;
    (* src = "hdl/src/processor/control.rs:301" *)
    wire tile_changes;
    (* src = "hdl/src/processor/control.rs:302" *)
    reg [7:0] tile_first = 8'd0;
    (* src = "hdl/src/processor/control.rs:303" *)
    reg [7:0] tile_tokens = 8'd0;
    (* src = "hdl/src/processor/refusal.rs:140" *)
    wire [7:0] tile_tokens_1;
    (* src = "hdl/src/processor/control.rs:390" *)
    wire matmul;
    (* src = "hdl/src/processor/refusal.rs:264" *)
    wire spills;
    (* src = "hdl/src/processor/control.rs:391" *)
    wire transfers;
    (* src = "hdl/src/processor/refusal.rs:221" *)
    wire [19:0] outputs_0;
    (* src = "hdl/src/processor/mod.rs:117" *)
    wire [20:0] _sum;
    (* src = "hdl/src/processor/control.rs:392" *)
    wire [19:0] pairs;
    (* src = "hdl/src/processor/control.rs:394" *)
    wire [15:0] length;
    (* src = "hdl/src/processor/control.rs:395" *)
    wire [15:0] between;
    (* src = "hdl/src/processor/control.rs:396" *)
    wire [7:0] others_0;
    (* src = "hdl/src/processor/control.rs:397" *)
    wire [7:0] others_1;
    (* src = "hdl/src/processor/control.rs:398" *)
    wire [7:0] parts;
    (* src = "hdl/src/processor/control.rs:399" *)
    wire [7:0] times;
    (* src = "hdl/src/processor/control.rs:400" *)
    wire [9:0] groups;
    (* src = "hdl/src/processor/control.rs:401" *)
    wire [19:0] first_left;
    (* src = "hdl/src/processor/control.rs:402" *)
    wire [9:0] first_right;
    (* src = "hdl/src/processor/control.rs:404" *)
    wire [6:0] banks;
    (* src = "hdl/src/processor/control.rs:406" *)
    reg [31:0] first_product = 32'h0;
    (* src = "hdl/src/processor/control.rs:407" *)
    reg [26:0] second_left = 27'h0;
    (* src = "hdl/src/processor/control.rs:408" *)
    reg is_second = 1'd0;
    (* src = "hdl/src/processor/control.rs:411" *)
    wire _nonzero_1;
    (* src = "hdl/src/processor/operands.rs:106" *)
    reg [31:0] multiplicand = 32'h0;
    (* src = "hdl/src/processor/operands.rs:107" *)
    reg [9:0] multiplier = 10'h0;
    (* src = "hdl/src/processor/operands.rs:108" *)
    reg [31:0] product = 32'h0;
    (* src = "hdl/src/processor/operands.rs:110" *)
    wire [31:0] doubled;
    (* src = "hdl/src/processor/operands.rs:111" *)
    wire [9:0] halved;
    (* src = "hdl/src/processor/operands.rs:112" *)
    wire more_0;
    (* src = "hdl/src/processor/operands.rs:113" *)
    wire [31:0] sum;
    (* src = "hdl/src/processor/control.rs:415" *)
    wire first_done_0;
    (* src = "hdl/src/processor/mod.rs:124" *)
    wire [32:0] _sum_1;
    (* src = "hdl/src/processor/control.rs:417" *)
    wire [26:0] blocks_0;
    (* src = "hdl/src/processor/control.rs:425" *)
    wire _both_1;
    (* src = "hdl/src/processor/control.rs:167" *)
    wire first_done_1;
    (* src = "hdl/src/processor/control.rs:168" *)
    wire second_done;
    (* src = "hdl/src/processor/control.rs:170" *)
    reg [9:0] loaded = 10'h0;
    (* src = "hdl/src/processor/control.rs:171" *)
    wire handed_over;
    (* src = "hdl/src/processor/control.rs:172" *)
    wire sums_end;
    (* src = "hdl/src/processor/control.rs:325" *)
    wire [9:0] outputs_1;
    (* src = "hdl/src/processor/control.rs:326" *)
    reg [9:0] kept_outputs = 10'h0;
    (* src = "hdl/src/processor/refusal.rs:220" *)
    wire keeps, continues;
    (* src = "hdl/src/processor/control.rs:459" *)
    reg [2:0] depth = 3'd0;
    (* src = "hdl/src/processor/control.rs:460" *)
    reg in_tokens = 1'd0;
    (* src = "hdl/src/processor/control.rs:462" *)
    wire [2:0] _difference;
    (* src = "hdl/src/processor/control.rs:462" *)
    wire [1:0] top;
    (* src = "hdl/src/processor/control.rs:464" *)
    reg [40:0] loop_now;
    (* src = "hdl/src/processor/control.rs:465" *)
    wire [23:0] target_1;
    (* src = "hdl/src/processor/control.rs:465" *)
    wire [15:0] left;
    (* src = "hdl/src/processor/control.rs:466" *)
    wire over_tokens;
    (* src = "hdl/src/processor/control.rs:467" *)
    wire repeats;
    (* src = "hdl/src/processor/control.rs:468" *)
    wire is_next;
    (* src = "hdl/src/processor/control.rs:469" *)
    wire _equal_5, again;
    (* src = "hdl/src/processor/control.rs:470" *)
    wire pushes;
    (* src = "hdl/src/processor/control.rs:471" *)
    wire pops;
    (* src = "hdl/src/processor/control.rs:472" *)
    wire each;
    (* src = "hdl/src/processor/control.rs:473" *)
    wire [15:0] count;
    (* src = "hdl/src/processor/control.rs:474" *)
    wire [40:0] fresh;
    (* src = "hdl/src/processor/control.rs:475" *)
    wire [15:0] less;
    (* src = "hdl/src/processor/control.rs:476" *)
    wire [40:0] kept;
    (* src = "hdl/src/processor/control.rs:477" *)
    wire [1:0] place;
    (* src = "hdl/src/processor/control.rs:478" *)
    wire _both_2, moves;
    (* src = "hdl/src/processor/refusal.rs:124" *)
    wire odd;
    (* src = "hdl/src/processor/refusal.rs:134" *)
    wire rope;
    (* src = "hdl/src/processor/refusal.rs:126" *)
    wire measured;
    (* src = "hdl/src/processor/refusal.rs:141" *)
    wire [8:0] tile_end;
    (* src = "hdl/src/processor/refusal.rs:138" *)
    wire _inverse;
    (* src = "hdl/src/processor/refusal.rs:142" *)
    wire empty;
    (* src = "hdl/src/processor/refusal.rs:150" *)
    wire loops_1;
    (* src = "hdl/src/processor/refusal.rs:152" *)
    wire of_a_token;
    (* src = "hdl/src/processor/refusal.rs:153" *)
    wire stores;
    (* src = "hdl/src/processor/refusal.rs:154" *)
    wire sinks;
    (* src = "hdl/src/processor/refusal.rs:155" *)
    wire blocks_1;
    (* src = "hdl/src/processor/refusal.rs:162" *)
    wire other_size;
    (* src = "hdl/src/processor/refusal.rs:242" *)
    wire [1:0] format_0;
    (* src = "hdl/src/processor/refusal.rs:166" *)
    wire _equal_13, _equal_14;
    (* src = "hdl/src/processor/refusal.rs:167" *)
    wire format_1;
    (* src = "hdl/src/processor/refusal.rs:168" *)
    wire operand_1;
    (* src = "hdl/src/processor/refusal.rs:176" *)
    wire known;
    (* src = "hdl/src/processor/refusal.rs:177" *)
    wire [23:0] begin_word;
    (* src = "hdl/src/processor/refusal.rs:181" *)
    reg [32:0] blocks_end;
    (* src = "hdl/src/processor/refusal.rs:183" *)
    wire apart;
    (* src = "hdl/src/processor/refusal.rs:184" *)
    wire unloaded;
    (* src = "hdl/src/processor/refusal.rs:223" *)
    wire others_2;
    (* src = "hdl/src/processor/refusal.rs:229" *)
    reg [8:0] _chosen_q;
    (* src = "hdl/src/processor/refusal.rs:229" *)
    wire many;
    (* src = "hdl/src/processor/refusal.rs:185" *)
    wire unsummed;
    (* src = "hdl/src/processor/refusal.rs:186" *)
    wire beyond_0;
    (* src = "hdl/src/processor/refusal.rs:244" *)
    wire [32:0] rounded;
    (* src = "hdl/src/processor/refusal.rs:246" *)
    reg [30:0] records;
    (* src = "hdl/src/processor/refusal.rs:255" *)
    wire [35:0] first_1, first_2;
    (* src = "hdl/src/processor/refusal.rs:260" *)
    reg [36:0] matrix;
    (* src = "hdl/src/processor/refusal.rs:261" *)
    wire [14:0] half;
    (* src = "hdl/src/processor/refusal.rs:262" *)
    reg [32:0] transferred;
    (* src = "hdl/src/processor/refusal.rs:265" *)
    wire [36:0] words;
    (* src = "hdl/src/processor/refusal.rs:266" *)
    reg [37:0] memory_end;
    (* src = "hdl/src/processor/refusal.rs:267" *)
    wire [23:0] bound;
    (* src = "hdl/src/processor/refusal.rs:268" *)
    wire beyond_1;
    (* src = "hdl/src/processor/refusal.rs:269" *)
    wire below;
    (* src = "hdl/src/processor/refusal.rs:270" *)
    wire looks;
    (* src = "hdl/src/processor/refusal.rs:279" *)
    reg [24:0] region_end;
    (* src = "hdl/src/processor/refusal.rs:280" *)
    wire [24:0] memory;
    (* src = "hdl/src/processor/refusal.rs:281" *)
    wire [15:0] position;
    (* src = "hdl/src/processor/refusal.rs:209" *)
    reg _both_q, beyond_0_q, _both_q_1, operand_1_q, _both_q_2, _both_q_3, loops_1_q, empty_q, _inverse_q;
    (* src = "hdl/src/processor/refusal.rs:204" *)
    reg [3:0] broken;
    (* src = "hdl/src/processor/control.rs:205" *)
    wire none;
    (* src = "hdl/src/processor/control.rs:206" *)
    wire too_many;
    (* src = "hdl/src/processor/control.rs:207" *)
    wire no_pass;
    (* src = "hdl/src/processor/control.rs:209" *)
    wire fetches_outside;
    (* src = "hdl/src/processor/control.rs:216" *)
    wire ends;
    (* src = "hdl/src/processor/control.rs:218" *)
    wire to_units;
    (* src = "hdl/src/processor/control.rs:219" *)
    wire line_follows;
    (* src = "hdl/src/processor/control.rs:233" *)
    wire [9:0] end_word;
    (* src = "hdl/src/processor/control.rs:234" *)
    wire more_1;
    (* src = "hdl/src/processor/control.rs:239" *)
    reg [5:0] rested = 6'd0;
    (* src = "hdl/src/processor/control.rs:243" *)
    wire over;
    (* src = "hdl/src/processor/control.rs:245" *)
    wire refuses;
    assign idle = mode == MODE_IDLE;
    assign clears_0 = mode == MODE_CLEAR;
    assign aims = mode == MODE_AIM;
    assign fetches = mode == MODE_FETCH;
    assign takes = mode == MODE_TAKE;
    assign of_line = mode == MODE_LINE;
    assign works_0 = mode == MODE_OPERANDS;
    assign first_0 = mode == MODE_FIRST;
    assign second = mode == MODE_SECOND;
    assign settles = mode == MODE_SETTLE;
    assign judges = mode == MODE_JUDGE;
    assign on_its_way = mode == MODE_WORK;
    assign drains = mode == MODE_DRAIN;
    assign resting = mode == MODE_REST;
    assign begins = idle & setup_start;
    assign next_here = here + 24'h2;
    assign wanted = fetches_line ? line_at : here;
    assign outside_0 = {1'b0, setup_data} < ({1'b0, wanted} + 25'h2);
    assign word_taken = takes & words_valid;
    assign both_words = word_taken & has_low;
    assign both = {words_data, low_word};
    assign _both = both_words & fetches_line;
    assign _equal = step == 3'd7;
    assign all_clear = clears_0 & _equal;
    assign cleared = all_clear & rest_q;
    assign lined = of_line & _equal;
    assign _equal_1 = step == 3'd5;
    assign added = works_0 & _equal_1;
    assign settled = settles & _equal_1;
    assign turns = |{settled, added, lined, cleared};
    assign counts = |{settles, works_0, of_line, clears_0};
    assign _equal_2 = command[7:0] == 8'd1;
    assign froms_0 = command[50:48];
    assign froms_1 = command[53:51];
    assign dimensions = command[95:80];
    assign froms_2 = command[56:54];
    assign addends_0 = command[87:64];
    assign froms_3 = command[90:88];
    assign addends_1 = command[119:96];
    assign froms_4 = command[122:120];
    assign addends_2 = command[39:16];
    assign froms_5 = command[14:12];
    assign addends_3 = line[87:64];
    assign addends_4 = line[111:88];
    assign addends_5 = {8'b0, command[47:32]};
    assign addends_6 = {8'b0, command[79:64]};
    assign addends_7 = {8'b0, dimensions};
    assign operand_0 = (indices[register]) + addend;
    assign sets = works_1 & _equal_2 & (step_1 == 3'd5);
    assign by_step = clears_1 | line_comes;
    assign target_0 = by_step ? step_1 : command[10:8];
    assign value = clears_1 ? 24'h0 : operand_0;
    assign writable = (|target_0) | clears_1;
    assign enable = (by_step | sets) & writable;
    assign at_first = works_0 & (step == 3'd0);
    assign _nonzero = |reason;
    assign goes_on = judges & ~_nonzero;
    assign tile = command[7:0] == 8'd4;
    assign tile_changes = goes_on & tile;
    assign tile_tokens_1 = command[23:16];
    assign matmul = command[7:0] == 8'd48;
    assign _equal_3 = command[7:0] == 8'd16;
    assign spills = command[7:0] == 8'd17;
    assign transfers = |{spills, _equal_3};
    assign outputs_0 = command[110:91];
    assign _sum = {1'b0, outputs_0} + 21'h1;
    assign pairs = _sum[20:1];
    assign length = command[31:16];
    assign between = transfers ? command[111:96] : length;
    assign others_0 = tile_tokens - 8'd1;
    assign others_1 = command[9] ? others_0 : 8'd0;
    assign parts = {1'b0, command[63:57]} + 8'd1;
    assign times = transfers ? others_1 : parts;
    assign groups = command[30:21];
    assign first_left = matmul ? pairs : {4'b0, between};
    assign first_right = matmul ? groups : {2'b0, times};
    assign banks = {1'b0, others_0[7:2]} + 7'd1;
    assign _nonzero_1 = |{is_second, at_first};
    assign doubled = {multiplicand[30:0], 1'd0};
    assign halved = {1'd0, multiplier[9:1]};
    assign more_0 = |multiplier;
    assign sum = product + multiplicand;
    assign first_done_0 = first_0 & ~more_0;
    assign _sum_1 = {1'b0, product} + 33'h1f;
    assign blocks_0 = _sum_1[31:5];
    assign _both_1 = ~more_0 & ~is_second;
    assign first_done_1 = first_0 & _both_1;
    assign second_done = second & _both_1;
    assign handed_over = on_its_way & task_ready;
    assign _equal_4 = command[7:0] == 8'd66;
    assign sums_end = |{handed_over & _equal_4, tile_changes, begins};
    assign outputs_1 = command[100:91];
    assign keeps = command[31];
    assign _difference = depth - 3'd1;
    assign top = _difference[1:0];
    assign target_1 = loop_now[23:0];
    assign left = loop_now[39:24];
    assign over_tokens = loop_now[40];
    assign repeats = command[7:0] == 8'd2;
    assign is_next = command[7:0] == 8'd3;
    assign _equal_5 = left == 16'h1;
    assign again = is_next & ~_equal_5;
    assign pushes = goes_on & repeats;
    assign pops = goes_on & (is_next & _equal_5);
    assign each = command[8];
    assign count = each ? {8'b0, tile_tokens} : length;
    assign fresh = {each, count, next_here};
    assign less = left - 16'h1;
    assign kept = {over_tokens, less, target_1};
    assign place = repeats ? depth[1:0] : top;
    assign _both_2 = goes_on & again;
    assign moves = |{_both_2, pushes};
    assign odd = command[16];
    assign _equal_6 = command[7:0] == 8'd32;
    assign _equal_7 = command[7:0] == 8'd33;
    assign _equal_8 = command[7:0] == 8'd34;
    assign _equal_9 = command[7:0] == 8'd35;
    assign _equal_10 = command[7:0] == 8'd36;
    assign rope = command[7:0] == 8'd37;
    assign _equal_11 = command[7:0] == 8'd64;
    assign measured = |{_equal_4, _equal_11, rope, _equal_10, _equal_9, _equal_8, _equal_7, _equal_6};
    assign tile_end = {1'b0, command[15:8]} + {1'b0, tile_tokens_1};
    assign _inverse = ~(|length);
    assign empty = |{matmul & (~(|groups) | ~(|outputs_0)), rope & (~(|dimensions) | command[80]), measured & _inverse,
            transfers & (_inverse | odd), repeats & ~each & _inverse, tile & ~(|tile_tokens_1)};
    assign loops_1 = (repeats & ((depth == 3'd4) | (each & in_tokens))) | (tile & in_tokens);
    assign _equal_12 = command[7:0] == 8'd65;
    assign of_a_token = |{_equal_4, _equal_12, _equal_11};
    assign stores = |{_equal_4, _equal_11};
    assign sinks = |{_equal_10, _equal_9, _equal_8, _equal_7, _equal_6};
    assign blocks_1 = sinks & each;
    assign other_size = ~(command[24:16] == setup_size) | (|command[31:25]);
    assign format_0 = command[9:8];
    assign _equal_13 = format_0 == 2'd1;
    assign _equal_14 = format_0 == 2'd2;
    assign format_1 = |{_equal_14, _equal_13, format_0 == 2'd0};
    assign operand_1 = |{rope & (length < dimensions), stores & other_size, tile & ({1'b0, setup_tokens} < tile_end),
            blocks_1 & ~command[9], _equal_4 & 1'd0, matmul & ~format_1};
    assign _equal_15 = command[7:0] == 8'd0;
    assign known = |{_equal_4, _equal_12, _equal_11, matmul, rope, _equal_10, _equal_9, _equal_8, _equal_7, _equal_6,
            spills, _equal_3, tile, is_next, repeats, _equal_2, _equal_15};
    assign begin_word = matmul ? {15'b0, command[19:11]} : operand_d;
    assign apart = {14'b0, loaded} < operand_d;
    assign unloaded = matmul & ({23'b0, loaded} < blocks_end);
    assign continues = command[20];
    assign others_2 = ~(outputs_1 == kept_outputs);
    assign many = {11'b0, _chosen_q} < pairs;
    assign unsummed = matmul & (((keeps | continues) & many) | (continues & others_2));
    assign beyond_0 = unloaded | unsummed | (blocks_1 & (apart | (33'h200 < blocks_end)));
    assign rounded = {1'b0, first_product} + 33'h3;
    assign first_1 = {1'b0, {records, 4'd0}};
    assign first_2 = {4'b0, {records, 1'd0}};
    assign half = command[31:17];
    assign words = matmul ? matrix : {4'b0, transferred};
    assign bound = matmul ? setup_data : setup_cache;
    assign beyond_1 = {14'b0, bound} < memory_end;
    assign below = spills & (operand_address < setup_data);
    assign looks = |{spills, _equal_3, matmul};
    assign memory = {1'b0, setup_last} + 25'h1;
    assign position = line[15:0];
    assign none = setup_tokens == 8'd0;
    assign too_many = 8'd64 < setup_tokens;
    assign no_pass = none | too_many;
    assign fetches_outside = fetches & outside_1;
    assign ends = goes_on & _equal_15;
    assign to_units = goes_on & (|command[7:4]);
    assign line_follows = goes_on & ((repeats & each) | (again & over_tokens));
    assign end_word = blocks_end[9:0];
    assign more_1 = loaded < end_word;
    assign over = resting & (rested == 6'd47);
    assign refuses = judges & _nonzero;
    assign fetch_valid = fetches & ~outside_1;
    assign fetch_address = wanted;
    assign fetch_length = 8'd2;
    assign words_ready = takes;
    assign task_valid = on_its_way | drains;
    assign task_drains = drains;
    assign task_command = command;
    assign task_tag = here;
    assign task_a = operand_a;
    assign task_b = operand_b;
    assign task_d = operand_d[15:0];
    assign task_address = operand_address;
    assign task_region = operand_region;
    assign task_product = first_product;
    assign task_line = line;
    assign task_tokens = tile_tokens[6:0];
    assign setup_ended = over;
    assign setup_reason = reason;
    assign setup_address = here;
    assign clear = begins;
    wire unused = &{1'b0, _sum[0], _sum_1, _sum[0], rounded[1:0]};
    always @(posedge clock) begin
        rest_q <= rest;
        if (begins & no_pass) mode <= MODE_REST;
        else if (begins) mode <= MODE_CLEAR;
        else if (drains & task_ready) mode <= MODE_REST;
        else if (|{handed_over, lined, cleared}) mode <= MODE_AIM;
        else if (aims) mode <= MODE_FETCH;
        else if (fetches_outside) mode <= MODE_DRAIN;
        else if (fetches & fetch_ready) mode <= MODE_TAKE;
        else if (_both) mode <= MODE_LINE;
        else if (both_words) mode <= MODE_OPERANDS;
        else if (added) mode <= MODE_FIRST;
        else if (first_done_1) mode <= MODE_SECOND;
        else if (second_done) mode <= MODE_SETTLE;
        else if (settled) mode <= MODE_JUDGE;
        else if (|{refuses, ends}) mode <= MODE_DRAIN;
        else if (to_units) mode <= MODE_WORK;
        else if (goes_on) mode <= MODE_AIM;
        else if (over) mode <= MODE_IDLE;
        if (begins) here <= setup_program;
        else if (_both_2) here <= target_1;
        else if (|{handed_over, goes_on & ~to_units}) here <= next_here;
        if (line_follows & repeats) line_at <= setup_table + {15'b0, {tile_first, 1'd0}};
        else if (_both) line_at <= line_at + 24'h2;
        if (line_follows) fetches_line <= 1'd1;
        else if (|{lined, begins}) fetches_line <= 1'd0;
        outside_1 <= outside_0;
        if (word_taken & ~has_low) low_word <= words_data;
        if (fetches) has_low <= 1'd0;
        else if (word_taken) has_low <= ~has_low;
        if (both_words & ~fetches_line) command <= both;
        if (_both) line <= both;
        if (turns) step <= 3'd0;
        else if (_both) step <= 3'd6;
        else if (counts & ~all_clear) step <= step + 3'd1;
        addend <= step[2] ? (step[1] ? (step[0] ? addends_4 : addends_3) : step[0] ? addends_2 : addends_1) : step[1]
                ? (step[0] ? addends_0 : addends_7) : step[0] ? addends_6 : addends_5;
        register <= step[2] ? (step[1] ? (step[0] ? 3'd5 : 3'd4) : step[0] ? froms_5 : froms_4) : step[1]
                ? (step[0] ? froms_3 : froms_2) : step[0] ? froms_1 : froms_0;
        step_1 <= step;
        works_1 <= works_0;
        line_comes <= of_line;
        clears_1 <= clears_0;
        if (works_1 & (step_1 == 3'd0)) operand_a <= operand_0[15:0];
        if (works_1 & (step_1 == 3'd1)) operand_b <= operand_0[15:0];
        if (works_1 & (step_1 == 3'd2)) operand_d <= operand_0;
        if (works_1 & (step_1 == 3'd3)) operand_address <= operand_0;
        if (works_1 & (step_1 == 3'd4)) operand_region <= operand_0;
        if (begins) reason <= no_pass ? 4'd1 : 4'd0;
        else if (fetches_outside) reason <= 4'd1;
        else if (settled) reason <= broken;
        if (begins) tile_first <= 8'd0;
        else if (tile_changes) tile_first <= command[15:8];
        if (begins) tile_tokens <= setup_tokens;
        else if (tile_changes) tile_tokens <= tile_tokens_1;
        if (first_done_0) first_product <= product;
        if (first_done_0) second_left <= matmul ? {17'b0, groups} : blocks_0;
        if (first_done_0) is_second <= 1'd1;
        else if (is_second) is_second <= 1'd0;
        if (_nonzero_1) multiplicand <= {5'b0, is_second ? second_left : {7'b0, first_left}};
        else if (more_0) multiplicand <= doubled;
        if (_nonzero_1) multiplier <= is_second ? {3'b0, banks} : first_right;
        else if (more_0) multiplier <= halved;
        if (_nonzero_1) product <= 32'h0;
        else if (multiplier[0]) product <= sum;
        if (sums_end) loaded <= 10'h0;
        else if (handed_over & (blocks_1 & more_1)) loaded <= end_word;
        if (sums_end) kept_outputs <= 10'h0;
        else if (handed_over & matmul) kept_outputs <= keeps ? outputs_1 : 10'h0;
        if (begins) depth <= 3'd0;
        else if (pushes) depth <= depth + 3'd1;
        else if (pops) depth <= _difference;
        if (|{pops & over_tokens, begins}) in_tokens <= 1'd0;
        else if (pushes & each) in_tokens <= 1'd1;
        loop_now <= loops[top];
        blocks_end <= {9'b0, begin_word} + {1'b0, product};
        _chosen_q <= banks[4] ? (banks[3] ? (banks[2] ? (banks[1] ? 9'h8 : banks[0] ? 9'h8 : 9'h9) : banks[1] ? 9'h9
                : 9'ha) : banks[2] ? (banks[1] ? 9'hb : 9'hc) : banks[1] ? (banks[0] ? 9'hd : 9'he) : banks[0] ? 9'hf
                : 9'h10) : banks[3] ? (banks[2] ? (banks[1] ? (banks[0] ? 9'h11 : 9'h12) : banks[0] ? 9'h13 : 9'h15)
                : banks[1] ? (banks[0] ? 9'h17 : 9'h19) : banks[0] ? 9'h1c : 9'h20) : banks[2]
                ? (banks[1] ? (banks[0] ? 9'h24 : 9'h2a) : banks[0] ? 9'h33 : 9'h40) : banks[1]
                ? (banks[0] ? 9'h55 : 9'h80) : 9'h100;
        records <= rounded[32:2];
        matrix <= {1'b0, _equal_14 ? {records, 5'd0} : first_1}
                + {1'b0, _equal_14 ? first_2 : _equal_13 ? {3'b0, {records, 2'd0}} : first_2};
        transferred <= {1'b0, first_product} + {18'b0, half};
        memory_end <= {1'b0, words} + {14'b0, operand_address};
        region_end <= {1'b0, operand_region} + {1'b0, setup_region_words};
        _both_q <= of_a_token & (|{~(position < setup_capacity), memory < region_end, operand_region < setup_cache});
        beyond_0_q <= beyond_0;
        _both_q_1 <= looks & (beyond_1 | below);
        operand_1_q <= operand_1;
        _both_q_2 <= of_a_token & ~in_tokens;
        _both_q_3 <= is_next & ~(|depth);
        loops_1_q <= loops_1;
        empty_q <= empty;
        _inverse_q <= ~known;
        broken <= _inverse_q ? 4'd2 : empty_q ? 4'd3 : loops_1_q ? 4'd4 : _both_q_3 ? 4'd5 : _both_q_2 ? 4'd6
                : operand_1_q ? 4'd7 : _both_q_1 ? 4'd8 : beyond_0_q ? 4'd9 : _both_q ? 4'd10 : 4'd0;
        if (|{~rest_q, ~resting}) rested <= 6'd0;
        else if (resting) rested <= rested + 6'd1;
        if (enable) indices[target_0] <= value;
        if (moves) loops[place] <= repeats ? fresh : kept;
    end
endmodule

module harmonia_system_processor_issue (
    input wire clock,
    // A task, until it is handed over. There is one.
    input wire task_valid,
    // It is no command: the accelerator shall end what it has.
    input wire task_drains,
    // Its two words.
    input wire [127:0] task_command,
    // Where it lies.
    input wire [23:0] task_tag,
    // A, its index register added.
    input wire [15:0] task_a,
    // B, its index register added.
    input wire [15:0] task_b,
    // D, its index register added; of a ROPE the dimensions.
    input wire [15:0] task_d,
    // The address, its index register added.
    input wire [23:0] task_address,
    // The region, its index register added.
    input wire [23:0] task_region,
    // MATMUL: groups of all pairs. Blocks: elements of a token.
    input wire [31:0] task_product,
    // The token's line.
    input wire [127:0] task_line,
    // Tokens of the pass.
    input wire [6:0] task_tokens,
    // It has been handed to all units.
    output wire task_ready,
    // A CONFIGURE of the link: passed on while there is no task.
    input wire [63:0] configure_data,
    input wire configure_valid,
    output wire configure_ready,
    // Commands of the accelerator.
    output wire [63:0] command_data,
    output wire command_valid,
    input wire command_ready,
    // Orders of the vector unit.
    output wire [159:0] order_data,
    output wire order_valid,
    input wire order_ready,
    // Orders of the reader of weights, each of one matrix.
    output wire [177:0] weights_data,
    output wire weights_valid,
    input wire weights_ready,
    // Orders to transfer words, each of one run.
    output wire [159:0] transfer_data,
    output wire transfer_valid,
    input wire transfer_ready
);
    // Hands a task to the units, token by token: transfers, weights, commands, orders.
    localparam [2:0] MODE_BEGIN = 3'd0;
    localparam [2:0] MODE_TRANSFER = 3'd1;
    localparam [2:0] MODE_WEIGHTS = 3'd2;
    localparam [2:0] MODE_COMMAND = 3'd3;
    localparam [2:0] MODE_ORDER = 3'd4;
    localparam [2:0] MODE_SECOND = 3'd5;
    localparam [2:0] MODE_ADVANCE = 3'd6;
    (* src = "hdl/src/processor/issue.rs:61" *)
    reg handed_over = 1'd0;
    (* src = "hdl/src/processor/issue.rs:62" *)
    reg offered = 1'd0;
    (* src = "hdl/src/processor/issue.rs:63" *)
    wire valid;
    (* src = "hdl/src/processor/issue.rs:74" *)
    wire [7:0] opcode;
    (* src = "hdl/src/processor/issue.rs:79" *)
    reg [2:0] mode = 3'd0;
    (* src = "hdl/src/processor/issue.rs:80" *)
    wire begins, transfers, weighs, commands;
    (* src = "hdl/src/processor/issue.rs:82" *)
    wire orders, seconds, advances;
    (* src = "hdl/src/processor/issue.rs:84" *)
    wire starts;
    (* src = "hdl/src/processor/issue.rs:374" *)
    reg fetches, spills;
    (* src = "hdl/src/processor/issue.rs:87" *)
    wire is_transfer;
    (* src = "hdl/src/processor/refusal.rs:46" *)
    wire _equal, _equal_1, _equal_2, _equal_3, _equal_4;
    (* src = "hdl/src/processor/issue.rs:88" *)
    reg is_matmul;
    (* src = "hdl/src/processor/refusal.rs:48" *)
    reg _equal_q, _equal_q_1, _equal_q_2, _equal_q_3, _equal_q_4;
    (* src = "hdl/src/processor/issue.rs:89" *)
    wire becomes_blocks;
    (* src = "hdl/src/processor/issue.rs:90" *)
    reg stores, commits, attends;
    (* src = "hdl/src/processor/issue.rs:93" *)
    wire keeps;
    (* src = "hdl/src/processor/issue.rs:94" *)
    reg ends;
    (* src = "hdl/src/processor/issue.rs:95" *)
    wire no_order;
    (* src = "hdl/src/processor/issue.rs:96" *)
    wire committed;
    (* src = "hdl/src/processor/issue.rs:97" *)
    wire commanded;
    (* src = "hdl/src/processor/issue.rs:105" *)
    wire has_second;
    (* src = "hdl/src/processor/issue.rs:108" *)
    reg [6:0] tokens_left = 7'd0;
    (* src = "hdl/src/processor/issue.rs:109" *)
    reg [1:0] row = 2'd0;
    (* src = "hdl/src/processor/issue.rs:230" *)
    wire [15:0] stride_a, stride_d;
    (* src = "hdl/src/processor/issue.rs:232" *)
    reg [15:0] walk_a = 16'h0, walk_b = 16'h0, walk_d = 16'h0;
    (* src = "hdl/src/processor/issue.rs:233" *)
    wire [15:0] next_0, next_1, next_2;
    (* src = "hdl/src/processor/issue.rs:232" *)
    reg [23:0] walk_address = 24'h0;
    (* src = "hdl/src/processor/issue.rs:233" *)
    wire [23:0] next_3;
    (* src = "hdl/src/processor/issue.rs:113" *)
    wire walks;
    (* src = "hdl/src/processor/issue.rs:115" *)
    wire last;
    (* src = "hdl/src/processor/issue.rs:119" *)
    wire last_row;
    (* src = "hdl/src/processor/issue.rs:120" *)
    wire [1:0] next_row;
    (* src = "hdl/src/processor/issue.rs:122" *)
    reg [8:0] bank = 9'h0;
    (* src = "hdl/src/processor/issue.rs:129" *)
    wire advanced;
    (* src = "hdl/src/processor/issue.rs:141" *)
    wire [8:0] place;
    (* src = "hdl/src/processor/mod.rs:117" *)
    wire [20:0] _sum;
    (* src = "hdl/src/processor/issue.rs:265" *)
    wire [19:0] pairs_0;
    (* src = "hdl/src/processor/mod.rs:124" *)
    wire [32:0] _sum_1;
    (* src = "hdl/src/processor/issue.rs:266" *)
    wire [11:0] blocks;
    (* src = "hdl/src/processor/issue.rs:267" *)
    wire [6:0] others;
    (* src = "hdl/src/processor/issue.rs:281" *)
    wire [3:0] banks;
    (* src = "hdl/src/processor/issue.rs:282" *)
    wire [1:0] rows_of_last;
    (* src = "hdl/src/processor/issue.rs:286" *)
    wire [63:0] load;
    (* src = "hdl/src/processor/issue.rs:394" *)
    wire [1:0] heads;
    (* src = "hdl/src/processor/issue.rs:295" *)
    wire [63:0] matmul;
    (* src = "hdl/src/processor/issue.rs:312" *)
    wire [15:0] position;
    (* src = "hdl/src/processor/issue.rs:313" *)
    wire [10:0] page;
    (* src = "hdl/src/processor/issue.rs:315" *)
    wire [63:0] store;
    (* src = "hdl/src/processor/issue.rs:323" *)
    wire [63:0] commit;
    (* src = "hdl/src/processor/issue.rs:331" *)
    wire [63:0] attend;
    (* src = "hdl/src/processor/issue.rs:142" *)
    wire [63:0] own_0;
    (* src = "hdl/src/processor/issue.rs:143" *)
    wire own_valid;
    (* src = "hdl/src/processor/issue.rs:144" *)
    wire free;
    (* src = "hdl/src/processor/mod.rs:124" *)
    wire [16:0] _sum_2;
    (* src = "hdl/src/processor/issue.rs:365" *)
    wire [3:0] head_blocks;
    (* src = "hdl/src/processor/issue.rs:367" *)
    reg rope;
    (* src = "hdl/src/processor/issue.rs:375" *)
    wire to_attention;
    (* src = "hdl/src/processor/issue.rs:376" *)
    wire store_value;
    (* src = "hdl/src/processor/issue.rs:377" *)
    wire collects;
    (* src = "hdl/src/processor/issue.rs:379" *)
    wire [2:0] own_1;
    (* src = "hdl/src/processor/issue.rs:387" *)
    wire [2:0] operation;
    (* src = "hdl/src/processor/issue.rs:390" *)
    wire halves;
    (* src = "hdl/src/processor/issue.rs:391" *)
    wire [1:0] sink_0;
    (* src = "hdl/src/processor/issue.rs:392" *)
    wire [1:0] sink_1;
    (* src = "hdl/src/processor/issue.rs:393" *)
    wire [1:0] sink_2;
    (* src = "hdl/src/processor/issue.rs:395" *)
    wire one_part;
    (* src = "hdl/src/processor/issue.rs:396" *)
    wire [6:0] parts_0;
    (* src = "hdl/src/processor/issue.rs:400" *)
    wire [6:0] parts_1;
    (* src = "hdl/src/processor/issue.rs:401" *)
    wire [20:0] length;
    (* src = "hdl/src/processor/issue.rs:405" *)
    wire [6:0] tokens;
    (* src = "hdl/src/processor/issue.rs:406" *)
    wire [7:0] pairs_of_head;
    (* src = "hdl/src/processor/issue.rs:407" *)
    wire [19:0] pairs_1;
    (* src = "hdl/src/processor/issue.rs:408" *)
    wire [15:0] a;
    (* src = "hdl/src/processor/issue.rs:409" *)
    wire [15:0] b;
    (* src = "hdl/src/processor/issue.rs:411" *)
    wire [15:0] d_0;
    (* src = "hdl/src/processor/issue.rs:412" *)
    wire [15:0] d_1;
    (* src = "hdl/src/processor/issue.rs:413" *)
    wire [15:0] stride;
    (* src = "hdl/src/processor/issue.rs:152" *)
    wire [159:0] order;
    (* src = "hdl/src/processor/issue.rs:156" *)
    wire [177:0] matrix;
    (* src = "hdl/src/processor/issue.rs:166" *)
    wire [159:0] words;
    (* src = "hdl/src/processor/issue.rs:176" *)
    wire hands_over;
    assign valid = offered & ~handed_over;
    assign opcode = task_drains ? 8'd0 : task_command[7:0];
    assign begins = mode == MODE_BEGIN;
    assign transfers = mode == MODE_TRANSFER;
    assign weighs = mode == MODE_WEIGHTS;
    assign commands = mode == MODE_COMMAND;
    assign orders = mode == MODE_ORDER;
    assign seconds = mode == MODE_SECOND;
    assign advances = mode == MODE_ADVANCE;
    assign starts = begins & valid;
    assign is_transfer = |{spills, fetches};
    assign _equal = opcode == 8'd48;
    assign becomes_blocks = (|{_equal_q_4, _equal_q_3, _equal_q_2, _equal_q_1, _equal_q}) & task_command[8];
    assign _equal_1 = opcode == 8'd64;
    assign _equal_2 = opcode == 8'd65;
    assign _equal_3 = opcode == 8'd66;
    assign keeps = is_matmul & task_command[31];
    assign _equal_4 = opcode == 8'd0;
    assign no_order = |{keeps, ends, commits};
    assign committed = commits & task_line[48];
    assign commanded = |{ends, attends, committed, stores, becomes_blocks, is_matmul};
    assign has_second = stores | attends;
    assign stride_a = task_command[111:96];
    assign stride_d = task_command[127:112];
    assign next_0 = walk_a + (is_transfer ? stride_d : stride_a);
    assign next_1 = walk_b + (_equal_q_2 ? stride_a : 16'h0);
    assign next_2 = walk_d + stride_d;
    assign next_3 = walk_address + {8'b0, stride_a};
    assign walks = task_command[9] & ~(|{_equal_4, _equal, _equal_3, _equal_2, _equal_1});
    assign last = tokens_left == 7'd1;
    assign last_row = row == 2'd3;
    assign next_row = last_row ? 2'd0 : row + 2'd1;
    assign advanced = advances & ~last;
    assign place = task_d[8:0] + bank;
    assign _sum = {1'b0, task_command[110:91]} + 21'h1;
    assign pairs_0 = _sum[20:1];
    assign _sum_1 = {1'b0, task_product} + 33'h1f;
    assign blocks = _sum_1[16:5];
    assign others = task_tokens - 7'd1;
    assign banks = others[5:2];
    assign rows_of_last = others[1:0];
    assign load = {24'h0, banks, blocks, 7'd0, place, {2'b0, row}, 4'd1};
    assign heads = task_command[9:8];
    assign matmul = {{2'b0, rows_of_last}, pairs_0, banks, {2'b0, task_command[30:21]},
            task_command[20] | task_command[31], 6'd0, task_command[19:11], ~task_command[31], ~task_command[20], heads,
            4'd2};
    assign position = task_line[15:0];
    assign page = task_line[15:5] - 11'h1;
    assign store = {task_line[31:16], task_region, position, 4'd0, 4'd6};
    assign commit = {task_line[47:32], task_region, {5'b0, page}, 4'd0, 4'd7};
    assign attend = {16'h0, task_region, position, {2'b0, heads}, 4'd8};
    assign own_0 = attends ? attend : commits ? commit : stores ? store : is_matmul ? matmul : ends ? 64'h0 : load;
    assign own_valid = commands & commanded;
    assign free = begins & ~valid;
    assign _sum_2 = {1'b0, task_command[31:16]} + 17'h1f;
    assign head_blocks = _sum_2[8:5];
    assign to_attention = has_second & ~seconds;
    assign store_value = stores & seconds;
    assign collects = is_matmul | (attends & seconds);
    assign own_1 = task_command[2:0];
    assign operation = collects ? 3'd7 : fetches ? 3'd6 : spills ? 3'd0 : store_value ? 3'd0 : to_attention ? 3'd4
            : own_1;
    assign halves = to_attention | store_value;
    assign sink_0 = becomes_blocks ? 2'd1 : 2'd0;
    assign sink_1 = halves ? 2'd2 : sink_0;
    assign sink_2 = spills ? 2'd3 : sink_1;
    assign one_part = fetches | spills | stores | collects;
    assign parts_0 = to_attention ? (attends ? {5'b0, heads} : 7'd0) : task_command[63:57];
    assign parts_1 = one_part ? 7'd0 : parts_0;
    assign length = is_matmul ? {1'b0, task_command[110:91]} : {5'b0, task_command[31:16]};
    assign tokens = is_matmul ? task_tokens : {4'b0, {1'b0, heads} + 3'd1};
    assign pairs_of_head = {head_blocks, 4'd0};
    assign pairs_1 = is_matmul ? pairs_0 : {12'b0, pairs_of_head};
    assign a = store_value ? walk_b : walk_a;
    assign b = stores ? walk_d : walk_b;
    assign d_0 = is_matmul ? walk_a : walk_d;
    assign d_1 = rope ? task_command[95:80] : d_0;
    assign stride = is_matmul ? stride_d : task_command[31:16];
    assign order = {task_tag, stride, d_1, b, a, 4'd0, pairs_1, 1'd0, tokens, 3'd0, length, 1'd0, parts_1, 1'd0,
            task_command[10], sink_2, {1'b0, operation}};
    assign order_valid = (orders & ~no_order) | (seconds & has_second);
    assign matrix = {120'h0, heads, task_product, task_address};
    assign words = {120'h0, spills, task_command[31:17], walk_address};
    assign hands_over = advances & last;
    assign command_data = free ? configure_data : own_0;
    assign command_valid = own_valid | (free & configure_valid);
    assign configure_ready = free & command_ready;
    assign order_data = order;
    assign weights_data = matrix;
    assign weights_valid = weighs & is_matmul;
    assign transfer_data = words;
    assign transfer_valid = transfers & is_transfer;
    assign task_ready = hands_over;
    wire unused = &{1'b0, _sum[0], _sum_1, others, _sum[0], _sum_2, task_line, task_command};
    always @(posedge clock) begin
        handed_over <= hands_over;
        offered <= task_valid;
        if (|{advanced, starts}) mode <= MODE_TRANSFER;
        else if (transfers & (transfer_ready | ~is_transfer)) mode <= MODE_WEIGHTS;
        else if (weighs & (weights_ready | ~is_matmul)) mode <= MODE_COMMAND;
        else if (commands & (command_ready | ~commanded)) mode <= MODE_ORDER;
        else if (orders & (order_ready | ~(~no_order))) mode <= MODE_SECOND;
        else if (seconds & (order_ready | ~has_second)) mode <= MODE_ADVANCE;
        else if (advances) mode <= MODE_BEGIN;
        fetches <= opcode == 8'd16;
        spills <= opcode == 8'd17;
        is_matmul <= _equal;
        _equal_q <= opcode == 8'd32;
        _equal_q_1 <= opcode == 8'd33;
        _equal_q_2 <= opcode == 8'd34;
        _equal_q_3 <= opcode == 8'd35;
        _equal_q_4 <= opcode == 8'd36;
        stores <= _equal_1;
        commits <= _equal_2;
        attends <= _equal_3;
        ends <= _equal_4;
        if (starts) tokens_left <= walks ? task_tokens : 7'd1;
        else if (advances) tokens_left <= tokens_left - 7'd1;
        if (starts) row <= 2'd0;
        else if (advances) row <= next_row;
        if (starts) walk_a <= task_a;
        else if (advances) walk_a <= next_0;
        if (starts) walk_b <= task_b;
        else if (advances) walk_b <= next_1;
        if (starts) walk_d <= task_d;
        else if (advances) walk_d <= next_2;
        if (starts) walk_address <= task_address;
        else if (advances) walk_address <= next_3;
        if (starts) bank <= 9'h0;
        else if (advances & last_row) bank <= bank + 9'h1;
        rope <= opcode == 8'd37;
    end
endmodule

module harmonia_system_processor_link (
    input wire clock,
    // Frames of the host.
    input wire [63:0] up_data,
    input wire up_valid,
    output wire up_ready,
    // Answers, in the order of the frames.
    output wire [63:0] down_data,
    output wire down_valid,
    input wire down_ready,
    // Words for memory, all bytes of each. There is a request.
    output wire writes_valid,
    // The word's address.
    output wire [23:0] writes_address,
    // The word.
    output wire [63:0] writes_data,
    // Bytes of it to write.
    output wire [7:0] writes_enables,
    // It is taken.
    input wire writes_ready,
    // Words of memory that the host wants. There is a request.
    output wire reads_valid,
    // Its first word.
    output wire [23:0] reads_address,
    // Its words.
    output wire [7:0] reads_length,
    // It is taken.
    input wire reads_ready,
    // They come, in order.
    input wire [63:0] words_data,
    input wire words_valid,
    output wire words_ready,
    // A check begins.
    output wire check_clear,
    // It takes the word that is there.
    output wire check_takes,
    // The check of the words before.
    input wire [63:0] check,
    // A CONFIGURE for the attention unit.
    output wire [63:0] configure_data,
    output wire configure_valid,
    input wire configure_ready,
    // Which counter is wanted.
    output wire [4:0] counter,
    // What it has counted, in the same cycle.
    input wire [63:0] counted,
    // Overflow and invalid: raised in the pass.
    input wire [1:0] fault,
    // Where the command lies that raised the first one.
    input wire [23:0] fault_tag,
    // A pass runs.
    output wire busy,
    // Bounds of memory, the start of a pass, its end. A pass begins.
    output wire setup_start,
    // Where its program begins.
    output wire [23:0] setup_program,
    // Where its table begins.
    output wire [23:0] setup_table,
    // Its tokens.
    output wire [7:0] setup_tokens,
    // Where vectors begin.
    output wire [23:0] setup_data,
    // Where keys and values begin.
    output wire [23:0] setup_cache,
    // The last word of memory.
    output wire [23:0] setup_last,
    // Words of a head's region.
    output wire [23:0] setup_region_words,
    // Positions of a region.
    output wire [15:0] setup_capacity,
    // Channels of a head.
    output wire [8:0] setup_size,
    // The pass has ended: a pulse.
    input wire setup_ended,
    // Why it was refused; 0 if it was not.
    input wire [3:0] setup_reason,
    // Where the command lies that was refused.
    input wire [23:0] setup_address
);
    // Frames of the host: memory written and read, bounds, passes begun and answered, counters.
    localparam [3:0] MODE_HEADER = 4'd0;
    localparam [3:0] MODE_WRITE = 4'd1;
    localparam [3:0] MODE_READ = 4'd2;
    localparam [3:0] MODE_RUN = 4'd3;
    localparam [3:0] MODE_PASS = 4'd4;
    localparam [3:0] MODE_ANSWER = 4'd5;
    localparam [3:0] MODE_CYCLES = 4'd6;
    localparam [3:0] MODE_CONFIGURE = 4'd7;
    localparam [3:0] MODE_BOUNDS = 4'd8;
    localparam [3:0] MODE_REGIONS = 4'd9;
    localparam [3:0] MODE_COUNTERS = 4'd10;
    localparam [3:0] MODE_COUNTED = 4'd11;
    localparam [3:0] MODE_RUNS = 4'd12;
    localparam [3:0] MODE_CHECK = 4'd13;
    localparam [3:0] MODE_CHECKED = 4'd14;
    (* src = "hdl/src/processor/link.rs:92" *)
    reg [3:0] mode = 4'd0;
    (* src = "hdl/src/processor/link.rs:93" *)
    wire header, writing, reading, run, pass;
    (* src = "hdl/src/processor/link.rs:96" *)
    wire answer;
    (* src = "hdl/src/processor/link.rs:97" *)
    wire cycles_due;
    (* src = "hdl/src/processor/link.rs:98" *)
    wire configuring;
    (* src = "hdl/src/processor/link.rs:99" *)
    wire bounding;
    (* src = "hdl/src/processor/link.rs:100" *)
    wire placing;
    (* src = "hdl/src/processor/link.rs:101" *)
    wire counting;
    (* src = "hdl/src/processor/link.rs:102" *)
    wire counts;
    (* src = "hdl/src/processor/link.rs:113" *)
    wire runs_due, checking, checked;
    (* src = "hdl/src/processor/link.rs:115" *)
    wire head;
    (* src = "hdl/src/processor/link.rs:116" *)
    reg [31:0] count = 32'h0;
    (* src = "hdl/src/processor/link.rs:117" *)
    reg [23:0] address = 24'h0;
    (* src = "hdl/src/processor/link.rs:118" *)
    wire [7:0] opcode;
    (* src = "hdl/src/processor/link.rs:120" *)
    wire some_0;
    (* src = "hdl/src/processor/link.rs:122" *)
    reg last = 1'd0;
    (* src = "hdl/src/processor/link.rs:126" *)
    wire written;
    (* src = "hdl/src/processor/link.rs:257" *)
    wire words_out;
    (* src = "hdl/src/processor/link.rs:127" *)
    wire word_sent;
    (* src = "hdl/src/processor/link.rs:128" *)
    wire word_checked;
    (* src = "hdl/src/processor/link.rs:129" *)
    wire counter_sent;
    (* src = "hdl/src/processor/link.rs:130" *)
    wire counted_off;
    (* src = "hdl/src/processor/link.rs:132" *)
    wire _both;
    (* src = "hdl/src/processor/link.rs:119" *)
    wire _equal;
    (* src = "hdl/src/processor/link.rs:149" *)
    wire _both_1;
    (* src = "hdl/src/processor/asked.rs:64" *)
    reg [31:0] unasked = 32'h0;
    (* src = "hdl/src/processor/asked.rs:65" *)
    wire some_1;
    (* src = "hdl/src/processor/asked.rs:67" *)
    reg offers = 1'd0;
    (* src = "hdl/src/processor/asked.rs:68" *)
    wire asked;
    (* src = "hdl/src/processor/asked.rs:71" *)
    wire is_end;
    (* src = "hdl/src/processor/asked.rs:72" *)
    wire [7:0] up_to_most;
    (* src = "hdl/src/processor/asked.rs:74" *)
    reg ends_run = 1'd0;
    (* src = "hdl/src/processor/asked.rs:74" *)
    reg [7:0] burst = 8'd0;
    (* src = "hdl/src/processor/asked.rs:80" *)
    reg [15:0] runs = 16'h0;
    (* src = "hdl/src/processor/asked.rs:81" *)
    reg [23:0] stride = 24'h0;
    (* src = "hdl/src/processor/asked.rs:82" *)
    reg [23:0] run_at = 24'h0;
    (* src = "hdl/src/processor/asked.rs:83" *)
    wire [23:0] next_run;
    (* src = "hdl/src/processor/asked.rs:84" *)
    wire run_done;
    (* src = "hdl/src/processor/asked.rs:85" *)
    wire another;
    (* src = "hdl/src/processor/asked.rs:95" *)
    wire _both_2;
    (* src = "hdl/src/processor/asked.rs:97" *)
    wire [23:0] in_run;
    (* src = "hdl/src/processor/asked.rs:103" *)
    reg [6:0] waits = 7'd0;
    (* src = "hdl/src/processor/asked.rs:104" *)
    wire [6:0] more;
    (* src = "hdl/src/processor/asked.rs:105" *)
    wire [6:0] less;
    (* src = "hdl/src/processor/link.rs:164" *)
    wire bounds;
    (* src = "hdl/src/processor/link.rs:165" *)
    wire regions;
    (* src = "hdl/src/processor/link.rs:166" *)
    wire runs_1;
    (* src = "hdl/src/processor/link.rs:167" *)
    wire configured;
    (* src = "hdl/src/processor/link.rs:168" *)
    wire is_size;
    (* src = "hdl/src/processor/link.rs:171" *)
    reg started = 1'd0;
    (* src = "hdl/src/processor/link.rs:172" *)
    wire sized;
    (* src = "hdl/src/processor/link.rs:160" *)
    reg [23:0] table_at = 24'h0, data = 24'h0, cache = 24'h0, last_word = 24'h0, region_words = 24'h0;
    (* src = "hdl/src/processor/link.rs:160" *)
    reg [7:0] tokens = 8'd0;
    (* src = "hdl/src/processor/link.rs:160" *)
    reg [15:0] capacity = 16'h0;
    (* src = "hdl/src/processor/link.rs:160" *)
    reg [8:0] size = 9'h20;
    (* src = "hdl/src/processor/link.rs:205" *)
    reg [63:0] counter_or_cycles = 64'h0;
    (* src = "hdl/src/processor/link.rs:206" *)
    wire [47:0] cycles;
    (* src = "hdl/src/processor/link.rs:214" *)
    wire answered;
    (* src = "hdl/src/processor/link.rs:215" *)
    wire told;
    (* src = "hdl/src/processor/link.rs:216" *)
    wire to_header;
    (* src = "hdl/src/processor/link.rs:242" *)
    wire refused;
    (* src = "hdl/src/processor/link.rs:243" *)
    wire flagged;
    (* src = "hdl/src/processor/link.rs:244" *)
    wire [7:0] code;
    (* src = "hdl/src/processor/link.rs:245" *)
    wire [7:0] why;
    (* src = "hdl/src/processor/link.rs:246" *)
    wire [23:0] at_0;
    (* src = "hdl/src/processor/link.rs:247" *)
    wire [23:0] at_1;
    (* src = "hdl/src/processor/link.rs:248" *)
    wire [63:0] status;
    (* src = "hdl/src/processor/link.rs:249" *)
    reg [4:0] next_counter = 5'd0;
    (* src = "hdl/src/processor/link.rs:255" *)
    wire [63:0] down_0;
    (* src = "hdl/src/processor/link.rs:256" *)
    wire [63:0] down_1;
    (* src = "hdl/src/processor/link.rs:264" *)
    wire always_word;
    (* src = "hdl/src/processor/link.rs:265" *)
    wire taken;
    assign header = mode == MODE_HEADER;
    assign writing = mode == MODE_WRITE;
    assign reading = mode == MODE_READ;
    assign run = mode == MODE_RUN;
    assign pass = mode == MODE_PASS;
    assign answer = mode == MODE_ANSWER;
    assign cycles_due = mode == MODE_CYCLES;
    assign configuring = mode == MODE_CONFIGURE;
    assign bounding = mode == MODE_BOUNDS;
    assign placing = mode == MODE_REGIONS;
    assign counting = mode == MODE_COUNTERS;
    assign counts = mode == MODE_COUNTED;
    assign runs_due = mode == MODE_RUNS;
    assign checking = mode == MODE_CHECK;
    assign checked = mode == MODE_CHECKED;
    assign head = header & up_valid;
    assign opcode = up_data[7:0];
    assign some_0 = |up_data[63:32];
    assign written = writing & up_valid & writes_ready;
    assign words_out = reading & words_valid;
    assign word_sent = words_out & down_ready;
    assign word_checked = checking & words_valid;
    assign counter_sent = counts & down_ready;
    assign counted_off = |{counter_sent, word_sent, written};
    assign _both = head & (opcode == 8'd6);
    assign _equal = opcode == 8'd2;
    assign _both_1 = runs_due & up_valid;
    assign some_1 = |unasked;
    assign asked = reads_ready & offers;
    assign is_end = ~(32'h10 < unasked);
    assign up_to_most = is_end ? unasked[7:0] : 8'd16;
    assign next_run = run_at + stride;
    assign run_done = asked & ends_run;
    assign another = checking & ~(runs == 16'h1);
    assign _both_2 = run_done & another;
    assign in_run = address + {16'b0, burst};
    assign more = asked ? burst[6:0] : 7'd0;
    assign less = {6'b0, word_checked};
    assign bounds = bounding & up_valid;
    assign regions = placing & up_valid;
    assign runs_1 = run & up_valid;
    assign configured = configuring & up_valid & configure_ready;
    assign is_size = up_data[7:4] == 4'd0;
    assign sized = configured & is_size;
    assign cycles = counter_or_cycles[47:0] + 48'h1;
    assign answered = down_ready & answer;
    assign told = down_ready & cycles_due;
    assign to_header = |{counter_sent & last, regions, configured, told, down_ready & checked, word_sent & last,
            written & last};
    assign refused = |setup_reason;
    assign flagged = |fault;
    assign code = refused ? 8'd2 : {7'b0, flagged};
    assign why = refused ? {4'b0, setup_reason} : {6'b0, fault};
    assign at_0 = refused ? setup_address : fault_tag;
    assign at_1 = (|{flagged, refused}) ? at_0 : 24'h0;
    assign status = {24'b0, {at_1, why, code}};
    assign down_0 = answer ? status : checked ? check : counter_or_cycles;
    assign down_1 = reading ? words_data : down_0;
    assign always_word = |{runs_due, placing, bounding, run, header};
    assign taken = |{configuring & configure_ready, writing & writes_ready, always_word};
    assign down_data = down_1;
    assign down_valid = |{checked, counts, cycles_due, answer, words_out};
    assign busy = pass;
    assign setup_start = started;
    assign setup_program = address;
    assign setup_table = table_at;
    assign setup_tokens = tokens;
    assign setup_data = data;
    assign setup_cache = cache;
    assign setup_last = last_word;
    assign setup_region_words = region_words;
    assign setup_capacity = capacity;
    assign setup_size = size;
    assign up_ready = taken;
    assign words_ready = |{checking, reading & down_ready};
    assign check_clear = head;
    assign check_takes = word_checked;
    assign writes_valid = writing & up_valid;
    assign writes_address = address;
    assign writes_data = up_data;
    assign writes_enables = 8'd255;
    assign reads_valid = offers;
    assign reads_address = address;
    assign reads_length = burst;
    assign configure_data = up_data;
    assign configure_valid = configuring & up_valid;
    assign counter = next_counter;
    always @(posedge clock) begin
        if (head & ((opcode == 8'd1) & some_0)) mode <= MODE_WRITE;
        else if (head & (_equal & some_0)) mode <= MODE_READ;
        else if (head & (opcode == 8'd7)) mode <= MODE_RUNS;
        else if (head & (opcode == 8'd3)) mode <= MODE_RUN;
        else if (head & (opcode == 8'd4)) mode <= MODE_CONFIGURE;
        else if (head & (opcode == 8'd5)) mode <= MODE_BOUNDS;
        else if (_both) mode <= MODE_COUNTERS;
        else if (runs_1) mode <= MODE_PASS;
        else if (pass & setup_ended) mode <= MODE_ANSWER;
        else if (answered) mode <= MODE_CYCLES;
        else if (bounds) mode <= MODE_REGIONS;
        else if (counting) mode <= MODE_COUNTED;
        else if (_both_1) mode <= MODE_CHECK;
        else if (checking & ~(|{|waits, some_1})) mode <= MODE_CHECKED;
        else if (to_header) mode <= MODE_HEADER;
        else if (counter_sent) mode <= MODE_COUNTERS;
        if (_both) count <= 32'hb;
        else if (head) count <= up_data[63:32];
        else if (counted_off) count <= count - 32'h1;
        if (head) address <= up_data[31:8];
        else if (written) address <= address + 24'h1;
        else if (_both_2) address <= next_run;
        else if (asked) address <= in_run;
        if (_both) last <= 1'd0;
        else if (head) last <= up_data[63:32] == 32'h1;
        else if (counted_off) last <= count == 32'h2;
        if (head & _equal) unasked <= up_data[63:32];
        else if (_both_1 & (|up_data[39:24])) unasked <= count;
        else if (_both_2) unasked <= count;
        else if (asked) unasked <= unasked - {24'b0, burst};
        if (asked) offers <= 1'd0;
        else if (some_1) offers <= 1'd1;
        if (~offers) ends_run <= is_end;
        if (~offers) burst <= up_to_most;
        if (_both_1) runs <= up_data[39:24];
        else if (run_done) runs <= runs - 16'h1;
        if (_both_1) stride <= up_data[23:0];
        if (_both_1) run_at <= address;
        else if (run_done) run_at <= next_run;
        if (_both_1) waits <= 7'd0;
        else if (checking) waits <= waits + more - less;
        started <= runs_1;
        if (runs_1) table_at <= up_data[23:0];
        if (runs_1) tokens <= up_data[31:24];
        if (bounds) data <= up_data[23:0];
        if (bounds) cache <= up_data[47:24];
        if (regions) last_word <= up_data[63:40];
        if (regions) region_words <= up_data[23:0];
        if (regions) capacity <= up_data[39:24];
        if (sized) size <= up_data[32:24];
        if (runs_1) counter_or_cycles <= 64'h0;
        else if (pass) counter_or_cycles <= {16'b0, cycles};
        else if (counting) counter_or_cycles <= counted;
        if (head) next_counter <= 5'd0;
        else if (counter_sent) next_counter <= next_counter + 5'd1;
    end
endmodule

module harmonia_system_query (
    input wire clock,
    // A pulse when an ATTEND begins; the other ports stay from here until `idle`.
    input wire start,
    // The query's group.
    input wire [10:0] group,
    // The query's own token: later ones are written, but count for nothing. Stays until `done`.
    input wire [15:0] position,
    // Queries less one.
    input wire [1:0] last_query,
    // Blocks of 32 channels.
    input wire [3:0] blocks,
    // Pages of the initial window.
    input wire [8:0] init_pages,
    // Pages before the group that are in the local window.
    input wire [8:0] near_pages,
    // Not even the group is.
    input wire far,
    // Keys are all that is wanted.
    input wire keys_only,
    // Sums are sent as they stand.
    input wire given,
    // Lowest, the ceiling until there is a visible score: a maximum that the host gives; above it those
    // of the rows behind. They stay while scores come.
    input wire [67:0] maxima,
    // Four rotated values of a query, FP32, as the cache collected them.
    input wire [127:0] queries_data,
    input wire queries_valid,
    output wire queries_ready,
    // LOAD and MATMUL_KV commands for the engine, in the order in which their beats come.
    output wire [63:0] command_data,
    output wire command_valid,
    input wire command_ready,
    // Four FP32 values of either stream, the first in the lowest bits: a beat of the engine's
    // activations.
    output wire [127:0] activations_data,
    output wire activations_valid,
    input wire activations_ready,
    // Beats that come: ready while a place is free, which does not depend on `down` in the same cycle.
    input wire [33:0] engine_results_data,
    input wire engine_results_valid,
    output wire engine_results_ready,
    // Beats in the order in which they came, two cycles later at least.
    output wire [33:0] results_data,
    output wire results_valid,
    input wire results_ready,
    // All commands are sent, and, where keys are all that is wanted, every score has been counted.
    output wire idle
);
    wire schedule_idle;
    wire merge_probabilities_ready;
    wire [33:0] engine_down_data;
    wire engine_down_valid;
    wire engine_down_ready;
    wire score_control_result_ready;
    wire [33:0] score_control_score;
    wire [3:0] score_control_rows;
    wire [13:0] score_control_address;
    wire score_control_visible;
    wire score_control_clear;
    wire score_control_done;
    wire score_control_weighs;
    wire [67:0] row_0_given_on;
    wire [16:0] row_0_ceiling_out;
    wire [671:0] row_0_weights;
    wire row_0_overflow_out;
    wire row_0_weights_valid_out;
    wire [67:0] row_1_given_on;
    wire [16:0] row_1_ceiling_out;
    wire [671:0] row_1_weights;
    wire row_1_overflow_out;
    wire row_1_weights_valid_out;
    wire [67:0] row_2_given_on;
    wire [16:0] row_2_ceiling_out;
    wire [671:0] row_2_weights;
    wire row_2_overflow_out;
    wire row_2_weights_valid_out;
    wire [67:0] row_3_given_on;
    wire [16:0] row_3_ceiling_out;
    wire [671:0] row_3_weights;
    wire row_3_overflow_out;
    wire row_3_weights_valid_out;
    wire softmax_control_taken;
    wire softmax_control_read;
    wire [13:0] softmax_control_read_address;
    wire softmax_control_visible;
    wire softmax_control_offers;
    wire softmax_control_moves;
    wire values_result_ready;
    wire [3:0] values_asks;
    wire [31:0] values_numerator;
    wire [31:0] values_denominator;
    wire [1:0] values_flags;
    wire values_operands_valid;
    wire values_passes;
    wire [3:0] values_counts;
    wire values_chain_end;
    wire [16:0] values_no_ceiling;
    wire values_idle;
    wire [33:0] divide_quotient;
    wire divide_quotient_valid;
    wire [33:0] answer_result;
    wire answer_result_valid;
    wire queue_taken;
    harmonia_system_schedule schedule (
        .clock(clock),
        .start(start),
        .group(group),
        .init_pages(init_pages),
        .near_pages(near_pages),
        .far(far),
        .keys_only(keys_only),
        .given(given),
        .scored(score_control_done),
        .blocks(blocks),
        .last_query(last_query),
        .command_data(command_data),
        .command_valid(command_valid),
        .command_ready(command_ready),
        .idle(schedule_idle)
    );
    harmonia_system_activation_merge merge (
        .clock(clock),
        .query_data(queries_data),
        .query_valid(queries_valid),
        .query_ready(queries_ready),
        .probabilities_data(row_0_weights),
        .probabilities_valid(softmax_control_offers),
        .probabilities_ready(merge_probabilities_ready),
        .activations_data(activations_data),
        .activations_valid(activations_valid),
        .activations_ready(activations_ready)
    );
    harmonia_system_skid_buffer_34 engine (
        .clock(clock),
        .up_data(engine_results_data),
        .up_valid(engine_results_valid),
        .up_ready(engine_results_ready),
        .down_data(engine_down_data),
        .down_valid(engine_down_valid),
        .down_ready(engine_down_ready)
    );
    harmonia_system_score_control score_control (
        .clock(clock),
        .start(start),
        .group(group),
        .position(position),
        .last_query(last_query),
        .keys_only(keys_only),
        .result(engine_down_data),
        .result_valid(engine_down_valid),
        .result_ready(score_control_result_ready),
        .score(score_control_score),
        .rows(score_control_rows),
        .address(score_control_address),
        .visible(score_control_visible),
        .clear(score_control_clear),
        .done(score_control_done),
        .weighs(score_control_weighs)
    );
    harmonia_system_row row_0 (
        .clock(clock),
        .score(score_control_score),
        .score_valid(score_control_rows[0]),
        .address(score_control_address),
        .score_visible(score_control_visible),
        .clear(score_control_clear),
        .given(maxima),
        .given_on(row_0_given_on),
        .fixed(given),
        .asked(values_asks[0]),
        .ceiling_in(row_1_ceiling_out),
        .ceiling_out(row_0_ceiling_out),
        .read(softmax_control_read),
        .read_address(softmax_control_read_address),
        .visible(softmax_control_visible),
        .moves(softmax_control_moves),
        .next_row(row_1_weights),
        .weights(row_0_weights),
        .counts(values_counts[0]),
        .overflow_in(row_1_overflow_out),
        .overflow_out(row_0_overflow_out),
        .weights_valid_in(row_1_weights_valid_out),
        .weights_valid_out(row_0_weights_valid_out)
    );
    harmonia_system_row row_1 (
        .clock(clock),
        .score(score_control_score),
        .score_valid(score_control_rows[1]),
        .address(score_control_address),
        .score_visible(score_control_visible),
        .clear(score_control_clear),
        .given(row_0_given_on),
        .given_on(row_1_given_on),
        .fixed(given),
        .asked(values_asks[1]),
        .ceiling_in(row_2_ceiling_out),
        .ceiling_out(row_1_ceiling_out),
        .read(softmax_control_read),
        .read_address(softmax_control_read_address),
        .visible(softmax_control_visible),
        .moves(softmax_control_moves),
        .next_row(row_2_weights),
        .weights(row_1_weights),
        .counts(values_counts[1]),
        .overflow_in(row_2_overflow_out),
        .overflow_out(row_1_overflow_out),
        .weights_valid_in(row_2_weights_valid_out),
        .weights_valid_out(row_1_weights_valid_out)
    );
    harmonia_system_row row_2 (
        .clock(clock),
        .score(score_control_score),
        .score_valid(score_control_rows[2]),
        .address(score_control_address),
        .score_visible(score_control_visible),
        .clear(score_control_clear),
        .given(row_1_given_on),
        .given_on(row_2_given_on),
        .fixed(given),
        .asked(values_asks[2]),
        .ceiling_in(row_3_ceiling_out),
        .ceiling_out(row_2_ceiling_out),
        .read(softmax_control_read),
        .read_address(softmax_control_read_address),
        .visible(softmax_control_visible),
        .moves(softmax_control_moves),
        .next_row(row_3_weights),
        .weights(row_2_weights),
        .counts(values_counts[2]),
        .overflow_in(row_3_overflow_out),
        .overflow_out(row_2_overflow_out),
        .weights_valid_in(row_3_weights_valid_out),
        .weights_valid_out(row_2_weights_valid_out)
    );
    harmonia_system_row row_3 (
        .clock(clock),
        .score(score_control_score),
        .score_valid(score_control_rows[3]),
        .address(score_control_address),
        .score_visible(score_control_visible),
        .clear(score_control_clear),
        .given(row_2_given_on),
        .given_on(row_3_given_on),
        .fixed(given),
        .asked(values_asks[3]),
        .ceiling_in(values_no_ceiling),
        .ceiling_out(row_3_ceiling_out),
        .read(softmax_control_read),
        .read_address(softmax_control_read_address),
        .visible(softmax_control_visible),
        .moves(softmax_control_moves),
        .next_row(row_0_weights),
        .weights(row_3_weights),
        .counts(values_counts[3]),
        .overflow_in(values_chain_end),
        .overflow_out(row_3_overflow_out),
        .weights_valid_in(values_chain_end),
        .weights_valid_out(row_3_weights_valid_out)
    );
    harmonia_system_softmax_control softmax_control (
        .clock(clock),
        .start(score_control_weighs),
        .group(group),
        .position(position),
        .last_query(last_query),
        .lanes_valid(row_0_weights_valid_out),
        .taken(softmax_control_taken),
        .read(softmax_control_read),
        .read_address(softmax_control_read_address),
        .visible(softmax_control_visible),
        .offers(softmax_control_offers),
        .moves(softmax_control_moves)
    );
    harmonia_system_outputs values (
        .clock(clock),
        .start(score_control_done),
        .blocks(blocks),
        .last_query(last_query),
        .overflow(row_0_overflow_out),
        .keys_only(keys_only),
        .given(given),
        .maximum(row_0_ceiling_out),
        .no_maxima(row_3_given_on),
        .result(engine_down_data),
        .result_valid(engine_down_valid),
        .taken(queue_taken),
        .result_ready(values_result_ready),
        .asks(values_asks),
        .numerator(values_numerator),
        .denominator(values_denominator),
        .flags(values_flags),
        .operands_valid(values_operands_valid),
        .passes(values_passes),
        .counts(values_counts),
        .chain_end(values_chain_end),
        .no_ceiling(values_no_ceiling),
        .idle(values_idle)
    );
    harmonia_system_divide divide (
        .clock(clock),
        .numerator(values_numerator),
        .denominator(values_denominator),
        .flags(values_flags),
        .operands_valid(values_operands_valid),
        .quotient(divide_quotient),
        .quotient_valid(divide_quotient_valid)
    );
    harmonia_system_answer answer (
        .clock(clock),
        .quotient_data(divide_quotient),
        .quotient_valid(divide_quotient_valid),
        .value(values_numerator),
        .flags(values_flags),
        .value_valid(values_passes),
        .result(answer_result),
        .result_valid(answer_result_valid)
    );
    harmonia_system_queue_64x34 queue (
        .clock(clock),
        .up_data(answer_result),
        .up_valid(answer_result_valid),
        .down_data(results_data),
        .down_valid(results_valid),
        .down_ready(results_ready),
        .taken(queue_taken)
    );
    assign idle = schedule_idle & values_idle;
    assign engine_down_ready = score_control_result_ready | values_result_ready;
    assign softmax_control_taken = softmax_control_offers & merge_probabilities_ready;
endmodule

module harmonia_system_queue_64x34 (
    input wire clock,
    // A beat that comes, and waits here in order.
    input wire [33:0] up_data,
    // A beat is there, and is taken: who sends it has counted the places that are free.
    input wire up_valid,
    // Beats in the order in which they came, two cycles later at least.
    output wire [33:0] down_data,
    output wire down_valid,
    input wire down_ready,
    // A pulse when a beat leaves: one place more is free.
    output wire taken
);
    // 64 beats of 34 bits and two on offer; never written when full.
    (* src = "hdl/src/stream/fifo.rs:29" *)
    (* no_rw_check *) reg [33:0] entries [0:63];
    (* src = "hdl/src/stream/fifo.rs:27" *)
    reg [6:0] head = 7'd0;
    (* src = "hdl/src/stream/fifo.rs:28" *)
    reg [6:0] tail = 7'd0;
    (* src = "hdl/src/stream/fifo.rs:35" *)
    wire [33:0] oldest;
    (* src = "hdl/src/stream/skid_buffer.rs:21" *)
    reg [33:0] first = 34'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:22" *)
    reg [33:0] second = 34'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:23" *)
    reg holds_one = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:24" *)
    reg holds_two = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:25" *)
    wire first_taken;
    (* src = "hdl/src/stream/skid_buffer.rs:26" *)
    wire push;
    (* src = "hdl/src/stream/skid_buffer.rs:27" *)
    wire moves;
    (* src = "hdl/src/stream/skid_buffer.rs:31" *)
    wire _either;
    assign oldest = entries[head[5:0]];
    assign first_taken = holds_one & down_ready;
    assign push = ~(head == tail) & ~holds_two;
    assign moves = ~holds_one | down_ready;
    assign _either = holds_two | push;
    assign down_data = first;
    assign down_valid = holds_one;
    assign taken = first_taken;
    always @(posedge clock) begin
        if (push) head <= head + 7'd1;
        if (up_valid) tail <= tail + 7'd1;
        if (moves) first <= holds_two ? second : oldest;
        if (~holds_two) second <= oldest;
        holds_one <= moves ? _either : 1'd1;
        holds_two <= ~moves & _either;
        if (up_valid) entries[tail[5:0]] <= up_data;
    end
endmodule

module harmonia_system_raw_writer (
    input wire clock,
    // A WRITE begins.
    input wire start_write,
    // A STORE begins: its value goes to the residual.
    input wire start_store,
    // Words of a WRITE; of a STORE the token, whose place in its group of 32 is where the value goes.
    input wire [15:0] position,
    // Channels of a head.
    input wire [8:0] size,
    // Where a WRITE writes.
    input wire [23:0] region,
    // Where the residual is.
    input wire [23:0] residual,
    // An FP16 value of the host, as it came.
    input wire [15:0] value,
    // A value is there for memory; it waits until `value_ready`.
    input wire value_valid,
    // Values of the command under way are still to come.
    output wire wants,
    // The value is taken.
    output wire value_ready,
    // Writes a word, or the two bytes of a STORE's value in it. There is a request.
    output wire request_valid,
    // The word's address.
    output wire [23:0] request_address,
    // The word.
    output wire [63:0] request_data,
    // Bytes of it to write.
    output wire [7:0] request_enables,
    // It is taken.
    input wire request_ready,
    // Everything is written.
    output wire idle
);
    // FP16 values to memory as they are: four per word of a WRITE, or each at its token's place in the residual.
    (* src = "hdl/src/attention/cache/raw_writer.rs:57" *)
    reg [17:0] values_left = 18'h0;
    (* src = "hdl/src/attention/cache/raw_writer.rs:58" *)
    reg some_left = 1'd0;
    (* src = "hdl/src/attention/cache/raw_writer.rs:59" *)
    reg request = 1'd0;
    (* src = "hdl/src/attention/cache/raw_writer.rs:60" *)
    wire ready;
    (* src = "hdl/src/attention/cache/raw_writer.rs:61" *)
    wire take;
    (* src = "hdl/src/attention/cache/raw_writer.rs:62" *)
    wire start;
    (* src = "hdl/src/attention/cache/raw_writer.rs:63" *)
    wire [17:0] wanted;
    (* src = "hdl/src/attention/cache/raw_writer.rs:64" *)
    wire [17:0] less;
    (* src = "hdl/src/attention/cache/raw_writer.rs:66" *)
    wire more;
    (* src = "hdl/src/attention/cache/raw_writer.rs:70" *)
    reg scattered = 1'd0;
    (* src = "hdl/src/attention/cache/raw_writer.rs:72" *)
    reg [1:0] lane = 2'd0;
    (* src = "hdl/src/attention/cache/raw_writer.rs:73" *)
    wire [1:0] lane_next;
    (* src = "hdl/src/attention/cache/raw_writer.rs:74" *)
    wire [1:0] moved;
    (* src = "hdl/src/attention/cache/raw_writer.rs:75" *)
    wire [1:0] own_lane;
    (* src = "hdl/src/attention/cache/raw_writer.rs:79" *)
    reg [15:0] value_0 = 16'h0, value_1 = 16'h0, value_2 = 16'h0, value_3 = 16'h0;
    (* src = "hdl/src/attention/cache/raw_writer.rs:80" *)
    wire _equal, _equal_1, _equal_2, _equal_3;
    (* src = "hdl/src/attention/cache/raw_writer.rs:84" *)
    wire complete;
    (* src = "hdl/src/attention/cache/raw_writer.rs:86" *)
    wire sent;
    (* src = "hdl/src/attention/cache/raw_writer.rs:87" *)
    reg [23:0] address = 24'h0;
    (* src = "hdl/src/attention/cache/raw_writer.rs:88" *)
    wire [23:0] token_word;
    (* src = "hdl/src/attention/cache/raw_writer.rs:89" *)
    wire [23:0] first;
    (* src = "hdl/src/attention/cache/raw_writer.rs:90" *)
    wire [3:0] stride;
    (* src = "hdl/src/attention/cache/raw_writer.rs:91" *)
    wire [23:0] next;
    (* src = "hdl/src/attention/cache/raw_writer.rs:95" *)
    wire enables_0, enables_1, enables_2, enables_3;
    assign ready = some_left & ~request;
    assign take = ready & value_valid;
    assign start = start_write | start_store;
    assign wanted = start_store ? {9'b0, size} : {position, 2'd0};
    assign less = values_left - 18'h1;
    assign more = ~(values_left == 18'h1) & some_left;
    assign lane_next = lane + 2'd1;
    assign moved = (take & ~scattered) ? lane_next : lane;
    assign own_lane = start_store ? position[1:0] : 2'd0;
    assign _equal = lane == 2'd0;
    assign _equal_1 = lane == 2'd1;
    assign _equal_2 = lane == 2'd2;
    assign _equal_3 = lane == 2'd3;
    assign complete = take & (scattered | (&lane));
    assign sent = request & request_ready;
    assign token_word = {21'b0, position[4:2]};
    assign first = start_store ? residual + token_word : region;
    assign stride = scattered ? 4'd8 : 4'd1;
    assign next = address + {20'b0, stride};
    assign enables_0 = ~scattered | _equal;
    assign enables_1 = ~scattered | _equal_1;
    assign enables_2 = ~scattered | _equal_2;
    assign enables_3 = ~scattered | _equal_3;
    assign wants = some_left;
    assign value_ready = ready;
    assign request_valid = request;
    assign request_address = address;
    assign request_data = {value_3, value_2, value_1, value_0};
    assign request_enables = {{2{enables_3}}, {2{enables_2}}, {2{enables_1}}, {2{enables_0}}};
    assign idle = ~some_left & ~request;
    always @(posedge clock) begin
        if (start) values_left <= wanted;
        else if (take) values_left <= less;
        if (start) some_left <= |wanted;
        else if (take) some_left <= more;
        request <= complete | (request & ~request_ready);
        if (start) scattered <= start_store;
        lane <= start ? own_lane : moved;
        if (take & (scattered | _equal)) value_0 <= value;
        if (take & (scattered | _equal_1)) value_1 <= value;
        if (take & (scattered | _equal_2)) value_2 <= value;
        if (take & (scattered | _equal_3)) value_3 <= value;
        if (start) address <= first;
        else if (sent) address <= next;
    end
endmodule

module harmonia_system_read_queue_32 (
    input wire clock,
    // A request to read was taken, in the cycle before; when it was chosen there was room, and none has
    // been chosen since.
    input wire reserve,
    // Its words.
    input wire [7:0] length,
    // There is room for the longest request.
    output wire room,
    // A word of memory.
    input wire [63:0] word,
    // It is there, and is taken.
    input wire word_valid,
    // The words in their order, three cycles later at least.
    output wire [63:0] words_data,
    output wire words_valid,
    input wire words_ready
);
    // 32 words of a client that reads memory; places are promised before.
    (* src = "hdl/src/memory/read_queue.rs:67" *)
    (* no_rw_check *) reg [63:0] stored [0:31];
    (* src = "hdl/src/memory/read_queue.rs:65" *)
    reg [5:0] head = 6'd0;
    (* src = "hdl/src/memory/read_queue.rs:66" *)
    reg [5:0] tail = 6'd0;
    (* src = "hdl/src/memory/read_queue.rs:71" *)
    reg is_read = 1'd0;
    (* src = "hdl/src/memory/read_queue.rs:72" *)
    reg [63:0] read;
    (* src = "hdl/src/stream/skid_buffer.rs:21" *)
    reg [63:0] first = 64'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:22" *)
    reg [63:0] second = 64'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:23" *)
    reg holds_one = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:24" *)
    reg holds_two = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:25" *)
    wire first_taken;
    (* src = "hdl/src/stream/skid_buffer.rs:26" *)
    wire push;
    (* src = "hdl/src/stream/skid_buffer.rs:27" *)
    wire moves;
    (* src = "hdl/src/stream/skid_buffer.rs:31" *)
    wire _either;
    (* src = "hdl/src/memory/read_queue.rs:74" *)
    wire fills_up;
    (* src = "hdl/src/memory/read_queue.rs:75" *)
    wire has_place;
    (* src = "hdl/src/memory/read_queue.rs:76" *)
    wire leaves;
    (* src = "hdl/src/memory/read_queue.rs:80" *)
    reg [5:0] free = 6'd32;
    (* src = "hdl/src/memory/read_queue.rs:82" *)
    reg left = 1'd0;
    (* src = "hdl/src/memory/read_queue.rs:83" *)
    wire [5:0] freed;
    (* src = "hdl/src/memory/read_queue.rs:84" *)
    wire [5:0] promised;
    assign first_taken = holds_one & words_ready;
    assign push = is_read & ~holds_two;
    assign moves = ~holds_one | words_ready;
    assign _either = holds_two | push;
    assign fills_up = holds_one & is_read;
    assign has_place = (~holds_two & ~fills_up) | first_taken;
    assign leaves = ~(head == tail) & has_place;
    assign freed = free + {5'b0, left};
    assign promised = length[5:0];
    assign room = |free[5:4];
    assign words_data = first;
    assign words_valid = holds_one;
    wire unused = &{1'b0, length[7:6]};
    always @(posedge clock) begin
        if (leaves) head <= head + 6'd1;
        if (word_valid) tail <= tail + 6'd1;
        is_read <= leaves;
        read <= stored[head[4:0]];
        if (moves) first <= holds_two ? second : read;
        if (~holds_two) second <= read;
        holds_one <= moves ? _either : 1'd1;
        holds_two <= ~moves & _either;
        free <= reserve ? freed - promised : freed;
        left <= is_read;
        if (word_valid) stored[tail[4:0]] <= word;
    end
endmodule

module harmonia_system_read_queue_512 (
    input wire clock,
    // A request to read was taken, in the cycle before; when it was chosen there was room, and none has
    // been chosen since.
    input wire reserve,
    // Its words.
    input wire [7:0] length,
    // There is room for the longest request.
    output wire room,
    // A word of memory.
    input wire [63:0] word,
    // It is there, and is taken.
    input wire word_valid,
    // The words in their order, three cycles later at least.
    output wire [63:0] words_data,
    output wire words_valid,
    input wire words_ready
);
    // 512 words of a client that reads memory; places are promised before.
    (* src = "hdl/src/memory/read_queue.rs:67" *)
    (* no_rw_check *) reg [63:0] stored [0:511];
    (* src = "hdl/src/memory/read_queue.rs:65" *)
    reg [9:0] head = 10'h0;
    (* src = "hdl/src/memory/read_queue.rs:66" *)
    reg [9:0] tail = 10'h0;
    (* src = "hdl/src/memory/read_queue.rs:71" *)
    reg is_read = 1'd0;
    (* src = "hdl/src/memory/read_queue.rs:72" *)
    reg [63:0] read;
    (* src = "hdl/src/stream/skid_buffer.rs:21" *)
    reg [63:0] first = 64'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:22" *)
    reg [63:0] second = 64'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:23" *)
    reg holds_one = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:24" *)
    reg holds_two = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:25" *)
    wire first_taken;
    (* src = "hdl/src/stream/skid_buffer.rs:26" *)
    wire push;
    (* src = "hdl/src/stream/skid_buffer.rs:27" *)
    wire moves;
    (* src = "hdl/src/stream/skid_buffer.rs:31" *)
    wire _either;
    (* src = "hdl/src/memory/read_queue.rs:74" *)
    wire fills_up;
    (* src = "hdl/src/memory/read_queue.rs:75" *)
    wire has_place;
    (* src = "hdl/src/memory/read_queue.rs:76" *)
    wire leaves;
    (* src = "hdl/src/memory/read_queue.rs:80" *)
    reg [9:0] free = 10'h200;
    (* src = "hdl/src/memory/read_queue.rs:82" *)
    reg left = 1'd0;
    (* src = "hdl/src/memory/read_queue.rs:83" *)
    wire [9:0] freed;
    (* src = "hdl/src/memory/read_queue.rs:84" *)
    wire [9:0] promised;
    assign first_taken = holds_one & words_ready;
    assign push = is_read & ~holds_two;
    assign moves = ~holds_one | words_ready;
    assign _either = holds_two | push;
    assign fills_up = holds_one & is_read;
    assign has_place = (~holds_two & ~fills_up) | first_taken;
    assign leaves = ~(head == tail) & has_place;
    assign freed = free + {9'b0, left};
    assign promised = {2'b0, length};
    assign room = |free[9:6];
    assign words_data = first;
    assign words_valid = holds_one;
    always @(posedge clock) begin
        if (leaves) head <= head + 10'h1;
        if (word_valid) tail <= tail + 10'h1;
        is_read <= leaves;
        read <= stored[head[8:0]];
        if (moves) first <= holds_two ? second : read;
        if (~holds_two) second <= read;
        holds_one <= moves ? _either : 1'd1;
        holds_two <= ~moves & _either;
        free <= reserve ? freed - promised : freed;
        left <= is_read;
        if (word_valid) stored[tail[8:0]] <= word;
    end
endmodule

module harmonia_system_reader (
    input wire clock,
    // What the words of the next request are: plane, format, whether the beat of ones comes first. In
    // the order of the requests.
    input wire [5:0] burst_data,
    input wire burst_valid,
    output wire burst_ready,
    // A word of 64 bits from memory, in the order of the requests.
    input wire [63:0] word,
    // A word is there; it waits until `word_ready`.
    input wire word_valid,
    // A beat may be promised in the next cycle.
    input wire room,
    // The word is taken in this cycle, whatever it is: of a plane, or of the residual.
    output wire word_ready,
    // The word taken is of the residual: the masks before the converter take it from `word`, not from
    // here.
    output wire residual_valid,
    // Beats that are promised to the queue in this cycle: 1 for one of planes that leaves, 2 for a pair
    // of residual channels that is let in, 3 for both.
    output wire [1:0] reserve,
    // Digits and scales of two channels (keys) or tokens' values for one pass, with a fifth bit for each
    // digit above them.
    output wire [383:0] beat,
    // A beat is there and must be taken: it was promised by `reserve`.
    output wire beat_valid
);
    // Words of planes in memory to beats of signed digits for the engine; words of the residual go past it.
    genvar i;
    (* src = "hdl/src/stream/fifo.rs:29" *)
    (* no_rw_check *) reg [5:0] bursts [0:7];
    (* src = "hdl/src/attention/cache/reader/words.rs:163" *)
    (* no_rw_check *) reg [63:0] low_0 [0:7];
    (* src = "hdl/src/attention/cache/reader/words.rs:163" *)
    (* no_rw_check *) reg [63:0] low_1 [0:7];
    (* src = "hdl/src/attention/cache/reader/words.rs:163" *)
    (* no_rw_check *) reg [63:0] low_2 [0:7];
    (* src = "hdl/src/attention/cache/reader/words.rs:163" *)
    (* no_rw_check *) reg [63:0] low_3 [0:7];
    (* src = "hdl/src/attention/cache/reader/words.rs:163" *)
    (* no_rw_check *) reg [63:0] low_4 [0:7];
    (* src = "hdl/src/attention/cache/reader.rs:80" *)
    reg room_q = 1'd0;
    (* src = "hdl/src/stream/fifo.rs:27" *)
    reg [3:0] head = 4'd0;
    (* src = "hdl/src/stream/fifo.rs:28" *)
    reg [3:0] tail = 4'd0;
    (* src = "hdl/src/stream/fifo.rs:33" *)
    wire [3:0] waiting;
    (* src = "hdl/src/stream/fifo.rs:35" *)
    wire [5:0] oldest;
    (* src = "hdl/src/attention/cache/reader.rs:86" *)
    reg burst_ready_q = 1'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:57" *)
    reg open = 1'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:58" *)
    reg [5:0] current = 6'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:59" *)
    wire both, three;
    (* src = "hdl/src/attention/cache/reader/words.rs:60" *)
    wire low_5, high, residual;
    (* src = "hdl/src/attention/cache/reader/words.rs:62" *)
    reg ones = 1'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:63" *)
    reg [4:0] word_index = 5'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:64" *)
    reg final_word = 1'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:65" *)
    reg first_word = 1'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:66" *)
    reg [2:0] in_pair = 3'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:67" *)
    reg [1:0] pair = 2'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:68" *)
    wire scales_next;
    (* src = "hdl/src/attention/cache/reader/words.rs:71" *)
    reg completes = 1'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:72" *)
    reg opens_pair = 1'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:73" *)
    reg held = 1'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:74" *)
    wire closed;
    (* src = "hdl/src/attention/cache/reader/words.rs:76" *)
    wire ready;
    (* src = "hdl/src/attention/cache/reader/words.rs:77" *)
    wire take;
    (* src = "hdl/src/attention/cache/reader/words.rs:78" *)
    wire finish;
    (* src = "hdl/src/attention/cache/reader/words.rs:79" *)
    wire load_burst;
    (* src = "hdl/src/attention/cache/reader/words.rs:199" *)
    wire coming_three;
    (* src = "hdl/src/attention/cache/reader/words.rs:200" *)
    wire coming_low;
    (* src = "hdl/src/attention/cache/reader/words.rs:201" *)
    wire coming_residual;
    (* src = "hdl/src/attention/cache/reader/words.rs:215" *)
    wire [4:0] of_plane;
    (* src = "hdl/src/attention/cache/reader/words.rs:112" *)
    wire [4:0] words;
    (* src = "hdl/src/attention/cache/reader/words.rs:113" *)
    wire [4:0] less;
    (* src = "hdl/src/attention/cache/reader/words.rs:116" *)
    wire is_final;
    (* src = "hdl/src/attention/cache/reader/words.rs:130" *)
    wire [2:0] pair_start;
    (* src = "hdl/src/attention/cache/reader/words.rs:131" *)
    wire pair_ends;
    (* src = "hdl/src/attention/cache/reader/words.rs:132" *)
    wire counted;
    (* src = "hdl/src/attention/cache/reader/words.rs:133" *)
    wire [2:0] stepped;
    (* src = "hdl/src/attention/cache/reader/words.rs:138" *)
    wire coming_opens;
    (* src = "hdl/src/attention/cache/reader/words.rs:164" *)
    wire wanted_0, wanted_1, wanted_2, wanted_3;
    (* src = "hdl/src/attention/cache/reader/words.rs:141" *)
    wire will_complete;
    (* src = "hdl/src/attention/cache/reader/words.rs:142" *)
    wire completes_next;
    (* src = "hdl/src/attention/cache/reader/words.rs:144" *)
    wire pair_step;
    (* src = "hdl/src/attention/cache/reader/words.rs:154" *)
    reg side = 1'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:156" *)
    wire [2:0] low_write_0;
    (* src = "hdl/src/attention/cache/reader/words.rs:157" *)
    reg [2:0] low_read;
    (* src = "hdl/src/attention/cache/reader/words.rs:160" *)
    reg [2:0] low_write_1;
    (* src = "hdl/src/attention/cache/reader/words.rs:160" *)
    reg [63:0] late_word;
    (* src = "hdl/src/attention/cache/reader/words.rs:165" *)
    wire _both;
    (* src = "hdl/src/attention/cache/reader/words.rs:165" *)
    reg writes_0 = 1'd0, writes_1 = 1'd0, writes_2 = 1'd0, writes_3 = 1'd0, writes_4 = 1'd0;
    (* src = "hdl/src/attention/cache/reader/words.rs:161" *)
    wire [63:0] lows_0, lows_1, lows_2, lows_3, lows_4;
    (* src = "hdl/src/attention/cache/reader/words.rs:175" *)
    reg [63:0] scales = 64'h0;
    (* src = "hdl/src/attention/cache/reader/words.rs:179" *)
    reg [63:0] high_1 = 64'h0, high_2 = 64'h0, high_3 = 64'h0, high_4 = 64'h0;
    (* src = "hdl/src/attention/cache/reader/pair.rs:28" *)
    reg pair_complete = 1'd0;
    (* src = "hdl/src/attention/cache/reader/pair.rs:30" *)
    reg [255:0] pair_magnitudes = 256'h0, pair_low = 256'h0;
    (* src = "hdl/src/attention/cache/reader/pair.rs:30" *)
    reg [63:0] pair_signs = 64'h0, pair_low_tops = 64'h0;
    (* src = "hdl/src/attention/cache/reader/pair.rs:47" *)
    reg [1:0] pair_q;
    (* src = "hdl/src/attention/cache/reader/pair.rs:46" *)
    wire [15:0] chosen;
    (* src = "hdl/src/attention/cache/reader/pair.rs:30" *)
    reg [15:0] pair_scales = 16'h0;
    (* src = "hdl/src/attention/cache/reader/pair.rs:52" *)
    reg three_q;
    (* src = "hdl/src/attention/cache/reader/pair.rs:30" *)
    reg pair_three = 1'd0, pair_both = 1'd0;
    (* src = "hdl/src/attention/cache/reader/pair.rs:53" *)
    reg both_q;
    (* src = "hdl/src/attention/cache/reader/pair.rs:97" *)
    reg second_pass = 1'd0;
    (* src = "hdl/src/attention/cache/reader/pair.rs:98" *)
    reg ones_both = 1'd0;
    (* src = "hdl/src/attention/cache/reader/pair.rs:99" *)
    wire coming_ones;
    (* src = "hdl/src/attention/cache/reader/pair.rs:101" *)
    wire coming_both;
    (* src = "hdl/src/attention/cache/reader/pair.rs:103" *)
    wire sends_ones;
    (* src = "hdl/src/attention/cache/reader/pair.rs:104" *)
    wire issue_beat;
    (* src = "hdl/src/attention/cache/reader/pair.rs:105" *)
    wire two;
    (* src = "hdl/src/attention/cache/reader/pair.rs:106" *)
    wire ends;
    (* src = "hdl/src/attention/cache/reader/pair.rs:110" *)
    wire admit;
    (* src = "hdl/src/attention/cache/reader/pair.rs:112" *)
    wire of_pair;
    (* src = "hdl/src/attention/cache/reader/pair.rs:113" *)
    wire first;
    (* src = "hdl/src/attention/cache/reader/pair.rs:114" *)
    wire low_6;
    (* src = "hdl/src/attention/cache/reader/pair.rs:115" *)
    wire doubled;
    (* src = "hdl/src/attention/cache/reader/pair.rs:116" *)
    wire plain;
    (* src = "hdl/src/attention/cache/reader/pair.rs:118" *)
    wire [2:0] shift;
    (* src = "hdl/src/attention/cache/reader/pair.rs:122" *)
    reg of_three;
    (* src = "hdl/src/attention/cache/reader/pair.rs:123" *)
    reg of_four;
    (* src = "hdl/src/attention/cache/reader/pair.rs:124" *)
    reg pass_low;
    (* src = "hdl/src/attention/cache/reader/pair.rs:125" *)
    reg pass_doubled;
    (* src = "hdl/src/attention/cache/reader/pair.rs:126" *)
    reg pass_plain;
    (* src = "hdl/src/attention/cache/reader/pair.rs:127" *)
    reg sends_unit;
    (* src = "hdl/src/attention/cache/reader/pair.rs:128" *)
    reg sent_ones;
    (* src = "hdl/src/attention/cache/reader/pair.rs:129" *)
    reg [2:0] exponent_shift;
    (* src = "hdl/src/attention/cache/reader.rs:143" *)
    wire [127:0] magnitudes_0, lows_5, magnitudes_1, lows_6;
    (* src = "hdl/src/attention/cache/reader.rs:145" *)
    wire [31:0] tops_0, signs_0, tops_1, signs_1;
    (* src = "hdl/src/attention/cache/reader.rs:158" *)
    wire [127:0] digits_0_nibble, digits_1_nibble;
    (* src = "hdl/src/attention/cache/reader.rs:158" *)
    wire [31:0] digits_0_sign, digits_1_sign;
    (* src = "hdl/src/attention/cache/reader.rs:112" *)
    reg ones_1;
    (* src = "hdl/src/attention/cache/reader.rs:115" *)
    wire [2:0] fraction_0, fraction_1;
    (* src = "hdl/src/attention/cache/reader.rs:115" *)
    wire [4:0] exponent_0, exponent_1;
    (* src = "hdl/src/attention/cache/reader.rs:120" *)
    wire [5:0] demoted_0, demoted_1;
    (* src = "hdl/src/attention/cache/reader.rs:123" *)
    reg [8:0] scale_0, scale_1;
    (* src = "hdl/src/attention/cache/reader.rs:127" *)
    reg [8:0] scales_0, scales_1;
    (* src = "hdl/src/attention/cache/reader.rs:95" *)
    reg issue_beat_q = 1'd0, issue_beat_q2 = 1'd0, valid = 1'd0;
    assign waiting = tail - head;
    assign oldest = bursts[head[2:0]];
    assign both = current[2];
    assign three = current[3];
    assign low_5 = current[1:0] == 2'd0;
    assign high = current[1:0] == 2'd1;
    assign residual = current[1:0] == 2'd2;
    assign scales_next = high & first_word;
    assign closed = (opens_pair & (ones | ~room_q)) | (completes & (ones | held));
    assign ready = open & ~closed;
    assign take = ready & word_valid;
    assign finish = take & final_word;
    assign load_burst = ~(head == tail) & (finish | ~open);
    assign coming_three = oldest[3];
    assign coming_low = oldest[1:0] == 2'd0;
    assign coming_residual = oldest[1:0] == 2'd2;
    assign of_plane = coming_low ? (coming_three ? 5'd19 : 5'd15) : coming_three ? 5'd16 : 5'd20;
    assign words = coming_residual ? 5'd7 : of_plane;
    assign less = word_index - 5'd1;
    assign is_final = word_index == 5'd1;
    assign pair_start = ((low_5 & three) | (~low_5 & ~three)) ? 3'd4 : 3'd3;
    assign pair_ends = in_pair == 3'd0;
    assign counted = take & ~scales_next;
    assign stepped = pair_ends ? pair_start : in_pair - 3'd1;
    assign coming_opens = coming_residual & ~oldest[5];
    assign wanted_0 = in_pair == 3'd1;
    assign will_complete = high & wanted_0;
    assign completes_next = counted ? will_complete : completes;
    assign pair_step = counted & pair_ends;
    assign low_write_0 = {side, pair};
    assign _both = take & low_5;
    assign lows_0 = low_0[low_read];
    assign lows_1 = low_1[low_read];
    assign wanted_1 = in_pair == 3'd2;
    assign lows_2 = low_2[low_read];
    assign wanted_2 = in_pair == 3'd3;
    assign lows_3 = low_3[low_read];
    assign wanted_3 = in_pair == 3'd4;
    assign lows_4 = low_4[low_read];
    assign chosen = pair_q[1] ? (pair_q[0] ? scales[63:48] : scales[47:32]) : pair_q[0] ? scales[31:16] : scales[15:0];
    assign coming_ones = load_burst & oldest[4];
    assign coming_both = coming_low | coming_residual;
    assign sends_ones = ones & ~held & ~pair_complete;
    assign issue_beat = (sends_ones | held) & room_q;
    assign two = sends_ones ? ones_both : pair_both;
    assign ends = issue_beat & (~two | second_pass);
    assign admit = take & opens_pair;
    assign of_pair = ~sends_ones;
    assign first = two & ~second_pass;
    assign low_6 = of_pair & two & second_pass;
    assign doubled = of_pair & first & pair_three;
    assign plain = of_pair & ~low_6 & ~doubled;
    assign shift = two ? 3'd0 : pair_three ? 3'd5 : 3'd4;
    assign magnitudes_0 = pair_magnitudes[127:0];
    assign lows_5 = pair_low[127:0];
    assign tops_0 = pair_low_tops[31:0];
    assign signs_0 = pair_signs[31:0];
    assign magnitudes_1 = pair_magnitudes[255:128];
    assign lows_6 = pair_low[255:128];
    assign tops_1 = pair_low_tops[63:32];
    assign signs_1 = pair_signs[63:32];
    assign fraction_0 = pair_scales[2:0];
    assign exponent_0 = pair_scales[7:3];
    assign demoted_0 = {1'b0, exponent_0} + {3'b0, exponent_shift};
    assign fraction_1 = pair_scales[10:8];
    assign exponent_1 = pair_scales[15:11];
    assign demoted_1 = {1'b0, exponent_1} + {3'b0, exponent_shift};
    assign beat = {digits_1_sign, digits_0_sign, 32'h0, {7'b0, scales_1}, {7'b0, scales_0}, digits_1_nibble,
            digits_0_nibble};
    for (i = 0; i < 32; i = i + 1) begin : digits_0
        (* src = "hdl/src/attention/cache/reader.rs:158" *)
        harmonia_system_digit lane (
            .clock(clock),
            .magnitude(magnitudes_0[4 * i +: 4]),
            .low_nibble(lows_5[4 * i +: 4]),
            .low_top(tops_0[i]),
            .negative(signs_0[i]),
            .unit(sends_unit),
            .three(of_three),
            .four(of_four),
            .low(pass_low),
            .doubled(pass_doubled),
            .plain(pass_plain),
            .nibble(digits_0_nibble[4 * i +: 4]),
            .sign(digits_0_sign[i])
        );
    end
    for (i = 0; i < 32; i = i + 1) begin : digits_1
        (* src = "hdl/src/attention/cache/reader.rs:158" *)
        harmonia_system_digit lane (
            .clock(clock),
            .magnitude(magnitudes_1[4 * i +: 4]),
            .low_nibble(lows_6[4 * i +: 4]),
            .low_top(tops_1[i]),
            .negative(signs_1[i]),
            .unit(1'd0),
            .three(of_three),
            .four(of_four),
            .low(pass_low),
            .doubled(pass_doubled),
            .plain(pass_plain),
            .nibble(digits_1_nibble[4 * i +: 4]),
            .sign(digits_1_sign[i])
        );
    end
    assign burst_ready = burst_ready_q;
    assign word_ready = ready;
    assign residual_valid = take & residual;
    assign reserve = {admit, issue_beat};
    assign beat_valid = valid;
    wire unused = &{1'b0, current[4], current[5]};
    always @(posedge clock) begin
        room_q <= room;
        if (load_burst) head <= head + 4'd1;
        if (burst_valid) tail <= tail + 4'd1;
        burst_ready_q <= waiting < 4'd7;
        open <= load_burst | (open & ~finish);
        if (load_burst) current <= oldest;
        ones <= coming_ones | (ones & ~(ends & sends_ones));
        if (load_burst) word_index <= words;
        else if (take) word_index <= less;
        if (load_burst) final_word <= 1'd0;
        else if (take) final_word <= is_final;
        first_word <= load_burst ? 1'd1 : first_word & ~take;
        if (load_burst) in_pair <= ((coming_low & coming_three) | (~coming_low & ~coming_three)) ? 3'd4 : 3'd3;
        else if (counted) in_pair <= stepped;
        if (load_burst) pair <= 2'd0;
        else if (pair_step) pair <= pair + 2'd1;
        completes <= ~load_burst & completes_next;
        opens_pair <= load_burst ? coming_opens : opens_pair & ~take;
        held <= pair_complete | (held & ~ends);
        side <= side ^ (low_5 & finish);
        low_read <= {~side, pair};
        low_write_1 <= low_write_0;
        late_word <= word;
        writes_0 <= _both & pair_ends;
        writes_1 <= _both & wanted_0;
        writes_2 <= _both & wanted_1;
        writes_3 <= _both & wanted_2;
        writes_4 <= _both & wanted_3;
        if (take & scales_next) scales <= word;
        if (take & wanted_0) high_1 <= word;
        if (take & wanted_1) high_2 <= word;
        if (take & wanted_2) high_3 <= word;
        if (take & wanted_3) high_4 <= word;
        pair_complete <= take & completes;
        if (pair_complete) pair_magnitudes <= {late_word, high_1, high_2, high_3};
        if (pair_complete) pair_signs <= high_4;
        if (pair_complete) pair_low <= {lows_0, lows_1, lows_2, lows_3};
        if (pair_complete) pair_low_tops <= lows_4;
        pair_q <= pair;
        if (pair_complete) pair_scales <= chosen;
        three_q <= three;
        if (pair_complete) pair_three <= three_q;
        both_q <= both;
        if (pair_complete) pair_both <= both_q;
        if (issue_beat) second_pass <= ~ends;
        if (coming_ones) ones_both <= coming_both;
        of_three <= of_pair & pair_three;
        of_four <= of_pair & ~pair_three;
        pass_low <= low_6;
        pass_doubled <= doubled;
        pass_plain <= plain;
        sends_unit <= sends_ones & ~first;
        sent_ones <= sends_ones;
        exponent_shift <= shift;
        ones_1 <= sent_ones;
        scale_0 <= {demoted_0, fraction_0};
        scales_0 <= ones_1 ? 9'hb0 : scale_0;
        scale_1 <= {demoted_1, fraction_1};
        scales_1 <= ones_1 ? 9'hb0 : scale_1;
        issue_beat_q <= issue_beat;
        issue_beat_q2 <= issue_beat_q;
        valid <= issue_beat_q2;
        if (burst_valid) bursts[tail[2:0]] <= burst_data;
        if (writes_0) low_0[low_write_1] <= late_word;
        if (writes_1) low_1[low_write_1] <= late_word;
        if (writes_2) low_2[low_write_1] <= late_word;
        if (writes_3) low_3[low_write_1] <= late_word;
        if (writes_4) low_4[low_write_1] <= late_word;
    end
endmodule

module harmonia_system_reads_skid (
    input wire clock,
    // Requests that come. There is a request.
    input wire up_valid,
    // Its first word.
    input wire [23:0] up_address,
    // Its words.
    input wire [7:0] up_length,
    // It is taken.
    output wire up_ready,
    // The same, in their order. There is a request.
    output wire down_valid,
    // Its first word.
    output wire [23:0] down_address,
    // Its words.
    output wire [7:0] down_length,
    // It is taken.
    input wire down_ready,
    // None waits.
    output wire empty
);
    // Two places for requests to read: valid, address, length and ready stand in registers.
    (* src = "hdl/src/memory/reads_skid.rs:33" *)
    wire [31:0] _joined;
    (* src = "hdl/src/stream/skid_buffer.rs:21" *)
    reg [31:0] first = 32'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:22" *)
    reg [31:0] second = 32'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:23" *)
    reg holds_one = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:24" *)
    reg holds_two = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:26" *)
    wire push;
    (* src = "hdl/src/stream/skid_buffer.rs:27" *)
    wire moves;
    (* src = "hdl/src/stream/skid_buffer.rs:31" *)
    wire _either;
    assign _joined = {up_length, up_address};
    assign push = up_valid & ~holds_two;
    assign moves = ~holds_one | down_ready;
    assign _either = holds_two | push;
    assign up_ready = ~holds_two;
    assign down_valid = holds_one;
    assign down_address = first[23:0];
    assign down_length = first[31:24];
    assign empty = ~holds_one;
    always @(posedge clock) begin
        if (moves) first <= holds_two ? second : _joined;
        if (~holds_two) second <= _joined;
        holds_one <= moves ? _either : 1'd1;
        holds_two <= ~moves & _either;
    end
endmodule

module harmonia_system_records (
    input wire clock,
    // Groups and format of the words that come next; two wait.
    input wire [25:0] run_data,
    input wire run_valid,
    output wire run_ready,
    // Words of records.
    input wire [63:0] word_data,
    input wire word_valid,
    output wire word_ready,
    // Beats for the engine.
    output wire [319:0] weights_data,
    output wire weights_valid,
    input wire weights_ready,
    // There is no run, and no beat.
    output wire idle
);
    // Records of weights in memory to beats: scales and minima of four groups, then their nibbles.
    localparam [1:0] PART_NONE = 2'd0;
    localparam [1:0] PART_SCALES = 2'd1;
    localparam [1:0] PART_MINIMA = 2'd2;
    localparam [1:0] PART_NIBBLES = 2'd3;
    (* src = "hdl/src/memory/weights/records.rs:75" *)
    reg [1:0] part = 2'd0;
    (* src = "hdl/src/memory/weights/records.rs:76" *)
    wire none, of_scales, of_minima, of_nibbles;
    (* src = "hdl/src/memory/weights/records.rs:79" *)
    reg complete = 1'd0;
    (* src = "hdl/src/memory/weights/records.rs:80" *)
    wire may_begin;
    (* src = "hdl/src/stream/skid_buffer.rs:21" *)
    reg [25:0] first = 26'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:22" *)
    reg [25:0] second = 26'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:23" *)
    reg holds_one = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:24" *)
    reg holds_two = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:26" *)
    wire push;
    (* src = "hdl/src/stream/skid_buffer.rs:27" *)
    wire moves;
    (* src = "hdl/src/stream/skid_buffer.rs:31" *)
    wire _either;
    (* src = "hdl/src/memory/weights/records.rs:82" *)
    wire begin_word;
    (* src = "hdl/src/memory/weights/records.rs:84" *)
    reg [1:0] format = 2'd0;
    (* src = "hdl/src/memory/weights/records.rs:86" *)
    wire has_minimum, two_passes;
    (* src = "hdl/src/memory/weights/records.rs:92" *)
    reg sends = 1'd0;
    (* src = "hdl/src/memory/weights/records.rs:94" *)
    reg vacant = 1'd1;
    (* src = "hdl/src/memory/weights/records.rs:95" *)
    reg arrived = 1'd0;
    (* src = "hdl/src/memory/weights/records.rs:96" *)
    wire leaves;
    (* src = "hdl/src/memory/weights/records.rs:98" *)
    wire taken;
    (* src = "hdl/src/memory/weights/records.rs:101" *)
    reg [1:0] place = 2'd0;
    (* src = "hdl/src/memory/weights/records.rs:102" *)
    reg [1:0] group = 2'd0;
    (* src = "hdl/src/memory/weights/records.rs:103" *)
    reg second_pass = 1'd0;
    (* src = "hdl/src/memory/weights/records.rs:104" *)
    reg [23:0] groups_left = 24'h0;
    (* src = "hdl/src/memory/weights/records.rs:105" *)
    wire ends_header;
    (* src = "hdl/src/memory/weights/records.rs:106" *)
    wire _both, scales_done;
    (* src = "hdl/src/memory/weights/records.rs:107" *)
    wire _both_1, minima_done;
    (* src = "hdl/src/memory/weights/records.rs:108" *)
    wire _both_2, beat_done;
    (* src = "hdl/src/memory/weights/records.rs:109" *)
    wire is_last_pass;
    (* src = "hdl/src/memory/weights/records.rs:110" *)
    wire group_done;
    (* src = "hdl/src/memory/weights/records.rs:111" *)
    wire record_done;
    (* src = "hdl/src/memory/weights/records.rs:114" *)
    reg some_left = 1'd0;
    (* src = "hdl/src/memory/weights/records.rs:115" *)
    reg none_follow = 1'd1;
    (* src = "hdl/src/memory/weights/records.rs:119" *)
    wire [23:0] counted;
    (* src = "hdl/src/memory/weights/records.rs:120" *)
    wire [23:0] groups;
    (* src = "hdl/src/memory/weights/records.rs:121" *)
    wire group_counted;
    (* src = "hdl/src/memory/weights/records.rs:130" *)
    wire [1:0] after_scales;
    (* src = "hdl/src/memory/weights/records.rs:131" *)
    wire [1:0] after_record;
    (* src = "hdl/src/memory/weights/records.rs:140" *)
    reg ends_group = 1'd0;
    (* src = "hdl/src/memory/weights/records.rs:142" *)
    wire next_group;
    (* src = "hdl/src/memory/weights/records.rs:144" *)
    reg [63:0] word;
    (* src = "hdl/src/memory/weights/records.rs:145" *)
    reg to_scales = 1'd0, to_minima = 1'd0, to_nibbles = 1'd0;
    (* src = "hdl/src/memory/weights/records.rs:194" *)
    reg [127:0] scales = 128'h0, minima = 128'h0;
    (* src = "hdl/src/memory/weights/records.rs:149" *)
    reg [255:0] nibbles = 256'h0;
    (* src = "hdl/src/memory/weights/records.rs:150" *)
    wire [191:0] later;
    (* src = "hdl/src/memory/weights/records.rs:158" *)
    wire [31:0] minima_1;
    (* src = "hdl/src/memory/weights/records.rs:159" *)
    reg [319:0] beat = 320'h0;
    (* src = "hdl/src/memory/weights/records.rs:170" *)
    wire busy;
    assign none = part == PART_NONE;
    assign of_scales = part == PART_SCALES;
    assign of_minima = part == PART_MINIMA;
    assign of_nibbles = part == PART_NIBBLES;
    assign may_begin = none & ~complete;
    assign push = run_valid & ~holds_two;
    assign moves = ~holds_one | may_begin;
    assign _either = holds_two | push;
    assign begin_word = may_begin & holds_one;
    assign has_minimum = |{format == 2'd1, 1'd0};
    assign two_passes = |{format == 2'd2, 1'd0};
    assign leaves = complete & arrived & ~sends;
    assign word_ready = ~none & (~complete | ~sends);
    assign taken = word_valid & word_ready;
    assign ends_header = place == 2'd1;
    assign _both = taken & of_scales;
    assign scales_done = _both & ends_header;
    assign _both_1 = taken & of_minima;
    assign minima_done = _both_1 & ends_header;
    assign _both_2 = taken & of_nibbles;
    assign beat_done = _both_2 & (&place);
    assign is_last_pass = second_pass | ~two_passes;
    assign group_done = beat_done & is_last_pass;
    assign record_done = group_done & (&group);
    assign counted = groups_left - 24'h1;
    assign groups = first[23:0];
    assign group_counted = group_done & some_left;
    assign after_scales = has_minimum ? PART_MINIMA : PART_NIBBLES;
    assign after_record = none_follow ? PART_NONE : PART_SCALES;
    assign next_group = leaves & ends_group;
    assign later = nibbles[255:64];
    assign minima_1 = has_minimum ? minima[31:0] : 32'h0;
    assign busy = |{sends, complete, holds_one};
    assign run_ready = ~holds_two;
    assign weights_data = beat;
    assign weights_valid = sends;
    assign idle = none & ~busy;
    always @(posedge clock) begin
        if (begin_word) part <= PART_SCALES;
        else if (scales_done) part <= after_scales;
        else if (minima_done) part <= PART_NIBBLES;
        else if (record_done) part <= after_record;
        if (beat_done & some_left) complete <= 1'd1;
        else if (leaves) complete <= 1'd0;
        if (moves) first <= holds_two ? second : run_data;
        if (~holds_two) second <= run_data;
        holds_one <= moves ? _either : 1'd1;
        holds_two <= ~moves & _either;
        if (begin_word) format <= first[25:24];
        if (leaves) sends <= 1'd1;
        else if (weights_ready) sends <= 1'd0;
        if (leaves) vacant <= 1'd0;
        else if (weights_ready) vacant <= 1'd1;
        arrived <= complete;
        if (scales_done | minima_done) place <= 2'd0;
        else if (taken) place <= place + 2'd1;
        if (1'd0) group <= 2'd0;
        else if (group_done) group <= group + 2'd1;
        if (group_done) second_pass <= 1'd0;
        else if (beat_done) second_pass <= 1'd1;
        if (begin_word) groups_left <= groups;
        else if (group_counted) groups_left <= counted;
        if (begin_word) some_left <= |groups;
        else if (group_counted) some_left <= ~(groups_left < 24'h2);
        if (begin_word) none_follow <= groups < 24'h2;
        else if (group_counted) none_follow <= groups_left < 24'h3;
        if (beat_done) ends_group <= is_last_pass;
        word <= word_data;
        to_scales <= _both;
        to_minima <= _both_1;
        to_nibbles <= _both_2;
        if (to_scales) scales <= {word, scales[127:64]};
        else if (next_group) scales <= {32'b0, scales[127:32]};
        if (to_minima) minima <= {word, minima[127:64]};
        else if (next_group) minima <= {32'b0, minima[127:32]};
        if (to_nibbles) nibbles <= {word, later};
        if (vacant) beat <= {minima_1, scales[31:0], nibbles};
    end
endmodule

module harmonia_system_registers (
    input wire clock,
    // A CONFIGURE: the register takes `value`.
    input wire set,
    // Which of the registers of the contract is set; an unknown number sets none.
    input wire [3:0] register,
    // What the register becomes; of other commands where the region begins, from which the addresses
    // below follow.
    input wire [23:0] value,
    // Pages from the last one of a region to the query's own.
    input wire [13:0] distance,
    // Given maxima of scores, that of row 0 lowest.
    output wire [67:0] maxima,
    // What the whole unit works with. Channels of a head.
    output wire [8:0] settings_size,
    // Blocks of 32 channels.
    output wire [3:0] settings_blocks,
    // The rotation's m.
    output wire [3:0] settings_rotation,
    // Pages of the initial window.
    output wire [8:0] settings_init_pages,
    // Pages of the local window.
    output wire [8:0] settings_local_pages,
    // Those of them that are before the query's group, where it is not here: fewer.
    output wire [8:0] settings_near_pages,
    // The query's group is so far that not even the last page here is in the local window.
    output wire settings_far,
    // Addresses of the parts of the region, two cycles after `value`. Keys have 3 bits; else 4.
    output wire region_key_three,
    // Values have 3 bits; else 4.
    output wire region_value_three,
    // The values of the group under way.
    output wire [23:0] region_residual,
    // Low planes of keys.
    output wire [23:0] region_key_low,
    // Low planes of values.
    output wire [23:0] region_value_low,
    // High planes of keys.
    output wire [23:0] region_key_high,
    // High planes of values.
    output wire [23:0] region_value_high
);
    // What CONFIGURE sets, and what follows from it: blocks of a head, where the parts of a region begin.
    (* src = "hdl/src/attention/control/registers.rs:44" *)
    reg [8:0] size_set = 9'h20, init_set = 9'h1, local_set = 9'h1;
    (* src = "hdl/src/attention/control/registers.rs:44" *)
    reg [3:0] rotation_set = 4'd0;
    (* src = "hdl/src/attention/control/registers.rs:44" *)
    reg [2:0] key_bits_set = 3'd4, value_bits_set = 3'd4;
    (* src = "hdl/src/attention/control/registers.rs:44" *)
    reg [23:0] residual_set = 24'h0, key_low_set = 24'h0, value_low_set = 24'h0, key_high_set = 24'h0,
            value_high_set = 24'h0;
    (* src = "hdl/src/attention/control/registers.rs:65" *)
    reg [23:0] region_residual_q, region_key_low_q, region_value_low_q, region_key_high_q, region_value_high_q;
    (* src = "hdl/src/attention/control/registers.rs:44" *)
    reg [16:0] maximum_0_set = 17'h0, maximum_1_set = 17'h0, maximum_2_set = 17'h0, maximum_3_set = 17'h0;
    (* src = "hdl/src/attention/control/registers.rs:77" *)
    wire far;
    (* src = "hdl/src/attention/control/registers.rs:78" *)
    wire [8:0] near;
    (* src = "hdl/src/attention/control/registers.rs:79" *)
    reg [8:0] near_q;
    (* src = "hdl/src/attention/control/registers.rs:80" *)
    reg far_q;
    (* src = "hdl/src/attention/control/registers.rs:81" *)
    wire [9:0] rounded;
    (* src = "hdl/src/attention/control/registers.rs:82" *)
    reg [3:0] blocks;
    (* src = "hdl/src/attention/control/registers.rs:87" *)
    reg region_key_three_q;
    (* src = "hdl/src/attention/control/registers.rs:88" *)
    reg region_value_three_q;
    assign far = {5'b0, local_set} < distance;
    assign near = local_set - distance[8:0];
    assign rounded = {1'b0, size_set} + 10'h1f;
    assign maxima = {maximum_3_set, maximum_2_set, maximum_1_set, maximum_0_set};
    assign settings_near_pages = near_q;
    assign settings_far = far_q;
    assign settings_size = size_set;
    assign settings_blocks = blocks;
    assign settings_rotation = rotation_set;
    assign region_key_three = region_key_three_q;
    assign region_value_three = region_value_three_q;
    assign settings_init_pages = init_set;
    assign settings_local_pages = local_set;
    assign region_residual = region_residual_q;
    assign region_key_low = region_key_low_q;
    assign region_value_low = region_value_low_q;
    assign region_key_high = region_key_high_q;
    assign region_value_high = region_value_high_q;
    wire unused = &{1'b0, rounded};
    always @(posedge clock) begin
        if (set & (register == 4'd0)) size_set <= value[8:0];
        if (set & (register == 4'd1)) rotation_set <= value[3:0];
        if (set & (register == 4'd2)) key_bits_set <= value[2:0];
        if (set & (register == 4'd3)) value_bits_set <= value[2:0];
        if (set & (register == 4'd4)) init_set <= value[8:0];
        if (set & (register == 4'd5)) local_set <= value[8:0];
        if (set & (register == 4'd6)) residual_set <= value;
        region_residual_q <= value + residual_set;
        if (set & (register == 4'd7)) key_low_set <= value;
        region_key_low_q <= value + key_low_set;
        if (set & (register == 4'd8)) value_low_set <= value;
        region_value_low_q <= value + value_low_set;
        if (set & (register == 4'd9)) key_high_set <= value;
        region_key_high_q <= value + key_high_set;
        if (set & (register == 4'd10)) value_high_set <= value;
        region_value_high_q <= value + value_high_set;
        if (set & (register == 4'd11)) maximum_0_set <= value[16:0];
        if (set & (register == 4'd12)) maximum_1_set <= value[16:0];
        if (set & (register == 4'd13)) maximum_2_set <= value[16:0];
        if (set & (register == 4'd14)) maximum_3_set <= value[16:0];
        near_q <= near;
        far_q <= far;
        blocks <= rounded[8:5];
        region_key_three_q <= key_bits_set == 3'd3;
        region_value_three_q <= value_bits_set == 3'd3;
    end
endmodule

module harmonia_system_relay_64 (
    input wire clock,
    // Beats that come: ready in the cycle after they have left.
    input wire [63:0] up_data,
    input wire up_valid,
    output wire up_ready,
    // The same beats, in their order.
    output wire [63:0] down_data,
    output wire down_valid,
    input wire down_ready
);
    // A place in a stream whose sender waits until the beat is taken: valid, data and ready stand in registers.
    (* src = "hdl/src/stream/relay.rs:32" *)
    reg holds = 1'd0;
    (* src = "hdl/src/stream/relay.rs:33" *)
    reg left = 1'd0;
    (* src = "hdl/src/stream/relay.rs:34" *)
    reg [63:0] beat = 64'h0;
    (* src = "hdl/src/stream/relay.rs:35" *)
    wire leaves;
    (* src = "hdl/src/stream/relay.rs:36" *)
    wire waits;
    assign leaves = holds & down_ready;
    assign waits = holds | left;
    assign up_ready = left;
    assign down_data = beat;
    assign down_valid = holds;
    always @(posedge clock) begin
        if (leaves) holds <= 1'd0;
        else if (up_valid & ~waits) holds <= 1'd1;
        left <= leaves;
        if (~holds) beat <= up_data;
    end
endmodule

module harmonia_system_residual (
    input wire clock,
    // Words from here on are of channel 0 again.
    input wire start,
    // Channels of a head, 1 to 256; words of later channels become zeros.
    input wire [8:0] size,
    // The last token of the group that is there; values of later tokens become zeros.
    input wire [4:0] last_token,
    // Four FP16 values of one channel, of tokens 4i to 4i + 3 of the group: eight words per channel.
    input wire [63:0] word,
    // A word is there, and is taken: there is no back-pressure.
    input wire word_valid,
    // The same four values three cycles later, FP16, zero where the group or the head has none.
    output wire [63:0] halves,
    // They are there: `word_valid`, three cycles later.
    output wire halves_valid
);
    // Words of the residual; tokens that the group does not have yet, and channels beyond the head, become zeros.
    (* src = "hdl/src/attention/cache/residual.rs:41" *)
    reg [11:0] words_seen = 12'h0;
    (* src = "hdl/src/attention/cache/residual.rs:43" *)
    wire [11:0] next;
    (* src = "hdl/src/attention/cache/residual.rs:45" *)
    reg inside_word;
    (* src = "hdl/src/attention/cache/residual.rs:46" *)
    reg [2:0] index;
    (* src = "hdl/src/attention/cache/residual.rs:47" *)
    reg [63:0] word_q, held;
    (* src = "hdl/src/attention/cache/residual.rs:48" *)
    reg word_valid_q = 1'd0, arrived = 1'd0;
    (* src = "hdl/src/attention/cache/residual.rs:51" *)
    wire [4:0] token_0, token_1, token_2, token_3;
    (* src = "hdl/src/attention/cache/residual.rs:52" *)
    reg seen_0, seen_1, seen_2, seen_3;
    (* src = "hdl/src/attention/cache/residual.rs:49" *)
    wire [15:0] halves_0, halves_1, halves_2, halves_3;
    (* src = "hdl/src/attention/cache/residual.rs:58" *)
    reg [63:0] halves_q;
    (* src = "hdl/src/attention/cache/residual.rs:60" *)
    reg arrived_q = 1'd0;
    assign next = word_valid ? words_seen + 12'h1 : words_seen;
    assign token_0 = {index, 2'd0};
    assign halves_0 = held[15:0] & {16{seen_0}};
    assign token_1 = {index, 2'd1};
    assign halves_1 = held[31:16] & {16{seen_1}};
    assign token_2 = {index, 2'd2};
    assign halves_2 = held[47:32] & {16{seen_2}};
    assign token_3 = {index, 2'd3};
    assign halves_3 = held[63:48] & {16{seen_3}};
    assign halves = halves_q;
    assign halves_valid = arrived_q;
    always @(posedge clock) begin
        words_seen <= start ? 12'h0 : next;
        inside_word <= words_seen[11:3] < size;
        index <= words_seen[2:0];
        word_q <= word;
        held <= word_q;
        word_valid_q <= word_valid;
        arrived <= word_valid_q;
        seen_0 <= ~(last_token < token_0) & inside_word;
        seen_1 <= ~(last_token < token_1) & inside_word;
        seen_2 <= ~(last_token < token_2) & inside_word;
        seen_3 <= ~(last_token < token_3) & inside_word;
        halves_q <= {halves_3, halves_2, halves_1, halves_0};
        arrived_q <= arrived;
    end
endmodule

module harmonia_system_results (
    input wire clock,
    // An order begins, and its tag is here.
    input wire start,
    // Names the order.
    input wire [23:0] tag,
    // Where results go.
    input wire [1:0] sink,
    // What elements are of, by the number of the kind.
    input wire [3:0] kind,
    // A result is there.
    input wire result,
    // COPY: the element.
    input wire [31:0] left,
    // FETCH, COLLECT: the element.
    input wire [31:0] element,
    // COLLECT: it is not written.
    input wire dropped,
    // ADD, ROPE: the sum.
    input wire [31:0] sum,
    // All others: the product.
    input wire [31:0] product,
    // Flags of a result that was taken: overflow in bit 0, invalid in bit 1.
    input wire [1:0] result_flags,
    // The product is t of SwiGLU, which may overflow.
    input wire is_exponent,
    // Of the product: it overflows.
    input wire product_overflow,
    // Of the product: an operand is not finite, or a divisor 0.
    input wire product_invalid,
    // Of the sum: it overflows.
    input wire sum_overflow,
    // Of the sum: an operand is not finite, or a divisor 0.
    input wire sum_invalid,
    // Of the quotient: it overflows.
    input wire quotient_overflow,
    // Of the quotient: an operand is not finite, or a divisor 0.
    input wire quotient_invalid,
    // Of a sum of squares: it overflows.
    input wire norm_overflow,
    // Of a sum of squares: an operand is not finite, or a divisor 0.
    input wire norm_invalid,
    // Of an FP16 value.
    input wire half_overflow,
    // A pulse: faults are forgotten.
    input wire clear,
    // The result, a cycle later.
    output wire [31:0] value,
    // It is for vector memory.
    output wire write,
    // It is for a sink, as it is.
    output wire offered,
    // It is for a sink, as FP16.
    output wire rounded,
    // Overflow in bit 0, invalid in bit 1: raised since `clear`.
    output wire [1:0] fault,
    // The order that raised the first one.
    output wire [23:0] fault_tag
);
    // The result of an element, of the unit that makes it, and the flags of all.
    (* src = "hdl/src/vector/results.rs:103" *)
    reg [3:0] kind_q;
    (* src = "hdl/src/vector/results.rs:105" *)
    wire comes;
    (* src = "hdl/src/vector/results.rs:106" *)
    wire adds;
    (* src = "hdl/src/vector/results.rs:107" *)
    wire [31:0] computed;
    (* src = "hdl/src/vector/results.rs:108" *)
    wire [31:0] moved;
    (* src = "hdl/src/vector/results.rs:109" *)
    reg [31:0] value_q;
    (* src = "hdl/src/vector/results.rs:110" *)
    wire to_memory;
    (* src = "hdl/src/vector/results.rs:111" *)
    reg write_q = 1'd0;
    (* src = "hdl/src/vector/results.rs:112" *)
    wire as_half;
    (* src = "hdl/src/vector/results.rs:113" *)
    wire as_it_is;
    (* src = "hdl/src/vector/results.rs:114" *)
    reg offered_q = 1'd0;
    (* src = "hdl/src/vector/results.rs:115" *)
    reg rounded_q = 1'd0;
    (* src = "hdl/src/vector/results.rs:117" *)
    wire product_overflow_1;
    (* src = "hdl/src/vector/results.rs:118" *)
    wire overflow_0;
    (* src = "hdl/src/vector/results.rs:119" *)
    wire overflow_1;
    (* src = "hdl/src/vector/results.rs:120" *)
    wire invalid;
    (* src = "hdl/src/vector/results.rs:123" *)
    reg [1:0] raised = 2'd0;
    (* src = "hdl/src/vector/results.rs:124" *)
    reg [23:0] tag_kept = 24'h0;
    (* src = "hdl/src/vector/results.rs:126" *)
    reg [1:0] fault_kept = 2'd0;
    (* src = "hdl/src/vector/results.rs:127" *)
    wire [1:0] older;
    (* src = "hdl/src/vector/results.rs:129" *)
    reg [23:0] first_tag = 24'h0;
    assign comes = (kind_q == 4'd6) | (kind_q == 4'd7);
    assign adds = (kind_q == 4'd3) | (kind_q == 4'd5);
    assign computed = adds ? sum : product;
    assign moved = comes ? element : left;
    assign to_memory = (sink == 2'd0) & ~dropped;
    assign as_half = sink == 2'd2;
    assign as_it_is = (|sink) & ~as_half;
    assign product_overflow_1 = product_overflow & ~is_exponent;
    assign overflow_0 = product_overflow_1 | sum_overflow | quotient_overflow;
    assign overflow_1 = overflow_0 | norm_overflow | half_overflow;
    assign invalid = product_invalid | sum_invalid | quotient_invalid | norm_invalid;
    assign older = clear ? 2'd0 : fault_kept;
    assign value = value_q;
    assign write = write_q;
    assign offered = offered_q;
    assign rounded = rounded_q;
    assign fault = fault_kept;
    assign fault_tag = first_tag;
    always @(posedge clock) begin
        kind_q <= kind;
        value_q <= (comes | (kind_q == 4'd0)) ? moved : computed;
        write_q <= result & to_memory;
        offered_q <= result & as_it_is;
        rounded_q <= result & as_half;
        raised <= {invalid, overflow_1} | result_flags;
        if (start) tag_kept <= tag;
        fault_kept <= older | raised;
        if ((|raised) & ~(|older)) first_tag <= tag_kept;
    end
endmodule

module harmonia_system_root (
    input wire clock,
    // A pulse: the root of these operands is taken. Not between an earlier one and its `done`.
    input wire start,
    // Values of the vector, at least 1.
    input wire [15:0] width,
    // The sum of their squares, in units of 2^-40.
    input wire [79:0] sum,
    // width * epsilon, in units of 2^-40, at least 1.
    input wire [54:0] epsilon,
    // The root, FP32; with `done` and until the next `start`.
    output wire [31:0] root,
    // A pulse: the root is there, at most 295 cycles after `start`.
    output wire done
);
    // sqrt(width 2^40 / (sum + epsilon)), rounded half to even.
    (* src = "hdl/src/vector/math/root.rs:68" *)
    reg running = 1'd0;
    (* src = "hdl/src/vector/math/root.rs:69" *)
    reg [1:0] turn = 2'd0;
    (* src = "hdl/src/vector/math/root.rs:72" *)
    wire of_high;
    (* src = "hdl/src/vector/math/root.rs:73" *)
    wire of_low;
    (* src = "hdl/src/vector/math/root.rs:76" *)
    wire [40:0] high_0, high_1;
    (* src = "hdl/src/vector/math/root.rs:79" *)
    wire [40:0] sum_low;
    (* src = "hdl/src/vector/math/root.rs:79" *)
    reg [40:0] sum_high;
    (* src = "hdl/src/vector/math/root.rs:80" *)
    wire [40:0] epsilon_low;
    (* src = "hdl/src/vector/math/root.rs:80" *)
    reg [40:0] epsilon_high;
    (* src = "hdl/src/vector/math/root.rs:81" *)
    reg [41:0] total_low = 42'h0;
    (* src = "hdl/src/vector/math/root.rs:83" *)
    reg [40:0] total_high = 41'h0;
    (* src = "hdl/src/vector/math/root.rs:84" *)
    wire [40:0] carried;
    (* src = "hdl/src/vector/math/root.rs:85" *)
    reg start_q = 1'd0;
    (* src = "hdl/src/vector/math/root.rs:88" *)
    reg [15:0] digits = 16'h0;
    (* src = "hdl/src/vector/math/root.rs:89" *)
    wire [15:0] next_digits;
    (* src = "hdl/src/vector/math/root.rs:90" *)
    reg [40:0] remainder_low = 41'h0;
    (* src = "hdl/src/vector/math/root.rs:91" *)
    reg [40:0] remainder_high = 41'h0;
    (* src = "hdl/src/vector/math/root.rs:92" *)
    wire bit_word;
    (* src = "hdl/src/vector/math/root.rs:93" *)
    reg bit_of_low = 1'd0;
    (* src = "hdl/src/vector/math/root.rs:96" *)
    wire [41:0] low_twice;
    (* src = "hdl/src/vector/math/root.rs:97" *)
    wire [41:0] low_total;
    (* src = "hdl/src/vector/math/root.rs:98" *)
    wire [41:0] next_low;
    (* src = "hdl/src/vector/math/root.rs:99" *)
    reg carry = 1'd0;
    (* src = "hdl/src/vector/math/root.rs:100" *)
    reg moved_up = 1'd0;
    (* src = "hdl/src/vector/math/root.rs:101" *)
    wire steps_low;
    (* src = "hdl/src/vector/math/root.rs:112" *)
    wire [40:0] high_twice;
    (* src = "hdl/src/vector/math/root.rs:113" *)
    wire [40:0] high_total;
    (* src = "hdl/src/vector/math/root.rs:114" *)
    wire [40:0] next_high;
    (* src = "hdl/src/vector/math/root.rs:119" *)
    reg running_q = 1'd0;
    (* src = "hdl/src/vector/math/root.rs:119" *)
    wire pair;
    (* src = "hdl/src/vector/math/root.rs:120" *)
    reg [24:0] root_so_far = 25'h0;
    (* src = "hdl/src/vector/math/root.rs:121" *)
    reg [24:0] rest = 25'h0;
    (* src = "hdl/src/vector/math/root.rs:122" *)
    reg [7:0] field = 8'd0;
    (* src = "hdl/src/vector/math/root.rs:123" *)
    wire [26:0] longer;
    (* src = "hdl/src/vector/math/root.rs:124" *)
    wire [25:0] trial;
    (* src = "hdl/src/vector/math/root.rs:125" *)
    wire [27:0] left;
    (* src = "hdl/src/vector/math/root.rs:126" *)
    wire fits;
    (* src = "hdl/src/vector/math/root.rs:129" *)
    wire [24:0] next_rest;
    (* src = "hdl/src/vector/math/root.rs:130" *)
    wire [24:0] next_root;
    (* src = "hdl/src/vector/math/root.rs:131" *)
    wire whole;
    (* src = "hdl/src/vector/math/root.rs:132" *)
    wire steps;
    (* src = "hdl/src/vector/math/root.rs:135" *)
    wire [7:0] less;
    (* src = "hdl/src/vector/math/root.rs:140" *)
    wire [30:0] unrounded;
    (* src = "hdl/src/vector/math/root.rs:141" *)
    reg [30:0] rounded;
    (* src = "hdl/src/vector/math/root.rs:142" *)
    reg done_q = 1'd0;
    assign of_high = turn[0];
    assign of_low = ~of_high;
    assign high_0 = {2'b0, sum[79:41]};
    assign sum_low = sum[40:0];
    assign high_1 = {27'b0, epsilon[54:41]};
    assign epsilon_low = epsilon[40:0];
    assign carried = sum_high + epsilon_high + {40'b0, total_low[41]};
    assign next_digits = {digits[14:0], 1'd0};
    assign bit_word = ~remainder_high[40];
    assign low_twice = {1'b0, {remainder_low[39:0], digits[15]}};
    assign low_total = {1'b0, total_low[40:0] ^ {41{bit_word}}};
    assign next_low = low_twice + low_total + {41'b0, bit_word};
    assign steps_low = running & of_low;
    assign high_twice = {remainder_high[39:0], moved_up};
    assign high_total = total_high ^ {41{bit_of_low}};
    assign next_high = high_twice + high_total + {40'b0, carry};
    assign pair = running_q & ~(|turn);
    assign longer = {rest, bit_of_low, bit_word};
    assign trial = {root_so_far[23:0], 2'd1};
    assign left = {1'b0, longer} - {2'b0, trial};
    assign fits = ~left[27];
    assign next_rest = fits ? left[24:0] : longer[24:0];
    assign next_root = {root_so_far[23:0], fits};
    assign whole = root_so_far[24];
    assign steps = pair & running & ~whole;
    assign less = field - 8'd1;
    assign unrounded = {field, root_so_far[23:1]};
    assign root = {1'd0, rounded};
    assign done = done_q;
    wire unused = &{1'b0, left[26:25]};
    always @(posedge clock) begin
        if (start) running <= 1'd1;
        else if (whole) running <= 1'd0;
        if (start) turn <= 2'd0;
        else if (running) turn <= turn + 2'd1;
        sum_high <= high_0;
        epsilon_high <= high_1;
        if (start) total_low <= {1'b0, sum_low} + {1'b0, epsilon_low};
        if (start_q) total_high <= carried;
        start_q <= start;
        if (start) digits <= width;
        else if (steps_low) digits <= next_digits;
        if (start) remainder_low <= 41'h0;
        else if (steps_low) remainder_low <= next_low[40:0];
        if (start) remainder_high <= 41'h0;
        else if (running & of_high) remainder_high <= next_high;
        if (of_low) bit_of_low <= bit_word;
        if (of_low) carry <= next_low[41];
        if (of_low) moved_up <= remainder_low[40];
        running_q <= running;
        if (start) root_so_far <= 25'h0;
        else if (steps) root_so_far <= next_root;
        if (start) rest <= 25'h0;
        else if (steps) rest <= next_rest;
        if (start) field <= 8'd179;
        else if (steps) field <= less;
        rounded <= unrounded + {30'b0, root_so_far[0]};
        done_q <= running & whole;
    end
endmodule

module harmonia_system_rotate (
    input wire clock,
    // A channel of a key or query, FP16; channels come in order, the first first.
    input wire [15:0] value,
    // What is taken off the channel before it is rotated, FP16; zero for queries.
    input wire [15:0] offset,
    // A channel is there; it is taken when `value_ready` is set too.
    input wire value_valid,
    // m, 0 to 8: runs of 2^m channels are transformed. Stays from three cycles before a vector's first
    // value to its last result.
    input wire [3:0] rotation,
    // Results are divided by n = 2^m; else they are the sums. Stays as long as `rotation`.
    input wire divides,
    // Channels of the vector, 1 to 256, a multiple of 2^m. Stays as long as `rotation`.
    input wire [8:0] count,
    // A channel can be taken: in one of two cycles at most, and not from a vector's last channel to its
    // last result.
    output wire value_ready,
    // A rotated channel, FP32, rounded once; there in the cycle of `rotated_valid` only.
    output wire [31:0] rotated,
    // A pulse for every result of the vector, in the order of the channels; there is no back-pressure.
    output wire rotated_valid
);
    // FP32 of (X - C) times the 2^m x 2^m Hadamard matrix, as it is or divided by 2^m; one value in two cycles.
    genvar i;
    (* src = "hdl/src/attention/cache/rotate.rs:83" *)
    reg _below_q, _below_q_1, _below_q_2, _below_q_3, _below_q_4, _below_q_5, _below_q_6, _below_q_7;
    (* src = "hdl/src/attention/cache/rotate.rs:81" *)
    reg active_0, active_1, active_2, active_3, active_4, active_5, active_6, active_7;
    (* src = "hdl/src/attention/cache/rotate.rs:85" *)
    wire [7:0] delay;
    (* src = "hdl/src/attention/cache/rotate.rs:89" *)
    reg [8:0] steps;
    (* src = "hdl/src/attention/cache/rotate.rs:92" *)
    reg pause = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:93" *)
    reg filled = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:94" *)
    reg draining = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:95" *)
    reg [8:0] taken = 9'h0;
    (* src = "hdl/src/attention/cache/rotate.rs:96" *)
    wire waiting;
    (* src = "hdl/src/attention/cache/rotate.rs:97" *)
    wire ready;
    (* src = "hdl/src/attention/cache/rotate.rs:98" *)
    wire step;
    (* src = "hdl/src/attention/cache/rotate.rs:100" *)
    wire [8:0] number;
    (* src = "hdl/src/attention/cache/rotate.rs:101" *)
    wire last;
    (* src = "hdl/src/attention/cache/rotate.rs:102" *)
    wire result_0;
    (* src = "hdl/src/attention/cache/rotate.rs:105" *)
    reg valid = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:106" *)
    reg [7:0] number_1;
    (* src = "hdl/src/attention/cache/rotate.rs:107" *)
    reg result_1;
    (* src = "hdl/src/attention/cache/rotate.rs:108" *)
    reg is_last = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:109" *)
    wire [31:0] halves;
    (* src = "hdl/src/attention/cache/rotate.rs:111" *)
    wire [81:0] integers_units;
    (* src = "hdl/src/attention/cache/rotate.rs:110" *)
    wire [40:0] integers_0, integers_1;
    (* src = "hdl/src/attention/cache/rotate.rs:114" *)
    wire [41:0] difference_0;
    (* src = "hdl/src/attention/cache/rotate.rs:115" *)
    reg [41:0] difference_1;
    (* src = "hdl/src/attention/cache/rotate.rs:118" *)
    reg valid_q = 1'd0, valid_q2 = 1'd0, valid_q3 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:119" *)
    reg [7:0] number_1_q, number_1_q2, number_1_q3;
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    wire stage_0_next_valid, stage_1_next_valid, stage_2_next_valid, stage_3_next_valid, stage_4_next_valid,
            stage_5_next_valid, stage_6_next_valid, stage_7_next_valid;
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    wire [7:0] stage_0_next_number, stage_1_next_number, stage_2_next_number, stage_3_next_number, stage_4_next_number,
            stage_5_next_number, stage_6_next_number, stage_7_next_number;
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    wire [42:0] stage_0_next_data;
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    wire [43:0] stage_1_next_data;
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    wire [44:0] stage_2_next_data;
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    wire [45:0] stage_3_next_data;
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    wire [46:0] stage_4_next_data;
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    wire [47:0] stage_5_next_data;
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    wire [48:0] stage_6_next_data;
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    wire [49:0] stage_7_next_data;
    (* src = "hdl/src/attention/cache/rotate.rs:139" *)
    wire [63:0] data;
    (* src = "hdl/src/attention/cache/rotate.rs:140" *)
    reg [7:0] top;
    (* src = "hdl/src/attention/cache/rotate.rs:147" *)
    reg _both_q = 1'd0, _both_q2 = 1'd0, _both_q3 = 1'd0, _both_q4 = 1'd0, _both_q5 = 1'd0, _both_q6 = 1'd0,
            _both_q7 = 1'd0, _both_q8 = 1'd0, _both_q9 = 1'd0, _both_q10 = 1'd0, _both_q11 = 1'd0, _both_q12 = 1'd0,
            _both_q13 = 1'd0, _both_q14 = 1'd0, _both_q15 = 1'd0, _both_q16 = 1'd0, _both_q17 = 1'd0, _both_q18 = 1'd0,
            _both_q19 = 1'd0, _both_q20 = 1'd0, _both_q21 = 1'd0, _both_q22 = 1'd0, _both_q23 = 1'd0, _both_q24 = 1'd0,
            _both_q25 = 1'd0, _both_q26 = 1'd0, _both_q27 = 1'd0, _both_q28 = 1'd0, result_2 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:148" *)
    reg is_last_q = 1'd0, is_last_q2 = 1'd0, is_last_q3 = 1'd0, is_last_q4 = 1'd0, is_last_q5 = 1'd0, is_last_q6 = 1'd0,
            is_last_q7 = 1'd0, is_last_q8 = 1'd0, is_last_q9 = 1'd0, is_last_q10 = 1'd0, is_last_q11 = 1'd0,
            is_last_q12 = 1'd0, is_last_q13 = 1'd0, is_last_q14 = 1'd0, is_last_q15 = 1'd0, is_last_q16 = 1'd0,
            is_last_q17 = 1'd0, is_last_q18 = 1'd0, is_last_q19 = 1'd0, is_last_q20 = 1'd0, is_last_q21 = 1'd0,
            is_last_q22 = 1'd0, is_last_q23 = 1'd0, is_last_q24 = 1'd0, is_last_q25 = 1'd0, is_last_q26 = 1'd0,
            is_last_q27 = 1'd0, is_last_q28 = 1'd0, end_of_vector = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:155" *)
    wire undone;
    (* src = "hdl/src/attention/cache/rotate.rs:156" *)
    wire fills;
    (* src = "hdl/src/attention/cache/rotate.rs:159" *)
    wire [8:0] counted;
    assign delay = {active_7, active_6, active_5, active_4, active_3, active_2, active_1, active_0};
    assign waiting = ~(pause | draining);
    assign ready = waiting & ~filled;
    assign step = waiting & (filled | value_valid);
    assign number = taken + 9'h1;
    assign last = step & (number == steps);
    assign result_0 = {1'b0, delay} < number;
    assign halves = {offset, value};
    assign integers_0 = integers_units[40:0];
    assign integers_1 = integers_units[81:41];
    assign difference_0 = {{1{integers_0[40]}}, integers_0} - {{1{integers_1[40]}}, integers_1};
    assign data = {stage_7_next_data, 14'h0};
    assign undone = ~end_of_vector;
    assign fills = step & (number == count);
    assign counted = step ? number : taken;
    for (i = 0; i < 2; i = i + 1) begin : integers
        (* src = "hdl/src/attention/cache/rotate.rs:111" *)
        harmonia_system_fp16_to_integer lane (
            .clock(clock),
            .half(halves[16 * i +: 16]),
            .units(integers_units[41 * i +: 41])
        );
    end
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    harmonia_system_rotate_stage_0 stage_0 (
        .clock(clock),
        .valid(valid_q3),
        .number(number_1_q3),
        .data(difference_1),
        .active(active_0),
        .next_valid(stage_0_next_valid),
        .next_number(stage_0_next_number),
        .next_data(stage_0_next_data)
    );
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    harmonia_system_rotate_stage_1 stage_1 (
        .clock(clock),
        .valid(stage_0_next_valid),
        .number(stage_0_next_number),
        .data(stage_0_next_data),
        .active(active_1),
        .next_valid(stage_1_next_valid),
        .next_number(stage_1_next_number),
        .next_data(stage_1_next_data)
    );
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    harmonia_system_rotate_stage_2 stage_2 (
        .clock(clock),
        .valid(stage_1_next_valid),
        .number(stage_1_next_number),
        .data(stage_1_next_data),
        .active(active_2),
        .next_valid(stage_2_next_valid),
        .next_number(stage_2_next_number),
        .next_data(stage_2_next_data)
    );
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    harmonia_system_rotate_stage_3 stage_3 (
        .clock(clock),
        .valid(stage_2_next_valid),
        .number(stage_2_next_number),
        .data(stage_2_next_data),
        .active(active_3),
        .next_valid(stage_3_next_valid),
        .next_number(stage_3_next_number),
        .next_data(stage_3_next_data)
    );
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    harmonia_system_rotate_stage_4 stage_4 (
        .clock(clock),
        .valid(stage_3_next_valid),
        .number(stage_3_next_number),
        .data(stage_3_next_data),
        .active(active_4),
        .next_valid(stage_4_next_valid),
        .next_number(stage_4_next_number),
        .next_data(stage_4_next_data)
    );
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    harmonia_system_rotate_stage_5 stage_5 (
        .clock(clock),
        .valid(stage_4_next_valid),
        .number(stage_4_next_number),
        .data(stage_4_next_data),
        .active(active_5),
        .next_valid(stage_5_next_valid),
        .next_number(stage_5_next_number),
        .next_data(stage_5_next_data)
    );
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    harmonia_system_rotate_stage_6 stage_6 (
        .clock(clock),
        .valid(stage_5_next_valid),
        .number(stage_5_next_number),
        .data(stage_5_next_data),
        .active(active_6),
        .next_valid(stage_6_next_valid),
        .next_number(stage_6_next_number),
        .next_data(stage_6_next_data)
    );
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    harmonia_system_rotate_stage_7 stage_7 (
        .clock(clock),
        .valid(stage_6_next_valid),
        .number(stage_6_next_number),
        .data(stage_6_next_data),
        .active(active_7),
        .next_valid(stage_7_next_valid),
        .next_number(stage_7_next_number),
        .next_data(stage_7_next_data)
    );
    (* src = "hdl/src/attention/cache/rotate.rs:145" *)
    harmonia_system_round_to_fp32 rounding (
        .clock(clock),
        .value(data),
        .top(top),
        .float(rotated)
    );
    assign value_ready = ready;
    assign rotated_valid = result_2;
    wire unused = &{1'b0, {stage_7_next_number, stage_7_next_valid}};
    always @(posedge clock) begin
        _below_q <= 4'd0 < rotation;
        active_0 <= _below_q;
        _below_q_1 <= 4'd1 < rotation;
        active_1 <= _below_q_1;
        _below_q_2 <= 4'd2 < rotation;
        active_2 <= _below_q_2;
        _below_q_3 <= 4'd3 < rotation;
        active_3 <= _below_q_3;
        _below_q_4 <= 4'd4 < rotation;
        active_4 <= _below_q_4;
        _below_q_5 <= 4'd5 < rotation;
        active_5 <= _below_q_5;
        _below_q_6 <= 4'd6 < rotation;
        active_6 <= _below_q_6;
        _below_q_7 <= 4'd7 < rotation;
        active_7 <= _below_q_7;
        steps <= count + {1'b0, delay};
        pause <= step;
        filled <= undone & (filled | fills);
        draining <= undone & (draining | last);
        taken <= end_of_vector ? 9'h0 : counted;
        valid <= step;
        number_1 <= number[7:0];
        result_1 <= result_0;
        is_last <= last;
        difference_1 <= difference_0;
        valid_q <= valid;
        valid_q2 <= valid_q;
        valid_q3 <= valid_q2;
        number_1_q <= number_1;
        number_1_q2 <= number_1_q;
        number_1_q3 <= number_1_q2;
        top <= 8'd152 - {4'b0, divides ? rotation : 4'd0};
        _both_q <= result_1 & valid;
        _both_q2 <= _both_q;
        _both_q3 <= _both_q2;
        _both_q4 <= _both_q3;
        _both_q5 <= _both_q4;
        _both_q6 <= _both_q5;
        _both_q7 <= _both_q6;
        _both_q8 <= _both_q7;
        _both_q9 <= _both_q8;
        _both_q10 <= _both_q9;
        _both_q11 <= _both_q10;
        _both_q12 <= _both_q11;
        _both_q13 <= _both_q12;
        _both_q14 <= _both_q13;
        _both_q15 <= _both_q14;
        _both_q16 <= _both_q15;
        _both_q17 <= _both_q16;
        _both_q18 <= _both_q17;
        _both_q19 <= _both_q18;
        _both_q20 <= _both_q19;
        _both_q21 <= _both_q20;
        _both_q22 <= _both_q21;
        _both_q23 <= _both_q22;
        _both_q24 <= _both_q23;
        _both_q25 <= _both_q24;
        _both_q26 <= _both_q25;
        _both_q27 <= _both_q26;
        _both_q28 <= _both_q27;
        result_2 <= _both_q28;
        is_last_q <= is_last;
        is_last_q2 <= is_last_q;
        is_last_q3 <= is_last_q2;
        is_last_q4 <= is_last_q3;
        is_last_q5 <= is_last_q4;
        is_last_q6 <= is_last_q5;
        is_last_q7 <= is_last_q6;
        is_last_q8 <= is_last_q7;
        is_last_q9 <= is_last_q8;
        is_last_q10 <= is_last_q9;
        is_last_q11 <= is_last_q10;
        is_last_q12 <= is_last_q11;
        is_last_q13 <= is_last_q12;
        is_last_q14 <= is_last_q13;
        is_last_q15 <= is_last_q14;
        is_last_q16 <= is_last_q15;
        is_last_q17 <= is_last_q16;
        is_last_q18 <= is_last_q17;
        is_last_q19 <= is_last_q18;
        is_last_q20 <= is_last_q19;
        is_last_q21 <= is_last_q20;
        is_last_q22 <= is_last_q21;
        is_last_q23 <= is_last_q22;
        is_last_q24 <= is_last_q23;
        is_last_q25 <= is_last_q24;
        is_last_q26 <= is_last_q25;
        is_last_q27 <= is_last_q26;
        is_last_q28 <= is_last_q27;
        end_of_vector <= is_last_q28;
    end
endmodule

module harmonia_system_rotate_stage_0 (
    input wire clock,
    // A step is there: one in two cycles at most.
    input wire valid,
    // Number of the step in its vector, from 1, modulo 256.
    input wire [7:0] number,
    // A channel, two's complement in units of 2^-24, or nothing while the stages empty.
    input wire [41:0] data,
    // The stage takes part: channels are paired. Else what comes passes as it is.
    input wire active,
    // The step, for the next stage.
    output wire next_valid,
    // Its number.
    output wire [7:0] next_number,
    // A sum, or the difference that waited for its place; a bit wider.
    output wire [42:0] next_data
);
    // Sums and differences of channels 1 apart, where the stage is active.
    (* src = "hdl/src/attention/cache/rotate.rs:259" *)
    wire [42:0] data_0;
    (* src = "hdl/src/attention/cache/rotate.rs:261" *)
    wire second;
    (* src = "hdl/src/attention/cache/rotate.rs:301" *)
    reg [42:0] waiting = 43'h0;
    (* src = "hdl/src/attention/cache/rotate.rs:270" *)
    reg [42:0] waited;
    (* src = "hdl/src/attention/cache/rotate.rs:271" *)
    wire passes;
    (* src = "hdl/src/attention/cache/rotate.rs:276" *)
    reg [42:0] joins;
    (* src = "hdl/src/attention/cache/rotate.rs:277" *)
    reg [42:0] data_q;
    (* src = "hdl/src/attention/cache/rotate.rs:278" *)
    wire [42:0] difference;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    reg second_q;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    wire [42:0] kept;
    (* src = "hdl/src/attention/cache/rotate.rs:280" *)
    reg valid_q = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:281" *)
    reg [7:0] number_q;
    (* src = "hdl/src/attention/cache/rotate.rs:283" *)
    reg valid_q2 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:284" *)
    reg [7:0] number_q2;
    (* src = "hdl/src/attention/cache/rotate.rs:287" *)
    reg [42:0] sum;
    assign data_0 = {{1{data[41]}}, data};
    assign second = ~number[0];
    assign passes = second | ~active;
    assign difference = waited - data_q;
    assign kept = second_q ? difference : data_q;
    assign next_valid = valid_q2;
    assign next_number = number_q2;
    assign next_data = sum;
    always @(posedge clock) begin
        if (valid_q) waiting <= kept;
        waited <= active ? waiting : 43'h0;
        joins <= passes ? data_0 : 43'h0;
        data_q <= data_0;
        second_q <= second;
        valid_q <= valid;
        number_q <= number;
        valid_q2 <= valid_q;
        number_q2 <= number_q;
        sum <= waited + joins;
    end
endmodule

module harmonia_system_rotate_stage_1 (
    input wire clock,
    // A step is there: one in two cycles at most.
    input wire valid,
    // Number of the step in its vector, from 1, modulo 256.
    input wire [7:0] number,
    // A channel, two's complement in units of 2^-24, or nothing while the stages empty.
    input wire [42:0] data,
    // The stage takes part: channels are paired. Else what comes passes as it is.
    input wire active,
    // The step, for the next stage.
    output wire next_valid,
    // Its number.
    output wire [7:0] next_number,
    // A sum, or the difference that waited for its place; a bit wider.
    output wire [43:0] next_data
);
    // Sums and differences of channels 2 apart, where the stage is active.
    (* src = "hdl/src/attention/cache/rotate.rs:302" *)
    (* no_rw_check *) reg [43:0] waiting [0:1];
    (* src = "hdl/src/attention/cache/rotate.rs:259" *)
    wire [43:0] data_0;
    (* src = "hdl/src/attention/cache/rotate.rs:261" *)
    wire second;
    (* src = "hdl/src/attention/cache/rotate.rs:270" *)
    reg [43:0] waited;
    (* src = "hdl/src/attention/cache/rotate.rs:271" *)
    wire passes;
    (* src = "hdl/src/attention/cache/rotate.rs:276" *)
    reg [43:0] joins;
    (* src = "hdl/src/attention/cache/rotate.rs:277" *)
    reg [43:0] data_q;
    (* src = "hdl/src/attention/cache/rotate.rs:278" *)
    wire [43:0] difference;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    reg second_q;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    wire [43:0] kept;
    (* src = "hdl/src/attention/cache/rotate.rs:280" *)
    reg valid_q = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:281" *)
    reg [7:0] number_q;
    (* src = "hdl/src/attention/cache/rotate.rs:283" *)
    reg valid_q2 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:284" *)
    reg [7:0] number_q2;
    (* src = "hdl/src/attention/cache/rotate.rs:287" *)
    reg [43:0] sum;
    assign data_0 = {{1{data[42]}}, data};
    assign second = ~number[1];
    assign passes = second | ~active;
    assign difference = waited - data_q;
    assign kept = second_q ? difference : data_q;
    assign next_valid = valid_q2;
    assign next_number = number_q2;
    assign next_data = sum;
    always @(posedge clock) begin
        waited <= active ? waiting[number[0]] : 44'h0;
        joins <= passes ? data_0 : 44'h0;
        data_q <= data_0;
        second_q <= second;
        valid_q <= valid;
        number_q <= number;
        valid_q2 <= valid_q;
        number_q2 <= number_q;
        sum <= waited + joins;
        if (valid_q) waiting[number_q[0]] <= kept;
    end
endmodule

module harmonia_system_rotate_stage_2 (
    input wire clock,
    // A step is there: one in two cycles at most.
    input wire valid,
    // Number of the step in its vector, from 1, modulo 256.
    input wire [7:0] number,
    // A channel, two's complement in units of 2^-24, or nothing while the stages empty.
    input wire [43:0] data,
    // The stage takes part: channels are paired. Else what comes passes as it is.
    input wire active,
    // The step, for the next stage.
    output wire next_valid,
    // Its number.
    output wire [7:0] next_number,
    // A sum, or the difference that waited for its place; a bit wider.
    output wire [44:0] next_data
);
    // Sums and differences of channels 4 apart, where the stage is active.
    (* src = "hdl/src/attention/cache/rotate.rs:302" *)
    (* no_rw_check *) reg [44:0] waiting [0:3];
    (* src = "hdl/src/attention/cache/rotate.rs:259" *)
    wire [44:0] data_0;
    (* src = "hdl/src/attention/cache/rotate.rs:261" *)
    wire second;
    (* src = "hdl/src/attention/cache/rotate.rs:270" *)
    reg [44:0] waited;
    (* src = "hdl/src/attention/cache/rotate.rs:271" *)
    wire passes;
    (* src = "hdl/src/attention/cache/rotate.rs:276" *)
    reg [44:0] joins;
    (* src = "hdl/src/attention/cache/rotate.rs:277" *)
    reg [44:0] data_q;
    (* src = "hdl/src/attention/cache/rotate.rs:278" *)
    wire [44:0] difference;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    reg second_q;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    wire [44:0] kept;
    (* src = "hdl/src/attention/cache/rotate.rs:280" *)
    reg valid_q = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:281" *)
    reg [7:0] number_q;
    (* src = "hdl/src/attention/cache/rotate.rs:283" *)
    reg valid_q2 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:284" *)
    reg [7:0] number_q2;
    (* src = "hdl/src/attention/cache/rotate.rs:287" *)
    reg [44:0] sum;
    assign data_0 = {{1{data[43]}}, data};
    assign second = ~number[2];
    assign passes = second | ~active;
    assign difference = waited - data_q;
    assign kept = second_q ? difference : data_q;
    assign next_valid = valid_q2;
    assign next_number = number_q2;
    assign next_data = sum;
    always @(posedge clock) begin
        waited <= active ? waiting[number[1:0]] : 45'h0;
        joins <= passes ? data_0 : 45'h0;
        data_q <= data_0;
        second_q <= second;
        valid_q <= valid;
        number_q <= number;
        valid_q2 <= valid_q;
        number_q2 <= number_q;
        sum <= waited + joins;
        if (valid_q) waiting[number_q[1:0]] <= kept;
    end
endmodule

module harmonia_system_rotate_stage_3 (
    input wire clock,
    // A step is there: one in two cycles at most.
    input wire valid,
    // Number of the step in its vector, from 1, modulo 256.
    input wire [7:0] number,
    // A channel, two's complement in units of 2^-24, or nothing while the stages empty.
    input wire [44:0] data,
    // The stage takes part: channels are paired. Else what comes passes as it is.
    input wire active,
    // The step, for the next stage.
    output wire next_valid,
    // Its number.
    output wire [7:0] next_number,
    // A sum, or the difference that waited for its place; a bit wider.
    output wire [45:0] next_data
);
    // Sums and differences of channels 8 apart, where the stage is active.
    (* src = "hdl/src/attention/cache/rotate.rs:302" *)
    (* no_rw_check *) reg [45:0] waiting [0:7];
    (* src = "hdl/src/attention/cache/rotate.rs:259" *)
    wire [45:0] data_0;
    (* src = "hdl/src/attention/cache/rotate.rs:261" *)
    wire second;
    (* src = "hdl/src/attention/cache/rotate.rs:270" *)
    reg [45:0] waited;
    (* src = "hdl/src/attention/cache/rotate.rs:271" *)
    wire passes;
    (* src = "hdl/src/attention/cache/rotate.rs:276" *)
    reg [45:0] joins;
    (* src = "hdl/src/attention/cache/rotate.rs:277" *)
    reg [45:0] data_q;
    (* src = "hdl/src/attention/cache/rotate.rs:278" *)
    wire [45:0] difference;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    reg second_q;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    wire [45:0] kept;
    (* src = "hdl/src/attention/cache/rotate.rs:280" *)
    reg valid_q = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:281" *)
    reg [7:0] number_q;
    (* src = "hdl/src/attention/cache/rotate.rs:283" *)
    reg valid_q2 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:284" *)
    reg [7:0] number_q2;
    (* src = "hdl/src/attention/cache/rotate.rs:287" *)
    reg [45:0] sum;
    assign data_0 = {{1{data[44]}}, data};
    assign second = ~number[3];
    assign passes = second | ~active;
    assign difference = waited - data_q;
    assign kept = second_q ? difference : data_q;
    assign next_valid = valid_q2;
    assign next_number = number_q2;
    assign next_data = sum;
    always @(posedge clock) begin
        waited <= active ? waiting[number[2:0]] : 46'h0;
        joins <= passes ? data_0 : 46'h0;
        data_q <= data_0;
        second_q <= second;
        valid_q <= valid;
        number_q <= number;
        valid_q2 <= valid_q;
        number_q2 <= number_q;
        sum <= waited + joins;
        if (valid_q) waiting[number_q[2:0]] <= kept;
    end
endmodule

module harmonia_system_rotate_stage_4 (
    input wire clock,
    // A step is there: one in two cycles at most.
    input wire valid,
    // Number of the step in its vector, from 1, modulo 256.
    input wire [7:0] number,
    // A channel, two's complement in units of 2^-24, or nothing while the stages empty.
    input wire [45:0] data,
    // The stage takes part: channels are paired. Else what comes passes as it is.
    input wire active,
    // The step, for the next stage.
    output wire next_valid,
    // Its number.
    output wire [7:0] next_number,
    // A sum, or the difference that waited for its place; a bit wider.
    output wire [46:0] next_data
);
    // Sums and differences of channels 16 apart, where the stage is active.
    (* src = "hdl/src/attention/cache/rotate.rs:302" *)
    (* no_rw_check *) reg [46:0] waiting [0:15];
    (* src = "hdl/src/attention/cache/rotate.rs:259" *)
    wire [46:0] data_0;
    (* src = "hdl/src/attention/cache/rotate.rs:261" *)
    wire second;
    (* src = "hdl/src/attention/cache/rotate.rs:270" *)
    reg [46:0] waited;
    (* src = "hdl/src/attention/cache/rotate.rs:271" *)
    wire passes;
    (* src = "hdl/src/attention/cache/rotate.rs:276" *)
    reg [46:0] joins;
    (* src = "hdl/src/attention/cache/rotate.rs:277" *)
    reg [46:0] data_q;
    (* src = "hdl/src/attention/cache/rotate.rs:278" *)
    wire [46:0] difference;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    reg second_q;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    wire [46:0] kept;
    (* src = "hdl/src/attention/cache/rotate.rs:280" *)
    reg valid_q = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:281" *)
    reg [7:0] number_q;
    (* src = "hdl/src/attention/cache/rotate.rs:283" *)
    reg valid_q2 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:284" *)
    reg [7:0] number_q2;
    (* src = "hdl/src/attention/cache/rotate.rs:287" *)
    reg [46:0] sum;
    assign data_0 = {{1{data[45]}}, data};
    assign second = ~number[4];
    assign passes = second | ~active;
    assign difference = waited - data_q;
    assign kept = second_q ? difference : data_q;
    assign next_valid = valid_q2;
    assign next_number = number_q2;
    assign next_data = sum;
    always @(posedge clock) begin
        waited <= active ? waiting[number[3:0]] : 47'h0;
        joins <= passes ? data_0 : 47'h0;
        data_q <= data_0;
        second_q <= second;
        valid_q <= valid;
        number_q <= number;
        valid_q2 <= valid_q;
        number_q2 <= number_q;
        sum <= waited + joins;
        if (valid_q) waiting[number_q[3:0]] <= kept;
    end
endmodule

module harmonia_system_rotate_stage_5 (
    input wire clock,
    // A step is there: one in two cycles at most.
    input wire valid,
    // Number of the step in its vector, from 1, modulo 256.
    input wire [7:0] number,
    // A channel, two's complement in units of 2^-24, or nothing while the stages empty.
    input wire [46:0] data,
    // The stage takes part: channels are paired. Else what comes passes as it is.
    input wire active,
    // The step, for the next stage.
    output wire next_valid,
    // Its number.
    output wire [7:0] next_number,
    // A sum, or the difference that waited for its place; a bit wider.
    output wire [47:0] next_data
);
    // Sums and differences of channels 32 apart, where the stage is active.
    (* src = "hdl/src/attention/cache/rotate.rs:302" *)
    (* no_rw_check *) reg [47:0] waiting [0:31];
    (* src = "hdl/src/attention/cache/rotate.rs:259" *)
    wire [47:0] data_0;
    (* src = "hdl/src/attention/cache/rotate.rs:261" *)
    wire second;
    (* src = "hdl/src/attention/cache/rotate.rs:310" *)
    reg [47:0] _word;
    (* src = "hdl/src/attention/cache/rotate.rs:270" *)
    reg [47:0] waited;
    (* src = "hdl/src/attention/cache/rotate.rs:271" *)
    reg passes;
    (* src = "hdl/src/attention/cache/rotate.rs:273" *)
    reg [47:0] data_0_q;
    (* src = "hdl/src/attention/cache/rotate.rs:276" *)
    reg [47:0] joins;
    (* src = "hdl/src/attention/cache/rotate.rs:277" *)
    reg [47:0] data_q;
    (* src = "hdl/src/attention/cache/rotate.rs:278" *)
    wire [47:0] difference;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    reg second_q, second_q2;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    wire [47:0] kept;
    (* src = "hdl/src/attention/cache/rotate.rs:280" *)
    reg valid_q = 1'd0, valid_q_1 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:281" *)
    reg [7:0] number_q, number_q_1;
    (* src = "hdl/src/attention/cache/rotate.rs:283" *)
    reg valid_q2 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:284" *)
    reg [7:0] number_q2;
    (* src = "hdl/src/attention/cache/rotate.rs:287" *)
    reg [47:0] sum;
    assign data_0 = {{1{data[46]}}, data};
    assign second = ~number[5];
    assign difference = waited - data_q;
    assign kept = second_q2 ? difference : data_q;
    assign next_valid = valid_q2;
    assign next_number = number_q2;
    assign next_data = sum;
    always @(posedge clock) begin
        _word <= waiting[number[4:0]];
        waited <= active ? _word : 48'h0;
        passes <= second | ~active;
        data_0_q <= data_0;
        joins <= passes ? data_0_q : 48'h0;
        data_q <= data_0_q;
        second_q <= second;
        second_q2 <= second_q;
        valid_q <= valid;
        valid_q_1 <= valid_q;
        number_q <= number;
        number_q_1 <= number_q;
        valid_q2 <= valid_q_1;
        number_q2 <= number_q_1;
        sum <= waited + joins;
        if (valid_q_1) waiting[number_q_1[4:0]] <= kept;
    end
endmodule

module harmonia_system_rotate_stage_6 (
    input wire clock,
    // A step is there: one in two cycles at most.
    input wire valid,
    // Number of the step in its vector, from 1, modulo 256.
    input wire [7:0] number,
    // A channel, two's complement in units of 2^-24, or nothing while the stages empty.
    input wire [47:0] data,
    // The stage takes part: channels are paired. Else what comes passes as it is.
    input wire active,
    // The step, for the next stage.
    output wire next_valid,
    // Its number.
    output wire [7:0] next_number,
    // A sum, or the difference that waited for its place; a bit wider.
    output wire [48:0] next_data
);
    // Sums and differences of channels 64 apart, where the stage is active.
    (* src = "hdl/src/attention/cache/rotate.rs:302" *)
    (* no_rw_check *) reg [48:0] waiting [0:63];
    (* src = "hdl/src/attention/cache/rotate.rs:259" *)
    wire [48:0] data_0;
    (* src = "hdl/src/attention/cache/rotate.rs:261" *)
    wire second;
    (* src = "hdl/src/attention/cache/rotate.rs:310" *)
    reg [48:0] _word;
    (* src = "hdl/src/attention/cache/rotate.rs:270" *)
    reg [48:0] waited;
    (* src = "hdl/src/attention/cache/rotate.rs:271" *)
    reg passes;
    (* src = "hdl/src/attention/cache/rotate.rs:273" *)
    reg [48:0] data_0_q;
    (* src = "hdl/src/attention/cache/rotate.rs:276" *)
    reg [48:0] joins;
    (* src = "hdl/src/attention/cache/rotate.rs:277" *)
    reg [48:0] data_q;
    (* src = "hdl/src/attention/cache/rotate.rs:278" *)
    wire [48:0] difference;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    reg second_q, second_q2;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    wire [48:0] kept;
    (* src = "hdl/src/attention/cache/rotate.rs:280" *)
    reg valid_q = 1'd0, valid_q_1 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:281" *)
    reg [7:0] number_q, number_q_1;
    (* src = "hdl/src/attention/cache/rotate.rs:283" *)
    reg valid_q2 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:284" *)
    reg [7:0] number_q2;
    (* src = "hdl/src/attention/cache/rotate.rs:287" *)
    reg [48:0] sum;
    assign data_0 = {{1{data[47]}}, data};
    assign second = ~number[6];
    assign difference = waited - data_q;
    assign kept = second_q2 ? difference : data_q;
    assign next_valid = valid_q2;
    assign next_number = number_q2;
    assign next_data = sum;
    always @(posedge clock) begin
        _word <= waiting[number[5:0]];
        waited <= active ? _word : 49'h0;
        passes <= second | ~active;
        data_0_q <= data_0;
        joins <= passes ? data_0_q : 49'h0;
        data_q <= data_0_q;
        second_q <= second;
        second_q2 <= second_q;
        valid_q <= valid;
        valid_q_1 <= valid_q;
        number_q <= number;
        number_q_1 <= number_q;
        valid_q2 <= valid_q_1;
        number_q2 <= number_q_1;
        sum <= waited + joins;
        if (valid_q_1) waiting[number_q_1[5:0]] <= kept;
    end
endmodule

module harmonia_system_rotate_stage_7 (
    input wire clock,
    // A step is there: one in two cycles at most.
    input wire valid,
    // Number of the step in its vector, from 1, modulo 256.
    input wire [7:0] number,
    // A channel, two's complement in units of 2^-24, or nothing while the stages empty.
    input wire [48:0] data,
    // The stage takes part: channels are paired. Else what comes passes as it is.
    input wire active,
    // The step, for the next stage.
    output wire next_valid,
    // Its number.
    output wire [7:0] next_number,
    // A sum, or the difference that waited for its place; a bit wider.
    output wire [49:0] next_data
);
    // Sums and differences of channels 128 apart, where the stage is active.
    (* src = "hdl/src/attention/cache/rotate.rs:302" *)
    (* no_rw_check *) reg [49:0] waiting [0:127];
    (* src = "hdl/src/attention/cache/rotate.rs:259" *)
    wire [49:0] data_0;
    (* src = "hdl/src/attention/cache/rotate.rs:261" *)
    wire second;
    (* src = "hdl/src/attention/cache/rotate.rs:310" *)
    reg [49:0] _word;
    (* src = "hdl/src/attention/cache/rotate.rs:270" *)
    reg [49:0] waited;
    (* src = "hdl/src/attention/cache/rotate.rs:271" *)
    reg passes;
    (* src = "hdl/src/attention/cache/rotate.rs:273" *)
    reg [49:0] data_0_q;
    (* src = "hdl/src/attention/cache/rotate.rs:276" *)
    reg [49:0] joins;
    (* src = "hdl/src/attention/cache/rotate.rs:277" *)
    reg [49:0] data_q;
    (* src = "hdl/src/attention/cache/rotate.rs:278" *)
    wire [49:0] difference;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    reg second_q, second_q2;
    (* src = "hdl/src/attention/cache/rotate.rs:279" *)
    wire [49:0] kept;
    (* src = "hdl/src/attention/cache/rotate.rs:280" *)
    reg valid_q = 1'd0, valid_q_1 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:281" *)
    reg [7:0] number_q, number_q_1;
    (* src = "hdl/src/attention/cache/rotate.rs:283" *)
    reg valid_q2 = 1'd0;
    (* src = "hdl/src/attention/cache/rotate.rs:284" *)
    reg [7:0] number_q2;
    (* src = "hdl/src/attention/cache/rotate.rs:287" *)
    reg [49:0] sum;
    assign data_0 = {{1{data[48]}}, data};
    assign second = ~number[7];
    assign difference = waited - data_q;
    assign kept = second_q2 ? difference : data_q;
    assign next_valid = valid_q2;
    assign next_number = number_q2;
    assign next_data = sum;
    always @(posedge clock) begin
        _word <= waiting[number[6:0]];
        waited <= active ? _word : 50'h0;
        passes <= second | ~active;
        data_0_q <= data_0;
        joins <= passes ? data_0_q : 50'h0;
        data_q <= data_0_q;
        second_q <= second;
        second_q2 <= second_q;
        valid_q <= valid;
        valid_q_1 <= valid_q;
        number_q <= number;
        number_q_1 <= number_q;
        valid_q2 <= valid_q_1;
        number_q2 <= number_q_1;
        sum <= waited + joins;
        if (valid_q_1) waiting[number_q_1[6:0]] <= kept;
    end
endmodule

module harmonia_system_round_float (
    input wire clock,
    // The significand below its hidden bit.
    input wire [22:0] fraction,
    // The bit below the fraction.
    input wire half,
    // Something is below the half.
    input wire more,
    // The exponent field, two's complement; negative for zero.
    input wire [9:0] field,
    // The sign.
    input wire negative,
    // The result is +0, and no overflow.
    input wire cleared,
    // The number as FP32, three cycles later.
    output wire [31:0] float,
    // It was 2^128 or more in magnitude, and is +0; with it.
    output wire overflow
);
    // A normalised significand to FP32: half to even, no subnormal numbers.
    (* src = "hdl/src/vector/math/round.rs:88" *)
    wire lowest;
    (* src = "hdl/src/vector/math/round.rs:89" *)
    wire to_even;
    (* src = "hdl/src/vector/math/round.rs:90" *)
    reg up;
    (* src = "hdl/src/vector/math/round.rs:92" *)
    reg [31:0] unrounded;
    (* src = "hdl/src/vector/math/round.rs:93" *)
    reg [31:0] rounded;
    (* src = "hdl/src/vector/math/round.rs:94" *)
    reg field_9_q, below;
    (* src = "hdl/src/vector/math/round.rs:95" *)
    reg cleared_q, cleared_q_1;
    (* src = "hdl/src/vector/math/round.rs:97" *)
    wire [8:0] field_1;
    (* src = "hdl/src/vector/math/round.rs:98" *)
    wire counts;
    (* src = "hdl/src/vector/math/round.rs:99" *)
    wire beyond;
    (* src = "hdl/src/vector/math/round.rs:100" *)
    wire overflow_1;
    (* src = "hdl/src/vector/math/round.rs:101" *)
    wire some;
    (* src = "hdl/src/vector/math/round.rs:102" *)
    wire [30:0] magnitude;
    (* src = "hdl/src/vector/math/round.rs:103" *)
    reg negative_q, negative_q2;
    (* src = "hdl/src/vector/math/round.rs:103" *)
    wire negative_1;
    (* src = "hdl/src/vector/math/round.rs:104" *)
    reg [31:0] float_q;
    (* src = "hdl/src/vector/math/round.rs:106" *)
    reg overflow_1_q;
    assign lowest = ~(|field);
    assign to_even = half & (more | fraction[0]);
    assign field_1 = rounded[31:23];
    assign counts = ~(below | cleared_q_1);
    assign beyond = rounded[31] | (&rounded[30:23]);
    assign overflow_1 = counts & beyond;
    assign some = counts & (|field_1) & ~beyond;
    assign magnitude = rounded[30:0] & {31{some}};
    assign negative_1 = negative_q2 & ~(cleared_q_1 | overflow_1);
    assign float = float_q;
    assign overflow = overflow_1_q;
    always @(posedge clock) begin
        up <= lowest | to_even;
        unrounded <= {field[8:0], fraction};
        rounded <= unrounded + {31'b0, up};
        field_9_q <= field[9];
        below <= field_9_q;
        cleared_q <= cleared;
        cleared_q_1 <= cleared_q;
        negative_q <= negative;
        negative_q2 <= negative_q;
        float_q <= {negative_1, magnitude};
        overflow_1_q <= overflow_1;
    end
endmodule

module harmonia_system_round_to_fp32 (
    input wire clock,
    // A number in two's complement, one per cycle.
    input wire [63:0] value,
    // The exponent field of a number whose highest bit is bit 63: it says what the unit is.
    input wire [7:0] top,
    // The number as FP32, seven cycles later.
    output wire [31:0] float
);
    // 64-bit two's complement to FP32, rounded half to even.
    (* src = "hdl/src/engine/to_fp32.rs:89" *)
    wire negative;
    (* src = "hdl/src/engine/to_fp32.rs:93" *)
    reg [63:0] magnitude;
    (* src = "hdl/src/engine/to_fp32.rs:95" *)
    wire zero;
    (* src = "hdl/src/engine/to_fp32.rs:96" *)
    wire no_high_bit_0, no_high_bit_1, no_high_bit_2, no_high_bit_3, no_high_bit_4, no_high_bit_5;
    (* src = "hdl/src/engine/to_fp32.rs:96" *)
    wire [63:0] left_aligned_0, left_aligned_2, left_aligned_4, left_aligned_5, left_aligned_7, left_aligned_8;
    (* src = "hdl/src/engine/to_fp32.rs:96" *)
    reg [63:0] left_aligned_1, left_aligned_3, left_aligned_6, normal;
    (* src = "hdl/src/engine/to_fp32.rs:96" *)
    reg no_high_bit_0_q, no_high_bit_1_q, no_high_bit_0_q2, no_high_bit_3_q, no_high_bit_2_q, no_high_bit_1_q2,
            no_high_bit_0_q3, no_high_bit_5_q, no_high_bit_4_q, no_high_bit_3_q2, no_high_bit_2_q2, no_high_bit_1_q3,
            no_high_bit_0_q4;
    (* src = "hdl/src/engine/to_fp32.rs:96" *)
    wire [5:0] zeros;
    (* src = "hdl/src/engine/to_fp32.rs:99" *)
    wire [22:0] kept;
    (* src = "hdl/src/engine/to_fp32.rs:100" *)
    wire half;
    (* src = "hdl/src/engine/to_fp32.rs:101" *)
    wire more;
    (* src = "hdl/src/engine/to_fp32.rs:102" *)
    wire up;
    (* src = "hdl/src/engine/to_fp32.rs:104" *)
    wire [7:0] exponent;
    (* src = "hdl/src/engine/to_fp32.rs:105" *)
    wire [30:0] unrounded_0;
    (* src = "hdl/src/engine/to_fp32.rs:107" *)
    reg zero_q, zero_q2, zero_q3, zero_q4;
    (* src = "hdl/src/engine/to_fp32.rs:106" *)
    reg [30:0] unrounded_1;
    (* src = "hdl/src/engine/to_fp32.rs:110" *)
    reg round_up;
    (* src = "hdl/src/engine/to_fp32.rs:111" *)
    wire [30:0] float_1;
    (* src = "hdl/src/engine/to_fp32.rs:116" *)
    reg negative_q, negative_q2, negative_q3, negative_q4, negative_q5, negative_q6;
    (* src = "hdl/src/engine/to_fp32.rs:118" *)
    reg [31:0] rounded;
    assign negative = value[63];
    assign zero = ~(|magnitude);
    assign no_high_bit_0 = ~(|magnitude[63:32]);
    assign left_aligned_0 = no_high_bit_0 ? {magnitude[31:0], 32'h0} : magnitude;
    assign no_high_bit_1 = ~(|left_aligned_1[63:48]);
    assign left_aligned_2 = no_high_bit_1 ? {left_aligned_1[47:0], 16'h0} : left_aligned_1;
    assign no_high_bit_2 = ~(|left_aligned_3[63:56]);
    assign left_aligned_4 = no_high_bit_2 ? {left_aligned_3[55:0], 8'd0} : left_aligned_3;
    assign no_high_bit_3 = ~(|left_aligned_4[63:60]);
    assign left_aligned_5 = no_high_bit_3 ? {left_aligned_4[59:0], 4'd0} : left_aligned_4;
    assign no_high_bit_4 = ~(|left_aligned_6[63:62]);
    assign left_aligned_7 = no_high_bit_4 ? {left_aligned_6[61:0], 2'd0} : left_aligned_6;
    assign no_high_bit_5 = ~left_aligned_7[63];
    assign left_aligned_8 = no_high_bit_5 ? {left_aligned_7[62:0], 1'd0} : left_aligned_7;
    assign zeros = {no_high_bit_0_q4, no_high_bit_1_q3, no_high_bit_2_q2, no_high_bit_3_q2, no_high_bit_4_q,
            no_high_bit_5_q};
    assign kept = normal[62:40];
    assign half = normal[39];
    assign more = |normal[38:0];
    assign up = half & (more | normal[40]);
    assign exponent = top - {2'b0, zeros};
    assign unrounded_0 = {exponent, kept};
    assign float_1 = unrounded_1 + {30'b0, round_up};
    assign float = rounded;
    wire unused = &{1'b0, normal[63]};
    always @(posedge clock) begin
        magnitude <= (value ^ {64{negative}}) + {63'b0, negative};
        left_aligned_1 <= left_aligned_0;
        no_high_bit_0_q <= no_high_bit_0;
        left_aligned_3 <= left_aligned_2;
        no_high_bit_1_q <= no_high_bit_1;
        no_high_bit_0_q2 <= no_high_bit_0_q;
        left_aligned_6 <= left_aligned_5;
        no_high_bit_3_q <= no_high_bit_3;
        no_high_bit_2_q <= no_high_bit_2;
        no_high_bit_1_q2 <= no_high_bit_1_q;
        no_high_bit_0_q3 <= no_high_bit_0_q2;
        normal <= left_aligned_8;
        no_high_bit_5_q <= no_high_bit_5;
        no_high_bit_4_q <= no_high_bit_4;
        no_high_bit_3_q2 <= no_high_bit_3_q;
        no_high_bit_2_q2 <= no_high_bit_2_q;
        no_high_bit_1_q3 <= no_high_bit_1_q2;
        no_high_bit_0_q4 <= no_high_bit_0_q3;
        zero_q <= zero;
        zero_q2 <= zero_q;
        zero_q3 <= zero_q2;
        zero_q4 <= zero_q3;
        unrounded_1 <= zero_q4 ? 31'h0 : unrounded_0;
        round_up <= up;
        negative_q <= negative;
        negative_q2 <= negative_q;
        negative_q3 <= negative_q2;
        negative_q4 <= negative_q3;
        negative_q5 <= negative_q4;
        negative_q6 <= negative_q5;
        rounded <= {negative_q6, float_1};
    end
endmodule

module harmonia_system_router (
    input wire clock,
    // Commands of the host, one word each.
    input wire [63:0] host_command_data,
    input wire host_command_valid,
    output wire host_command_ready,
    // Commands of the attention unit for the engine: ready only while a command of attention runs.
    input wire [63:0] own_command_data,
    input wire own_command_valid,
    output wire own_command_ready,
    // Commands for the engine, of the host or of the attention unit, never of both at one time.
    output wire [63:0] engine_command_data,
    output wire engine_command_valid,
    input wire engine_command_ready,
    // Commands of the host for the attention unit, which is idle when it is ready for one.
    output wire [63:0] attention_command_data,
    output wire attention_command_valid,
    input wire attention_command_ready,
    // The engine has nothing to do, and all its results are taken.
    input wire engine_quiet,
    // Activations of the host: four FP32 values a beat, the first in the lowest bits.
    input wire [127:0] host_activations_data,
    input wire host_activations_valid,
    output wire host_activations_ready,
    // Activations of the attention unit, four FP32 values a beat: ready only while a command of
    // attention runs.
    input wire [127:0] own_activations_data,
    input wire own_activations_valid,
    output wire own_activations_ready,
    // Activations for the engine, of whoever's command it executes.
    output wire [127:0] activations_data,
    output wire activations_valid,
    input wire activations_ready,
    // Results of the engine: FP32, then the overflow bit and the invalid bit.
    input wire [33:0] engine_results_data,
    input wire engine_results_valid,
    output wire engine_results_ready,
    // Results of the attention unit: sent to the host while a command of attention runs.
    input wire [33:0] own_results_data,
    input wire own_results_valid,
    output wire own_results_ready,
    // Results of the engine while a command of attention runs: scores, then sums of values.
    output wire [33:0] to_attention_data,
    output wire to_attention_valid,
    input wire to_attention_ready,
    // Results for the host: FP32 in the lower 32 bits, then the overflow bit and the invalid bit.
    output wire [33:0] results_data,
    output wire results_valid,
    input wire results_ready
);
    // Who the engine works for: the host, or the attention unit while one of its commands runs.
    (* src = "hdl/src/router.rs:70" *)
    wire runs;
    (* src = "hdl/src/router.rs:73" *)
    wire [3:0] opcode;
    (* src = "hdl/src/router.rs:74" *)
    wire for_engine;
    (* src = "hdl/src/router.rs:75" *)
    wire host_to_engine;
    (* src = "hdl/src/router.rs:77" *)
    wire engine_started;
    (* src = "hdl/src/router.rs:80" *)
    reg started_0 = 1'd0, started_1 = 1'd0, started_2 = 1'd0;
    (* src = "hdl/src/router.rs:81" *)
    wire unseen_0, unseen_1, unseen_2;
    (* src = "hdl/src/router.rs:83" *)
    wire attention_may_start;
    (* src = "hdl/src/router.rs:90" *)
    reg attention_loads = 1'd0;
    (* src = "hdl/src/router.rs:91" *)
    wire [63:0] command;
    (* src = "hdl/src/router.rs:92" *)
    wire valid_0;
    (* src = "hdl/src/router.rs:94" *)
    wire starts;
    (* src = "hdl/src/router.rs:97" *)
    wire [127:0] beat;
    (* src = "hdl/src/router.rs:98" *)
    wire valid_1;
    (* src = "hdl/src/router.rs:102" *)
    wire valid_2;
    (* src = "hdl/src/router.rs:108" *)
    wire [33:0] result;
    (* src = "hdl/src/router.rs:109" *)
    wire valid_3;
    assign runs = ~attention_command_ready;
    assign opcode = host_command_data[3:0];
    assign for_engine = (opcode == 4'd1) | (opcode == 4'd2);
    assign host_to_engine = host_command_valid & for_engine & attention_command_ready;
    assign engine_started = host_to_engine & engine_command_ready;
    assign unseen_0 = 1'd0 | started_0;
    assign unseen_1 = unseen_0 | started_1;
    assign unseen_2 = unseen_1 | started_2;
    assign attention_may_start = attention_command_ready & engine_quiet & ~unseen_2;
    assign command = runs ? own_command_data : host_command_data;
    assign valid_0 = runs ? own_command_valid : host_to_engine;
    assign starts = host_command_valid & ~for_engine & attention_may_start;
    assign beat = attention_loads ? own_activations_data : host_activations_data;
    assign valid_1 = runs ? own_activations_valid : host_activations_valid;
    assign valid_2 = runs & engine_results_valid;
    assign result = runs ? own_results_data : engine_results_data;
    assign valid_3 = runs ? own_results_valid : engine_results_valid;
    assign host_command_ready = host_command_valid & (for_engine ? attention_command_ready & engine_command_ready
            : attention_may_start);
    assign engine_command_data = command;
    assign engine_command_valid = valid_0;
    assign attention_command_data = host_command_data;
    assign attention_command_valid = starts;
    assign own_command_ready = runs & engine_command_ready;
    assign activations_data = beat;
    assign activations_valid = valid_1;
    assign host_activations_ready = attention_command_ready & activations_ready;
    assign own_activations_ready = runs & activations_ready;
    assign to_attention_data = engine_results_data;
    assign to_attention_valid = valid_2;
    assign engine_results_ready = runs ? to_attention_ready : results_ready;
    assign results_data = result;
    assign results_valid = valid_3;
    assign own_results_ready = runs & results_ready;
    always @(posedge clock) begin
        started_0 <= engine_started;
        started_1 <= started_0;
        started_2 <= started_1;
        attention_loads <= runs;
    end
endmodule

module harmonia_system_row (
    input wire clock,
    // A score of the row's query, FP32, with its overflow and invalid bits above it.
    input wire [33:0] score,
    // A score is there, and is taken: one per cycle, no back-pressure.
    input wire score_valid,
    // The token that the score is of; bits above the buffer's size are ignored.
    input wire [13:0] address,
    // The query sees that token: the score counts for `ceiling` and `overflow`. It is written in either
    // case.
    input wire score_visible,
    // A new maximum begins, with the score of this cycle if there is one; `overflow` falls.
    input wire clear,
    // Lowest, the ceiling until there is a visible score: a maximum that the host gives; above it those
    // of the rows behind. They stay while scores come.
    input wire [67:0] given,
    // Those of the rows behind.
    output wire [67:0] given_on,
    // It stays the ceiling. Stays while scores come.
    input wire fixed,
    // `ceiling_out` is to have this row's ceiling; else it is what `ceiling_in` is.
    input wire asked,
    // A ceiling of a row behind, or 0.
    input wire [16:0] ceiling_in,
    // This row's ceiling where it is asked for, else that of a row behind.
    output wire [16:0] ceiling_out,
    // A score is wanted: one per cycle, while others are written.
    input wire read,
    // The token whose score is wanted; never one that is written in the same cycle.
    input wire [13:0] read_address,
    // The query sees the score's token; else its weight is 0.
    input wire visible,
    // Two cycles later the weights are those of the next row: rows leave one after the other. No score
    // may be under way to them then.
    input wire moves,
    // The weights of the next row, which `moves` brings here.
    input wire [671:0] next_row,
    // Weights of 32 tokens, 21 bits each, the first in the lowest bits: 16 of the fraction, 5 of the
    // exponent field; 0 for none. They stay until a score or `moves` changes them.
    output wire [671:0] weights,
    input wire counts,
    input wire overflow_in,
    output wire overflow_out,
    input wire weights_valid_in,
    // A pulse when 32 weights are complete, six cycles after the last of their scores.
    output wire weights_valid_out
);
    wire [67:0] score_buffer_given_on;
    wire [16:0] score_buffer_ceiling_out;
    wire [31:0] score_buffer_score;
    wire score_buffer_score_valid;
    wire [16:0] score_buffer_ceiling;
    wire score_buffer_overflow;
    wire [671:0] lane_weights;
    wire lane_weights_valid;
    wire overflow;
    harmonia_system_score_buffer score_buffer (
        .clock(clock),
        .result(score),
        .result_valid(score_valid),
        .result_address(address),
        .visible(score_visible),
        .clear(clear),
        .given(given),
        .given_on(score_buffer_given_on),
        .fixed(fixed),
        .asked(asked),
        .ceiling_in(ceiling_in),
        .ceiling_out(score_buffer_ceiling_out),
        .read_address(read_address),
        .read(read),
        .score(score_buffer_score),
        .score_valid(score_buffer_score_valid),
        .ceiling(score_buffer_ceiling),
        .overflow(score_buffer_overflow)
    );
    harmonia_system_softmax_lane lane (
        .clock(clock),
        .score(score_buffer_score),
        .ceiling(score_buffer_ceiling),
        .visible(visible),
        .score_valid(score_buffer_score_valid),
        .moves(moves),
        .next_weights(next_row),
        .weights(lane_weights),
        .weights_valid(lane_weights_valid)
    );
    assign given_on = score_buffer_given_on;
    assign ceiling_out = score_buffer_ceiling_out;
    assign weights = lane_weights;
    assign overflow = counts & score_buffer_overflow;
    assign overflow_out = overflow | overflow_in;
    assign weights_valid_out = lane_weights_valid | weights_valid_in;
endmodule

module harmonia_system_scale (
    input wire clock,
    // Sum of mantissas times digits of the group, two's complement; at stage SUM.
    input wire [17:0] sum,
    // Sum of the block's mantissas, for the minimum; at stage SUM.
    input wire [13:0] block_sum,
    // The activation block's exponent, two's complement; at stage SUM.
    input wire [7:0] exponent,
    // Scale and minimum of the group, each a signed mantissa with its exponent; at stage SUM.
    input wire [34:0] scale,
    // The product is of a pass, and is kept for the next one; at stage SCALED.
    input wire pass_valid,
    // The product is joined with 16 times the one kept; at stage SCALED. Else it stands alone.
    input wire low_pass,
    // What the output's sum gains, two's complement in units of 2^-32, both parts rounded down; at stage
    // ADDEND.
    output wire [64:0] addend,
    // A part did not fit 64 bits; its lowest 64 are added all the same. At stage ADDEND.
    output wire overflow
);
    // floor(md * P * 2^(E + ed + 32)) + floor(mm * S * 2^(E + em + 32)); two passes of INT8 joined before rounding.
    (* src = "hdl/src/engine/scale.rs:55" *)
    reg pass_valid_q = 1'd0;
    (* src = "hdl/src/engine/scale.rs:56" *)
    reg low_pass_q;
    (* src = "hdl/src/engine/scale.rs:57" *)
    wire [11:0] d, m;
    (* src = "hdl/src/engine/scale.rs:57" *)
    wire [5:0] d_exponent;
    (* src = "hdl/src/engine/scale.rs:57" *)
    wire [4:0] m_exponent;
    (* src = "hdl/src/engine/scale.rs:60" *)
    reg [11:0] scaled_sum_a;
    (* src = "hdl/src/engine/scale.rs:60" *)
    reg [17:0] scaled_sum_b;
    (* src = "hdl/src/engine/scale.rs:60" *)
    reg [29:0] scaled_sum, product_0;
    (* src = "hdl/src/engine/scale.rs:61" *)
    reg [29:0] held = 30'h0;
    (* src = "hdl/src/engine/scale.rs:64" *)
    wire [33:0] product_1;
    (* src = "hdl/src/engine/scale.rs:65" *)
    wire [33:0] joined;
    (* src = "hdl/src/engine/scale.rs:69" *)
    reg [33:0] scaled_group;
    (* src = "hdl/src/engine/scale.rs:90" *)
    reg [8:0] _sum_q, _sum_q_1;
    (* src = "hdl/src/engine/scale.rs:90" *)
    reg [9:0] biased_0, biased_1;
    (* src = "hdl/src/engine/shift.rs:14" *)
    wire too_high_0, too_high_1;
    (* src = "hdl/src/engine/shift.rs:15" *)
    wire bits_0, bits_1, bits_2, bits_3, bits_4, bits_5, bits_6, bits_7, bits_8, bits_9, bits_10, bits_11, bits_12,
            bits_13;
    (* src = "hdl/src/engine/shift.rs:18" *)
    wire [6:0] shift_0, shift_1;
    (* src = "hdl/src/engine/scale.rs:93" *)
    reg [6:0] shift_0_q, shift_0_q2, shift_1_q, shift_1_q2;
    (* src = "hdl/src/engine/shift.rs:34" *)
    wire [36:0] choices_0, choices_1, choices_2, choices_3, choices_16, choices_17, choices_18, choices_19;
    (* src = "hdl/src/engine/shift.rs:34" *)
    wire [34:0] _joined, _joined_8;
    (* src = "hdl/src/engine/shift.rs:34" *)
    wire [35:0] _joined_1, _joined_9;
    (* src = "hdl/src/engine/shift.rs:39" *)
    reg [36:0] shifted_fine_0, shifted_fine_1;
    (* src = "hdl/src/engine/shift.rs:40" *)
    reg [4:0] shift_left_over_0, shift_left_over_1;
    (* src = "hdl/src/engine/shift.rs:34" *)
    wire [64:0] choices_4, choices_5, choices_6, choices_7, choices_8, choices_9, choices_10, choices_11, choices_20,
            choices_21, choices_22, choices_23, choices_24, choices_25, choices_26, choices_27;
    (* src = "hdl/src/engine/shift.rs:34" *)
    wire [40:0] _joined_2, _joined_10;
    (* src = "hdl/src/engine/shift.rs:34" *)
    wire [44:0] _joined_3, _joined_11;
    (* src = "hdl/src/engine/shift.rs:34" *)
    wire [48:0] _joined_4, _joined_12;
    (* src = "hdl/src/engine/shift.rs:34" *)
    wire [52:0] _joined_5, _joined_13;
    (* src = "hdl/src/engine/shift.rs:34" *)
    wire [56:0] _joined_6, _joined_14;
    (* src = "hdl/src/engine/shift.rs:34" *)
    wire [60:0] _joined_7, _joined_15;
    (* src = "hdl/src/engine/shift.rs:43" *)
    reg [64:0] shifted_middle_0, shifted_middle_1;
    (* src = "hdl/src/engine/shift.rs:44" *)
    reg [1:0] shift_coarse_0, shift_coarse_1;
    (* src = "hdl/src/engine/shift.rs:46" *)
    wire [63:0] choices_12, choices_13, choices_14, choices_15, choices_28, choices_29, choices_30, choices_31;
    (* src = "hdl/src/engine/shift.rs:52" *)
    wire [63:0] value_0, value_1;
    (* src = "hdl/src/engine/shift.rs:55" *)
    wire [25:0] out_0, out_2;
    (* src = "hdl/src/engine/shift.rs:55" *)
    wire [57:0] out_1, out_3;
    (* src = "hdl/src/engine/shift.rs:59" *)
    wire lost_0, lost_2;
    (* src = "hdl/src/engine/shift.rs:61" *)
    reg [63:0] aligned_0, aligned_1;
    (* src = "hdl/src/engine/shift.rs:62" *)
    reg lost_1, lost_3;
    (* src = "hdl/src/engine/scale.rs:73" *)
    reg [11:0] scaled_block_sum_a;
    (* src = "hdl/src/engine/scale.rs:73" *)
    reg [13:0] scaled_block_sum_b;
    (* src = "hdl/src/engine/scale.rs:73" *)
    reg [25:0] scaled_block_sum;
    (* src = "hdl/src/engine/scale.rs:74" *)
    reg [25:0] scaled_block_sum_q, scaled_block_sum_q2;
    (* src = "hdl/src/engine/shift.rs:31" *)
    wire [33:0] x;
    (* src = "hdl/src/engine/scale.rs:78" *)
    reg [64:0] both_parts;
    (* src = "hdl/src/engine/scale.rs:79" *)
    reg overflow_q;
    assign d = scale[11:0];
    assign d_exponent = scale[17:12];
    assign m = scale[29:18];
    assign m_exponent = scale[34:30];
    assign product_1 = {{4{product_0[29]}}, product_0};
    assign joined = {held, 4'd0} + product_1;
    assign too_high_0 = |biased_0[8:7];
    assign bits_0 = (biased_0[0] | too_high_0) & ~biased_0[9];
    assign bits_1 = (biased_0[1] | too_high_0) & ~biased_0[9];
    assign bits_2 = (biased_0[2] | too_high_0) & ~biased_0[9];
    assign bits_3 = (biased_0[3] | too_high_0) & ~biased_0[9];
    assign bits_4 = (biased_0[4] | too_high_0) & ~biased_0[9];
    assign bits_5 = (biased_0[5] | too_high_0) & ~biased_0[9];
    assign bits_6 = (biased_0[6] | too_high_0) & ~biased_0[9];
    assign shift_0 = {bits_6, bits_5, bits_4, bits_3, bits_2, bits_1, bits_0};
    assign choices_0 = {{3{scaled_group[33]}}, scaled_group};
    assign _joined = {scaled_group, 1'd0};
    assign choices_1 = {{2{_joined[34]}}, _joined};
    assign _joined_1 = {scaled_group, 2'd0};
    assign choices_2 = {{1{_joined_1[35]}}, _joined_1};
    assign choices_3 = {scaled_group, 3'd0};
    assign choices_4 = {{28{shifted_fine_0[36]}}, shifted_fine_0};
    assign _joined_2 = {shifted_fine_0, 4'd0};
    assign choices_5 = {{24{_joined_2[40]}}, _joined_2};
    assign _joined_3 = {shifted_fine_0, 8'd0};
    assign choices_6 = {{20{_joined_3[44]}}, _joined_3};
    assign _joined_4 = {shifted_fine_0, 12'h0};
    assign choices_7 = {{16{_joined_4[48]}}, _joined_4};
    assign _joined_5 = {shifted_fine_0, 16'h0};
    assign choices_8 = {{12{_joined_5[52]}}, _joined_5};
    assign _joined_6 = {shifted_fine_0, 20'h0};
    assign choices_9 = {{8{_joined_6[56]}}, _joined_6};
    assign _joined_7 = {shifted_fine_0, 24'h0};
    assign choices_10 = {{4{_joined_7[60]}}, _joined_7};
    assign choices_11 = {shifted_fine_0, 28'h0};
    assign choices_12 = {{39{shifted_middle_0[64]}}, shifted_middle_0[64:40]};
    assign choices_13 = {{7{shifted_middle_0[64]}}, shifted_middle_0[64:8]};
    assign choices_14 = {shifted_middle_0[39:0], 24'h0};
    assign choices_15 = {shifted_middle_0[7:0], 56'h0};
    assign value_0 = shift_coarse_0[1] ? (shift_coarse_0[0] ? choices_15 : choices_14) : shift_coarse_0[0] ? choices_13
            : choices_12;
    assign out_0 = shifted_middle_0[64:39];
    assign out_1 = shifted_middle_0[64:7];
    assign lost_0 = shift_coarse_0[1] ? (shift_coarse_0[0] ? ~((&out_1) | ~(|out_1)) : ~((&out_0) | ~(|out_0))) : 1'd0;
    assign too_high_1 = |biased_1[8:7];
    assign bits_7 = (biased_1[0] | too_high_1) & ~biased_1[9];
    assign bits_8 = (biased_1[1] | too_high_1) & ~biased_1[9];
    assign bits_9 = (biased_1[2] | too_high_1) & ~biased_1[9];
    assign bits_10 = (biased_1[3] | too_high_1) & ~biased_1[9];
    assign bits_11 = (biased_1[4] | too_high_1) & ~biased_1[9];
    assign bits_12 = (biased_1[5] | too_high_1) & ~biased_1[9];
    assign bits_13 = (biased_1[6] | too_high_1) & ~biased_1[9];
    assign shift_1 = {bits_13, bits_12, bits_11, bits_10, bits_9, bits_8, bits_7};
    assign x = {{8{scaled_block_sum_q2[25]}}, scaled_block_sum_q2};
    assign choices_16 = {{3{x[33]}}, x};
    assign _joined_8 = {x, 1'd0};
    assign choices_17 = {{2{_joined_8[34]}}, _joined_8};
    assign _joined_9 = {x, 2'd0};
    assign choices_18 = {{1{_joined_9[35]}}, _joined_9};
    assign choices_19 = {x, 3'd0};
    assign choices_20 = {{28{shifted_fine_1[36]}}, shifted_fine_1};
    assign _joined_10 = {shifted_fine_1, 4'd0};
    assign choices_21 = {{24{_joined_10[40]}}, _joined_10};
    assign _joined_11 = {shifted_fine_1, 8'd0};
    assign choices_22 = {{20{_joined_11[44]}}, _joined_11};
    assign _joined_12 = {shifted_fine_1, 12'h0};
    assign choices_23 = {{16{_joined_12[48]}}, _joined_12};
    assign _joined_13 = {shifted_fine_1, 16'h0};
    assign choices_24 = {{12{_joined_13[52]}}, _joined_13};
    assign _joined_14 = {shifted_fine_1, 20'h0};
    assign choices_25 = {{8{_joined_14[56]}}, _joined_14};
    assign _joined_15 = {shifted_fine_1, 24'h0};
    assign choices_26 = {{4{_joined_15[60]}}, _joined_15};
    assign choices_27 = {shifted_fine_1, 28'h0};
    assign choices_28 = {{39{shifted_middle_1[64]}}, shifted_middle_1[64:40]};
    assign choices_29 = {{7{shifted_middle_1[64]}}, shifted_middle_1[64:8]};
    assign choices_30 = {shifted_middle_1[39:0], 24'h0};
    assign choices_31 = {shifted_middle_1[7:0], 56'h0};
    assign value_1 = shift_coarse_1[1] ? (shift_coarse_1[0] ? choices_31 : choices_30) : shift_coarse_1[0] ? choices_29
            : choices_28;
    assign out_2 = shifted_middle_1[64:39];
    assign out_3 = shifted_middle_1[64:7];
    assign lost_2 = shift_coarse_1[1] ? (shift_coarse_1[0] ? ~((&out_3) | ~(|out_3)) : ~((&out_2) | ~(|out_2))) : 1'd0;
    assign addend = both_parts;
    assign overflow = overflow_q;
    always @(posedge clock) begin
        pass_valid_q <= pass_valid;
        low_pass_q <= low_pass;
        scaled_sum_a <= d;
        scaled_sum_b <= sum;
        scaled_sum <= $signed({{18{scaled_sum_a[11]}}, scaled_sum_a}) * $signed({{12{scaled_sum_b[17]}}, scaled_sum_b});
        product_0 <= scaled_sum;
        if (pass_valid_q) held <= product_0;
        scaled_group <= low_pass_q ? joined : product_1;
        _sum_q <= {{1{exponent[7]}}, exponent} + {3'b0, d_exponent};
        biased_0 <= {{1{_sum_q[8]}}, _sum_q} + 10'h2f;
        shift_0_q <= shift_0;
        shift_0_q2 <= shift_0_q;
        shifted_fine_0 <= shift_0_q2[1] ? (shift_0_q2[0] ? choices_3 : choices_2) : shift_0_q2[0] ? choices_1
                : choices_0;
        shift_left_over_0 <= shift_0_q2[6:2];
        shifted_middle_0 <= shift_left_over_0[2] ? (shift_left_over_0[1]
                ? (shift_left_over_0[0] ? choices_11 : choices_10) : shift_left_over_0[0] ? choices_9 : choices_8)
                : shift_left_over_0[1] ? (shift_left_over_0[0] ? choices_7 : choices_6) : shift_left_over_0[0]
                ? choices_5 : choices_4;
        shift_coarse_0 <= shift_left_over_0[4:3];
        aligned_0 <= value_0;
        lost_1 <= lost_0;
        scaled_block_sum_a <= m;
        scaled_block_sum_b <= block_sum;
        scaled_block_sum <= $signed({{14{scaled_block_sum_a[11]}}, scaled_block_sum_a})
                * $signed({{12{scaled_block_sum_b[13]}}, scaled_block_sum_b});
        scaled_block_sum_q <= scaled_block_sum;
        scaled_block_sum_q2 <= scaled_block_sum_q;
        _sum_q_1 <= {{1{exponent[7]}}, exponent} + {4'b0, m_exponent};
        biased_1 <= {{1{_sum_q_1[8]}}, _sum_q_1} + 10'h2f;
        shift_1_q <= shift_1;
        shift_1_q2 <= shift_1_q;
        shifted_fine_1 <= shift_1_q2[1] ? (shift_1_q2[0] ? choices_19 : choices_18) : shift_1_q2[0] ? choices_17
                : choices_16;
        shift_left_over_1 <= shift_1_q2[6:2];
        shifted_middle_1 <= shift_left_over_1[2] ? (shift_left_over_1[1]
                ? (shift_left_over_1[0] ? choices_27 : choices_26) : shift_left_over_1[0] ? choices_25 : choices_24)
                : shift_left_over_1[1] ? (shift_left_over_1[0] ? choices_23 : choices_22) : shift_left_over_1[0]
                ? choices_21 : choices_20;
        shift_coarse_1 <= shift_left_over_1[4:3];
        aligned_1 <= value_1;
        lost_3 <= lost_2;
        both_parts <= {{1{aligned_0[63]}}, aligned_0} + {{1{aligned_1[63]}}, aligned_1};
        overflow_q <= lost_1 | lost_3;
    end
endmodule

module harmonia_system_scale_choice (
    input wire clock,
    // The largest key of the block.
    input wire [17:0] largest,
    // The limit is 239; else 247.
    input wire three,
    // The scale byte 8 E + f, four cycles later.
    output wire [7:0] scale
);
    // The smallest scale with which a block's largest magnitude rounds to at most 247 or 239.
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:34" *)
    wire [5:0] exponent;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:37" *)
    wire [8:0] bound;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:40" *)
    wire [8:0] eighth_0;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:41" *)
    wire [9:0] eighth_1;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:42" *)
    wire all_0;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:43" *)
    wire [9:0] beyond_0;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:45" *)
    reg [8:0] beyond_1;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:47" *)
    reg [2:0] steps_0;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:50" *)
    reg [8:0] bound_q, bound_q2, bound_q3;
    (* src = "hdl/src/attention/cache/kv_converter.rs:143" *)
    wire [9:0] partial_0, partial_1, partial_2;
    (* src = "hdl/src/attention/cache/kv_converter.rs:144" *)
    wire [9:0] difference_0, difference_1, difference_2;
    (* src = "hdl/src/attention/cache/kv_converter.rs:145" *)
    wire quotient_bit_0, quotient_bit_1, quotient_bit_2;
    (* src = "hdl/src/attention/cache/kv_converter.rs:146" *)
    wire [8:0] left_0, left_1, left_2;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:51" *)
    reg [8:0] remainder_0, remainder_1, remainder_2;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:52" *)
    wire [1:0] rest_0, rest_1, rest_2;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:53" *)
    reg [2:0] steps_1, steps_2, steps_3;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:57" *)
    reg all_0_q, all_0_q2, all_0_q3, all_1;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:58" *)
    wire [2:0] steps_4;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:59" *)
    wire [3:0] passed;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:63" *)
    wire [5:0] above_0;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:63" *)
    reg [5:0] above_0_q, above_0_q2, above_0_q3, above_1;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:64" *)
    wire [8:0] first;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:65" *)
    wire [8:0] scale_0;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:66" *)
    wire lowest;
    (* src = "hdl/src/attention/cache/kv_converter/scale_choice.rs:67" *)
    wire [7:0] scale_1;
    assign exponent = largest[17:12];
    assign bound = three ? 9'h1df : 9'h1ef;
    assign eighth_0 = largest[11:3];
    assign eighth_1 = {1'd1, eighth_0};
    assign all_0 = ~(eighth_1[9:1] < bound);
    assign beyond_0 = eighth_1 - {1'b0, bound};
    assign partial_0 = {beyond_1, steps_0[2]};
    assign difference_0 = partial_0 - {1'b0, bound_q};
    assign quotient_bit_0 = ~difference_0[9];
    assign left_0 = quotient_bit_0 ? difference_0[8:0] : partial_0[8:0];
    assign rest_0 = steps_0[1:0];
    assign partial_1 = {remainder_0, steps_1[2]};
    assign difference_1 = partial_1 - {1'b0, bound_q2};
    assign quotient_bit_1 = ~difference_1[9];
    assign left_1 = quotient_bit_1 ? difference_1[8:0] : partial_1[8:0];
    assign rest_1 = steps_1[1:0];
    assign partial_2 = {remainder_1, steps_2[2]};
    assign difference_2 = partial_2 - {1'b0, bound_q3};
    assign quotient_bit_2 = ~difference_2[9];
    assign left_2 = quotient_bit_2 ? difference_2[8:0] : partial_2[8:0];
    assign rest_2 = steps_2[1:0];
    assign steps_4 = all_1 ? 3'd0 : steps_3;
    assign passed = {all_1, steps_4};
    assign above_0 = exponent - 6'd17;
    assign first = {above_1, 3'd1};
    assign scale_0 = first + {5'b0, passed};
    assign lowest = scale_0[8];
    assign scale_1 = scale_0[7:0];
    assign scale = lowest ? 8'd0 : scale_1;
    wire unused = &{1'b0, beyond_0[9], remainder_2};
    always @(posedge clock) begin
        beyond_1 <= beyond_0[8:0];
        steps_0 <= largest[2:0];
        bound_q <= bound;
        remainder_0 <= left_0;
        steps_1 <= {rest_0, quotient_bit_0};
        bound_q2 <= bound_q;
        remainder_1 <= left_1;
        steps_2 <= {rest_1, quotient_bit_1};
        bound_q3 <= bound_q2;
        remainder_2 <= left_2;
        steps_3 <= {rest_2, quotient_bit_2};
        all_0_q <= all_0;
        all_0_q2 <= all_0_q;
        all_0_q3 <= all_0_q2;
        all_1 <= all_0_q3;
        above_0_q <= above_0;
        above_0_q2 <= above_0_q;
        above_0_q3 <= above_0_q2;
        above_1 <= above_0_q3;
    end
endmodule

module harmonia_system_schedule (
    input wire clock,
    // A pulse when an ATTEND begins; the other ports stay from here until `idle`.
    input wire start,
    // The query's group.
    input wire [10:0] group,
    // Pages of the initial window.
    input wire [8:0] init_pages,
    // Pages before the group that are in the local window.
    input wire [8:0] near_pages,
    // Not even the group is.
    input wire far,
    // Keys are all that is wanted.
    input wire keys_only,
    // Sums are sent as they stand.
    input wire given,
    // A pulse when the last score has been counted.
    input wire scored,
    // Blocks of 32 channels.
    input wire [3:0] blocks,
    // Queries less one.
    input wire [1:0] last_query,
    // LOAD and MATMUL_KV commands for the engine, in the order in which their beats come.
    output wire [63:0] command_data,
    output wire command_valid,
    input wire command_ready,
    // All commands are sent, and, where keys are all that is wanted, every score has been counted.
    output wire idle
);
    // The engine's commands of an ATTEND in their order: queries, runs of pages of keys, weights, runs of pages of
    // values.
    localparam [2:0] MODE_IDLE = 3'd0;
    localparam [2:0] MODE_QUERIES = 3'd1;
    localparam [2:0] MODE_KEYS = 3'd2;
    localparam [2:0] MODE_WEIGHTS = 3'd4;
    localparam [2:0] MODE_VALUES = 3'd5;
    localparam [2:0] MODE_SCORES = 3'd3;
    (* src = "hdl/src/attention/query/schedule.rs:107" *)
    wire [11:0] group_1;
    (* src = "hdl/src/attention/query/schedule.rs:108" *)
    wire [11:0] init;
    (* src = "hdl/src/attention/query/schedule.rs:109" *)
    wire [11:0] near;
    (* src = "hdl/src/attention/query/schedule.rs:75" *)
    reg old;
    (* src = "hdl/src/attention/query/schedule.rs:76" *)
    reg [11:0] old_end;
    (* src = "hdl/src/attention/query/schedule.rs:77" *)
    reg above;
    (* src = "hdl/src/attention/query/schedule.rs:78" *)
    reg [11:0] far_q;
    (* src = "hdl/src/attention/query/schedule.rs:79" *)
    reg [11:0] far_q_1;
    (* src = "hdl/src/attention/query/schedule.rs:80" *)
    reg beyond;
    (* src = "hdl/src/attention/query/schedule.rs:81" *)
    reg [11:0] local_begin;
    (* src = "hdl/src/attention/query/schedule.rs:82" *)
    reg [11:0] middle;
    (* src = "hdl/src/attention/query/schedule.rs:83" *)
    reg [11:0] ends;
    (* src = "hdl/src/attention/query/schedule.rs:84" *)
    reg [11:0] young;
    (* src = "hdl/src/attention/query/schedule.rs:85" *)
    reg last_is_high;
    (* src = "hdl/src/attention/query/schedule.rs:118" *)
    reg [2:0] mode = 3'd0;
    (* src = "hdl/src/attention/query/schedule.rs:119" *)
    wire idle_1;
    (* src = "hdl/src/attention/query/schedule.rs:120" *)
    wire queries, keys;
    (* src = "hdl/src/attention/query/schedule.rs:121" *)
    wire weights, values;
    (* src = "hdl/src/attention/query/schedule.rs:122" *)
    wire waits_for_scores;
    (* src = "hdl/src/attention/query/schedule.rs:123" *)
    reg [2:0] settling = 3'd0;
    (* src = "hdl/src/attention/query/schedule.rs:124" *)
    wire settled;
    (* src = "hdl/src/attention/query/schedule.rs:125" *)
    reg [1:0] run = 2'd0;
    (* src = "hdl/src/attention/query/schedule.rs:126" *)
    reg [1:0] row = 2'd0;
    (* src = "hdl/src/attention/query/schedule.rs:127" *)
    reg [11:0] page = 12'h0;
    (* src = "hdl/src/attention/query/schedule.rs:130" *)
    reg [11:0] pages;
    (* src = "hdl/src/attention/query/schedule.rs:131" *)
    reg [11:0] base_0;
    (* src = "hdl/src/attention/query/schedule.rs:132" *)
    wire runs;
    (* src = "hdl/src/attention/query/schedule.rs:133" *)
    reg fresh = 1'd0;
    (* src = "hdl/src/attention/query/schedule.rs:134" *)
    reg counted = 1'd0;
    (* src = "hdl/src/attention/query/schedule.rs:135" *)
    wire empty;
    (* src = "hdl/src/attention/query/schedule.rs:136" *)
    wire run_known;
    (* src = "hdl/src/attention/query/schedule.rs:137" *)
    wire offered;
    (* src = "hdl/src/attention/query/schedule.rs:138" *)
    wire valid;
    (* src = "hdl/src/attention/query/schedule.rs:140" *)
    reg command_waits = 1'd0;
    (* src = "hdl/src/attention/query/schedule.rs:141" *)
    wire sent;
    (* src = "hdl/src/attention/query/schedule.rs:142" *)
    wire skip;
    (* src = "hdl/src/attention/query/schedule.rs:143" *)
    wire run_done;
    (* src = "hdl/src/attention/query/schedule.rs:144" *)
    wire last_run;
    (* src = "hdl/src/attention/query/schedule.rs:145" *)
    wire runs_done;
    (* src = "hdl/src/attention/query/schedule.rs:146" *)
    wire last_row;
    (* src = "hdl/src/attention/query/schedule.rs:147" *)
    wire loaded;
    (* src = "hdl/src/attention/query/schedule.rs:148" *)
    wire rows_done;
    (* src = "hdl/src/attention/query/schedule.rs:149" *)
    wire last_page;
    (* src = "hdl/src/attention/query/schedule.rs:151" *)
    wire begin_word;
    (* src = "hdl/src/attention/query/schedule.rs:152" *)
    wire [2:0] less;
    (* src = "hdl/src/attention/query/schedule.rs:153" *)
    wire [2:0] count_down;
    (* src = "hdl/src/attention/query/schedule.rs:156" *)
    reg turned = 1'd0;
    (* src = "hdl/src/attention/query/schedule.rs:159" *)
    wire [1:0] run_next;
    (* src = "hdl/src/attention/query/schedule.rs:161" *)
    wire [1:0] row_next;
    (* src = "hdl/src/attention/query/schedule.rs:163" *)
    wire [11:0] page_next;
    (* src = "hdl/src/attention/query/schedule.rs:165" *)
    wire _both;
    (* src = "hdl/src/attention/query/schedule.rs:169" *)
    wire [2:0] after_keys;
    (* src = "hdl/src/attention/query/schedule.rs:236" *)
    wire two_passes;
    (* src = "hdl/src/attention/query/schedule.rs:237" *)
    wire [3:0] opcode;
    (* src = "hdl/src/attention/query/schedule.rs:238" *)
    wire [1:0] format;
    (* src = "hdl/src/attention/query/schedule.rs:239" *)
    wire first;
    (* src = "hdl/src/attention/query/schedule.rs:240" *)
    wire last;
    (* src = "hdl/src/attention/query/schedule.rs:241" *)
    wire [3:0] flags;
    (* src = "hdl/src/attention/query/schedule.rs:242" *)
    wire [3:0] what;
    (* src = "hdl/src/attention/query/schedule.rs:246" *)
    wire [8:0] page_base;
    (* src = "hdl/src/attention/query/schedule.rs:247" *)
    wire from_queries;
    (* src = "hdl/src/attention/query/schedule.rs:248" *)
    wire [8:0] base_1;
    (* src = "hdl/src/attention/query/schedule.rs:250" *)
    wire [11:0] deep;
    (* src = "hdl/src/attention/query/schedule.rs:253" *)
    wire [11:0] depth;
    (* src = "hdl/src/attention/query/schedule.rs:255" *)
    wire [19:0] channels;
    (* src = "hdl/src/attention/query/schedule.rs:256" *)
    wire [19:0] tokens_0;
    (* src = "hdl/src/attention/query/schedule.rs:257" *)
    wire [19:0] pairs;
    (* src = "hdl/src/attention/query/schedule.rs:259" *)
    wire [3:0] tokens_1;
    (* src = "hdl/src/attention/query/schedule.rs:260" *)
    wire sums;
    (* src = "hdl/src/attention/query/schedule.rs:263" *)
    wire [15:0] place;
    (* src = "hdl/src/attention/query/schedule.rs:192" *)
    wire [63:0] data;
    (* src = "hdl/src/attention/query/schedule.rs:193" *)
    reg [63:0] command = 64'h0;
    assign group_1 = {1'b0, group};
    assign init = {3'b0, init_pages};
    assign near = {3'b0, near_pages};
    assign idle_1 = mode == MODE_IDLE;
    assign queries = mode == MODE_QUERIES;
    assign keys = mode == MODE_KEYS;
    assign weights = mode == MODE_WEIGHTS;
    assign values = mode == MODE_VALUES;
    assign waits_for_scores = mode == MODE_SCORES;
    assign settled = settling == 3'd0;
    assign runs = keys | values;
    assign empty = ~(|pages);
    assign run_known = runs & counted;
    assign offered = queries | weights | (run_known & ~empty);
    assign valid = offered & settled;
    assign sent = valid & ~command_waits;
    assign skip = run_known & empty & settled;
    assign run_done = (sent & runs) | skip;
    assign last_run = run == 2'd2;
    assign runs_done = run_done & last_run;
    assign last_row = row == last_query;
    assign loaded = sent & ~runs;
    assign rows_done = loaded & last_row;
    assign last_page = page == group_1;
    assign begin_word = idle_1 & start;
    assign less = settling - 3'd1;
    assign count_down = settled ? settling : less;
    assign run_next = run + 2'd1;
    assign row_next = row + 2'd1;
    assign page_next = page + 12'h1;
    assign _both = rows_done & weights;
    assign after_keys = keys_only ? MODE_SCORES : MODE_WEIGHTS;
    assign two_passes = ~((run == 2'd1) | (last_is_high & run[1]));
    assign opcode = runs ? 4'd3 : 4'd1;
    assign format = {values, two_passes};
    assign first = keys | fresh;
    assign last = keys | last_run;
    assign flags = {last, first, format};
    assign what = runs ? flags : {2'b0, row};
    assign page_base = values ? base_0[8:0] : page[8:0];
    assign from_queries = queries | keys;
    assign base_1 = from_queries ? 9'h100 : page_base;
    assign deep = weights ? 12'h1 : pages;
    assign depth = from_queries ? {8'b0, blocks} : deep;
    assign channels = {12'b0, {blocks, 4'd1}};
    assign tokens_0 = {4'b0, {pages, 4'd0}};
    assign pairs = keys ? tokens_0 : channels;
    assign tokens_1 = {2'b0, last_query};
    assign sums = values & given;
    assign place = {1'd0, sums, 5'd0, base_1};
    assign data = {tokens_1, pairs, 4'd0, depth, place, what, opcode};
    assign command_data = command;
    assign command_valid = command_waits;
    assign idle = idle_1 & ~command_waits;
    wire unused = &{1'b0, base_0[11:9]};
    always @(posedge clock) begin
        old <= init < group_1;
        old_end <= old ? init : group_1;
        above <= (near < group_1) & ~far;
        far_q <= group_1 - near;
        far_q_1 <= above ? far_q : 12'h0;
        beyond <= old_end < far_q_1;
        local_begin <= beyond ? far_q_1 : old_end;
        middle <= local_begin - old_end;
        ends <= group_1 + 12'h1;
        young <= ends - local_begin;
        last_is_high <= far & ~(group_1 < init);
        if (begin_word) mode <= MODE_QUERIES;
        else if (rows_done & queries) mode <= MODE_KEYS;
        else if (runs_done & keys) mode <= after_keys;
        else if (waits_for_scores & scored) mode <= MODE_IDLE;
        else if (_both & last_page) mode <= MODE_VALUES;
        else if (runs_done & values) mode <= MODE_IDLE;
        settling <= begin_word ? 3'd7 : count_down;
        run <= (runs & ~runs_done) ? (run_done ? run_next : run) : 2'd0;
        if (rows_done) row <= 2'd0;
        else if (loaded) row <= row_next;
        if (begin_word) page <= 12'h0;
        else if (_both) page <= page_next;
        pages <= run[1] ? young : run[0] ? middle : old_end;
        base_0 <= run[1] ? local_begin : run[0] ? old_end : 12'h0;
        fresh <= runs ? fresh & ~sent : 1'd1;
        counted <= runs & turned & ~run_done;
        command_waits <= sent | (command_waits & ~command_ready);
        turned <= runs & ~run_done;
        if (sent) command <= data;
    end
endmodule

module harmonia_system_score_buffer (
    input wire clock,
    // A score of the row's query, FP32, with its overflow and invalid bits above it.
    input wire [33:0] result,
    // A score is there, and is taken: one per cycle, no back-pressure.
    input wire result_valid,
    // The token that the score is of; bits above the buffer's size are ignored.
    input wire [13:0] result_address,
    // The query sees that token: the score counts for `ceiling` and `overflow`. It is written in either
    // case.
    input wire visible,
    // A new maximum begins, with the score of this cycle if there is one; `overflow` falls.
    input wire clear,
    // Lowest, the ceiling until there is a visible score: a maximum that the host gives; above it those
    // of the rows behind. They stay while scores come.
    input wire [67:0] given,
    // Those of the rows behind.
    output wire [67:0] given_on,
    // It stays the ceiling. Stays while scores come.
    input wire fixed,
    // `ceiling_out` is to have this row's ceiling; else it is what `ceiling_in` is.
    input wire asked,
    // A ceiling of a row behind, or 0.
    input wire [16:0] ceiling_in,
    // This row's ceiling where it is asked for, else that of a row behind.
    output wire [16:0] ceiling_out,
    // The token whose score is wanted; never one that is written in the same cycle.
    input wire [13:0] read_address,
    // A score is wanted: one per cycle, while others are written.
    input wire read,
    // floor(x * 2^16) of the score x that was asked for, two's complement, four cycles after `read`.
    output wire [31:0] score,
    // It is there: `read`, four cycles later.
    output wire score_valid,
    // The ceiling of the largest visible score, or the given one, two's complement. A score counts eight
    // cycles after it came.
    output wire [16:0] ceiling,
    // A visible score did not fit, or was lost or invalid in the engine; stays until `clear`.
    output wire overflow
);
    // 8192 scores, s = floor(x * 2^16); ceil(max s / 2^16) of the visible ones.
    (* src = "hdl/src/attention/query/score_buffer.rs:96" *)
    (* no_rw_check *) reg [31:0] scores [0:8191];
    (* src = "hdl/src/attention/query/score_buffer.rs:88" *)
    reg [33:0] result_q;
    (* src = "hdl/src/attention/query/score_buffer.rs:149" *)
    reg [8:0] distance_0;
    (* src = "hdl/src/attention/query/score_buffer.rs:150" *)
    reg lost_0;
    (* src = "hdl/src/attention/query/score_buffer.rs:151" *)
    wire overflow_1;
    (* src = "hdl/src/attention/query/score_buffer.rs:159" *)
    reg [31:0] magnitude_0;
    (* src = "hdl/src/attention/query/score_buffer.rs:160" *)
    wire far;
    (* src = "hdl/src/float.rs:175" *)
    wire lost_1, lost_2, lost_3, lost_4, lost_5, lost_6, lost_7;
    (* src = "hdl/src/float.rs:170" *)
    wire [31:0] choices_0, choices_1, choices_2, choices_3, choices_4, choices_5, choices_6, choices_7;
    (* src = "hdl/src/attention/query/score_buffer.rs:162" *)
    reg [31:0] magnitude_1;
    (* src = "hdl/src/attention/query/score_buffer.rs:163" *)
    reg [3:0] distance_1;
    (* src = "hdl/src/attention/query/score_buffer.rs:164" *)
    reg [31:0] magnitude_2;
    (* src = "hdl/src/attention/query/score_buffer.rs:165" *)
    reg [1:0] distance_1_1_0_q;
    (* src = "hdl/src/attention/query/score_buffer.rs:165" *)
    reg [31:0] magnitude_3;
    (* src = "hdl/src/attention/query/score_buffer.rs:168" *)
    reg result_q_31_q, result_q_31_q2, result_q_31_q3, negative;
    (* src = "hdl/src/attention/query/score_buffer.rs:169" *)
    wire [31:0] flipped;
    (* src = "hdl/src/attention/query/score_buffer.rs:174" *)
    reg [31:0] floor;
    (* src = "hdl/src/attention/query/score_buffer.rs:99" *)
    reg result_valid_q = 1'd0, result_valid_q2 = 1'd0, result_valid_q3 = 1'd0, result_valid_q4 = 1'd0,
            result_valid_q5 = 1'd0, result_valid_q6 = 1'd0, result_valid_q7 = 1'd0;
    (* src = "hdl/src/attention/query/score_buffer.rs:100" *)
    reg [12:0] result_address_12_0_q, result_address_12_0_q2, result_address_12_0_q3, result_address_12_0_q4,
            result_address_12_0_q5, result_address_12_0_q6, result_address_12_0_q7;
    (* src = "hdl/src/attention/query/score_buffer.rs:101" *)
    reg [31:0] floor_q;
    (* src = "hdl/src/attention/query/score_buffer.rs:109" *)
    reg [12:0] read_address_12_0_q;
    (* src = "hdl/src/attention/query/score_buffer.rs:109" *)
    reg [31:0] _word;
    (* src = "hdl/src/attention/query/score_buffer.rs:110" *)
    reg [31:0] _word_q;
    (* src = "hdl/src/attention/query/score_buffer.rs:111" *)
    reg [31:0] _word_q2;
    (* src = "hdl/src/attention/query/score_buffer.rs:115" *)
    reg read_q = 1'd0, read_q2 = 1'd0, read_q3 = 1'd0, read_q4 = 1'd0;
    (* src = "hdl/src/attention/query/score_buffer.rs:124" *)
    wire [16:0] given_1;
    (* src = "hdl/src/attention/query/score_buffer.rs:125" *)
    wire counts_0;
    (* src = "hdl/src/attention/query/score_buffer.rs:188" *)
    wire [15:0] whole;
    (* src = "hdl/src/attention/query/score_buffer.rs:195" *)
    reg [16:0] key_ceiling;
    (* src = "hdl/src/attention/query/score_buffer.rs:197" *)
    reg counts_0_q = 1'd0, counts_0_q2 = 1'd0, counts_0_q3 = 1'd0, counts_0_q4 = 1'd0, counts_0_q5 = 1'd0,
            counts_0_q6 = 1'd0, counts_1 = 1'd0;
    (* src = "hdl/src/attention/query/score_buffer.rs:198" *)
    reg clear_q = 1'd0, clear_q2 = 1'd0, clear_q3 = 1'd0, clear_q4 = 1'd0, clear_q5 = 1'd0, clear_q6 = 1'd0,
            clear_q_1 = 1'd0;
    (* src = "hdl/src/attention/query/score_buffer.rs:200" *)
    reg some = 1'd0;
    (* src = "hdl/src/attention/query/score_buffer.rs:201" *)
    wire before_word;
    (* src = "hdl/src/attention/query/score_buffer.rs:203" *)
    reg [16:0] largest = 17'h0;
    (* src = "hdl/src/attention/query/score_buffer.rs:204" *)
    wire larger;
    (* src = "hdl/src/attention/query/score_buffer.rs:206" *)
    wire rises;
    (* src = "hdl/src/attention/query/score_buffer.rs:207" *)
    wire [16:0] begins;
    (* src = "hdl/src/attention/query/score_buffer.rs:209" *)
    reg overflowed = 1'd0;
    (* src = "hdl/src/attention/query/score_buffer.rs:210" *)
    wire kept;
    (* src = "hdl/src/attention/query/score_buffer.rs:211" *)
    reg overflow_1_q, overflow_1_q2, overflow_1_q3, overflow_1_q4, overflow_1_q5;
    (* src = "hdl/src/attention/query/score_buffer.rs:211" *)
    wire now;
    (* src = "hdl/src/attention/query/score_buffer.rs:134" *)
    wire [16:0] own;
    (* src = "hdl/src/attention/query/score_buffer.rs:137" *)
    wire [50:0] others;
    assign overflow_1 = lost_0 | distance_0[8];
    assign far = |distance_0[7:5];
    assign lost_1 = |magnitude_0[16:0];
    assign choices_0 = {16'b0, {magnitude_0[31:17], lost_1}};
    assign choices_1 = {31'b0, |magnitude_0};
    assign lost_2 = |magnitude_1[4:0];
    assign choices_2 = {4'b0, {magnitude_1[31:5], lost_2}};
    assign lost_3 = |magnitude_1[8:0];
    assign choices_3 = {8'b0, {magnitude_1[31:9], lost_3}};
    assign lost_4 = |magnitude_1[12:0];
    assign choices_4 = {12'b0, {magnitude_1[31:13], lost_4}};
    assign lost_5 = |magnitude_2[1:0];
    assign choices_5 = {1'b0, {magnitude_2[31:2], lost_5}};
    assign lost_6 = |magnitude_2[2:0];
    assign choices_6 = {2'b0, {magnitude_2[31:3], lost_6}};
    assign lost_7 = |magnitude_2[3:0];
    assign choices_7 = {3'b0, {magnitude_2[31:4], lost_7}};
    assign flipped = {1'b0, magnitude_3[31:1]} ^ {32{negative}};
    assign given_1 = given[16:0];
    assign counts_0 = result_valid & visible;
    assign whole = floor[31:16];
    assign before_word = some & ~clear_q_1;
    assign larger = ($signed(largest) < $signed(key_ceiling)) | ~before_word;
    assign rises = counts_1 & larger & ~fixed;
    assign begins = rises ? key_ceiling : given_1;
    assign kept = overflowed & ~clear_q_1;
    assign now = counts_1 & overflow_1_q5;
    assign own = largest & {17{asked}};
    assign others = given[67:17];
    assign score = _word_q2;
    assign score_valid = read_q4;
    assign ceiling = largest;
    assign overflow = overflowed;
    assign ceiling_out = own | ceiling_in;
    assign given_on = {17'b0, others};
    wire unused = &{1'b0, result_address[13], read_address[13]};
    always @(posedge clock) begin
        result_q <= result;
        distance_0 <= 9'h8d - {1'b0, result_q[30:23]};
        lost_0 <= |result_q[33:32];
        magnitude_0 <= {|result_q[30:23], result_q[22:0], 8'd0};
        magnitude_1 <= far ? choices_1 : distance_0[4] ? choices_0 : magnitude_0;
        distance_1 <= distance_0[3:0];
        magnitude_2 <= distance_1[3] ? (distance_1[2] ? choices_4 : choices_3) : distance_1[2] ? choices_2
                : magnitude_1;
        distance_1_1_0_q <= distance_1[1:0];
        magnitude_3 <= distance_1_1_0_q[1] ? (distance_1_1_0_q[0] ? choices_7 : choices_6) : distance_1_1_0_q[0]
                ? choices_5 : magnitude_2;
        result_q_31_q <= result_q[31];
        result_q_31_q2 <= result_q_31_q;
        result_q_31_q3 <= result_q_31_q2;
        negative <= result_q_31_q3;
        floor <= flipped + {31'b0, negative & ~magnitude_3[0]};
        result_valid_q <= result_valid;
        result_valid_q2 <= result_valid_q;
        result_valid_q3 <= result_valid_q2;
        result_valid_q4 <= result_valid_q3;
        result_valid_q5 <= result_valid_q4;
        result_valid_q6 <= result_valid_q5;
        result_valid_q7 <= result_valid_q6;
        result_address_12_0_q <= result_address[12:0];
        result_address_12_0_q2 <= result_address_12_0_q;
        result_address_12_0_q3 <= result_address_12_0_q2;
        result_address_12_0_q4 <= result_address_12_0_q3;
        result_address_12_0_q5 <= result_address_12_0_q4;
        result_address_12_0_q6 <= result_address_12_0_q5;
        result_address_12_0_q7 <= result_address_12_0_q6;
        floor_q <= floor;
        read_address_12_0_q <= read_address[12:0];
        _word <= scores[read_address_12_0_q];
        _word_q <= _word;
        _word_q2 <= _word_q;
        read_q <= read;
        read_q2 <= read_q;
        read_q3 <= read_q2;
        read_q4 <= read_q3;
        key_ceiling <= {{1{whole[15]}}, whole} + {16'b0, |floor[15:0]};
        counts_0_q <= counts_0;
        counts_0_q2 <= counts_0_q;
        counts_0_q3 <= counts_0_q2;
        counts_0_q4 <= counts_0_q3;
        counts_0_q5 <= counts_0_q4;
        counts_0_q6 <= counts_0_q5;
        counts_1 <= counts_0_q6;
        clear_q <= clear;
        clear_q2 <= clear_q;
        clear_q3 <= clear_q2;
        clear_q4 <= clear_q3;
        clear_q5 <= clear_q4;
        clear_q6 <= clear_q5;
        clear_q_1 <= clear_q6;
        some <= before_word | counts_1;
        if (rises | clear_q_1) largest <= begins;
        overflowed <= kept | now;
        overflow_1_q <= overflow_1;
        overflow_1_q2 <= overflow_1_q;
        overflow_1_q3 <= overflow_1_q2;
        overflow_1_q4 <= overflow_1_q3;
        overflow_1_q5 <= overflow_1_q4;
        if (result_valid_q7) scores[result_address_12_0_q7] <= floor_q;
    end
endmodule

module harmonia_system_score_control (
    input wire clock,
    // The phase of scores begins: `32 * (group + 1)` results of each row are taken from here on.
    input wire start,
    // The query's group of 32 tokens: the last one that there are scores for. Stays until `done`.
    input wire [10:0] group,
    // The query's own token: later ones are written, but count for nothing. Stays until `done`.
    input wire [15:0] position,
    // Queries less one: how many rows results come for. Stays until `done`.
    input wire [1:0] last_query,
    // Maxima of scores are all that is wanted. Stays until `done`.
    input wire keys_only,
    // A result of the engine: a score, FP32, with its overflow and invalid bits above it.
    input wire [33:0] result,
    // A result is there; it waits until `result_ready`.
    input wire result_valid,
    // The phase is under way: every result that is there is taken.
    output wire result_ready,
    // The result taken the cycle before, for whichever row `rows` says.
    output wire [33:0] score,
    // A bit for each row: the score is for its buffer. At most one is set.
    output wire [3:0] rows,
    // The token that the score is of: where the buffer writes it.
    output wire [13:0] address,
    // The query sees that token: the score counts for maximum and overflow.
    output wire visible,
    // Every row's maximum begins anew.
    output wire clear,
    // A pulse when the last score can be read and counts in its row's maximum.
    output wire done,
    // The same pulse, if values are to be weighed by the scores.
    output wire weighs
);
    // Takes the engine's results of the keys, and deals them to the score buffers of the rows.
    (* src = "hdl/src/attention/query/score_control.rs:67" *)
    reg active = 1'd0;
    (* src = "hdl/src/attention/query/score_control.rs:68" *)
    wire take;
    (* src = "hdl/src/attention/query/score_control.rs:69" *)
    reg half = 1'd0;
    (* src = "hdl/src/attention/query/score_control.rs:70" *)
    reg [1:0] row = 2'd0;
    (* src = "hdl/src/attention/query/score_control.rs:71" *)
    reg [14:0] pair = 15'h0;
    (* src = "hdl/src/attention/query/score_control.rs:74" *)
    wire row_step;
    (* src = "hdl/src/attention/query/score_control.rs:75" *)
    wire last_row;
    (* src = "hdl/src/attention/query/score_control.rs:76" *)
    wire [1:0] row_next;
    (* src = "hdl/src/attention/query/score_control.rs:78" *)
    wire pair_step;
    (* src = "hdl/src/attention/query/score_control.rs:79" *)
    wire [14:0] pair_next;
    (* src = "hdl/src/attention/query/score_control.rs:85" *)
    wire [14:0] last_pair;
    (* src = "hdl/src/attention/query/score_control.rs:86" *)
    reg final_pair;
    (* src = "hdl/src/attention/query/score_control.rs:87" *)
    wire ends;
    (* src = "hdl/src/attention/query/score_control.rs:89" *)
    reg ends_q = 1'd0, ends_q2 = 1'd0, ends_q3 = 1'd0, ends_q4 = 1'd0, ends_q5 = 1'd0, ends_q6 = 1'd0, ends_q7 = 1'd0,
            ends_q8 = 1'd0, done_q = 1'd0;
    (* src = "hdl/src/attention/query/score_control.rs:91" *)
    wire [15:0] token;
    (* src = "hdl/src/attention/query/score_control.rs:92" *)
    reg rows_q = 1'd0, rows_q_1 = 1'd0, rows_q_2 = 1'd0, rows_q_3 = 1'd0;
    (* src = "hdl/src/attention/query/score_control.rs:95" *)
    wire visible_1;
    (* src = "hdl/src/attention/query/score_control.rs:97" *)
    reg [33:0] result_q;
    (* src = "hdl/src/attention/query/score_control.rs:99" *)
    reg [13:0] address_q;
    (* src = "hdl/src/attention/query/score_control.rs:100" *)
    reg visible_1_q;
    assign take = active & result_valid;
    assign row_step = take & half;
    assign last_row = row == last_query;
    assign row_next = last_row ? 2'd0 : row + 2'd1;
    assign pair_step = row_step & last_row;
    assign pair_next = pair + 15'h1;
    assign last_pair = {group, 4'd15};
    assign ends = pair_step & final_pair;
    assign token = {pair, half};
    assign visible_1 = ~(position < token);
    assign result_ready = active;
    assign score = result_q;
    assign rows = {rows_q_3, rows_q_2, rows_q_1, rows_q};
    assign address = address_q;
    assign visible = visible_1_q;
    assign clear = start;
    assign done = done_q;
    assign weighs = done_q & ~keys_only;
    always @(posedge clock) begin
        active <= start | (active & ~ends);
        half <= half ^ take;
        if (row_step) row <= row_next;
        if (start) pair <= 15'h0;
        else if (pair_step) pair <= pair_next;
        final_pair <= pair == last_pair;
        ends_q <= ends;
        ends_q2 <= ends_q;
        ends_q3 <= ends_q2;
        ends_q4 <= ends_q3;
        ends_q5 <= ends_q4;
        ends_q6 <= ends_q5;
        ends_q7 <= ends_q6;
        ends_q8 <= ends_q7;
        done_q <= ends_q8;
        rows_q <= take & (row == 2'd0);
        rows_q_1 <= take & (row == 2'd1);
        rows_q_2 <= take & (row == 2'd2);
        rows_q_3 <= take & (row == 2'd3);
        result_q <= result;
        address_q <= token[13:0];
        visible_1_q <= visible_1;
    end
endmodule

module harmonia_system_sequencer (
    input wire clock,
    // Commands of the engine, one word each; ready when none is under way.
    input wire [63:0] command_data,
    input wire command_valid,
    output wire command_ready,
    // A beat of activations is there; it waits until `activations_ready`.
    input wire activations_valid,
    // It is the last one of its block.
    input wire completes_block,
    // A beat of weights is there; it waits until `weights_ready`.
    input wire weights_valid,
    // A beat of keys or values is there; it waits until `kv_ready`.
    input wire kv_valid,
    // A converted block of activations is there and is written in this cycle.
    input wire block_valid,
    // A pulse when a result has left the queue: there is room for one more.
    input wire taken,
    // No command is under way, and every result has left the queue.
    output wire quiet,
    // The beat of activations is taken.
    output wire activations_ready,
    // The beat of weights is taken; else it may be used all the same, and stays.
    output wire weights_ready,
    // The beat of keys or values is taken.
    output wire kv_ready,
    // Beats are of keys or values; else of weights. Stands before the first beat of a command and until
    // its last.
    output wire select_kv,
    // A beat of activations enters the converter in this cycle.
    output wire load,
    // A bit for each token row: the block that leaves the converter is for it.
    output wire [3:0] write_enables,
    // Place of that block in the row's buffer, 0 to 511.
    output wire [8:0] write_address,
    // Place of the activation block that meets the beat; at stage ADDRESS.
    output wire [8:0] read_address,
    // Digits of the beat are signed, -8 to 7; else 0 to 15, or not of weights. At stage ACCEPT.
    output wire signed_nibbles,
    // The beat is the one to keep; at stage ACCEPT.
    output wire keep,
    // The beat that was kept is used in the place of the one that is there; at stage ACCEPT.
    output wire use_kept,
    // The products of a pass are there; at stage SCALED.
    output wire pass_valid,
    // That pass is the second one of an INT8 group, or of a key or value of two digits: it is joined
    // with the one before.
    output wire low_pass,
    // Addends are there in the next cycle; low after the first of two passes.
    output wire add,
    // The sum begins anew with those addends.
    output wire clear,
    // Page order, group order or several banks: sums are read from slots and written back, two cycles
    // before the addends.
    output wire page,
    // The slot of the sum that the addends are for, four cycles before they come.
    output wire [7:0] read_slot,
    // The same slot, in the cycle of the addends.
    output wire [7:0] write_slot,
    // Sums are complete: they are on the drain chain, which is empty by then, two cycles later.
    output wire capture,
    // The drain chain has moved on by one accumulator two cycles later.
    output wire shift,
    // What leaves the chain then is a result: it is of a token that the command sends.
    output wire sends,
    // Which part of the sum the result is; with `sends`.
    output wire [1:0] part
);
    // Executes LOAD, MATMUL and MATMUL_KV commands: takes beats when their results have room, and steers the pipeline
    // by stages.
    localparam [1:0] MODE_IDLE = 2'd0;
    localparam [1:0] MODE_LOADING = 2'd1;
    localparam [1:0] MODE_MULTIPLYING = 2'd2;
    (* src = "hdl/src/engine/sequencer.rs:151" *)
    reg [1:0] mode = 2'd0;
    (* src = "hdl/src/engine/sequencer.rs:152" *)
    wire idle;
    (* src = "hdl/src/engine/sequencer.rs:153" *)
    wire loading;
    (* src = "hdl/src/engine/sequencer.rs:154" *)
    wire multiplying;
    (* src = "hdl/src/engine/sequencer.rs:155" *)
    wire accept;
    (* src = "hdl/src/engine/sequencer/command.rs:48" *)
    wire [9:0] blocks_wanted;
    (* src = "hdl/src/engine/sequencer/command.rs:49" *)
    wire [19:0] pairs_wanted;
    (* src = "hdl/src/engine/sequencer/command.rs:50" *)
    wire [3:0] opcode;
    (* src = "hdl/src/engine/sequencer/command.rs:51" *)
    wire wanted_kv;
    (* src = "hdl/src/engine/sequencer/command.rs:153" *)
    reg [1:0] row = 2'd0, format = 2'd0;
    (* src = "hdl/src/engine/sequencer/command.rs:153" *)
    reg kv = 1'd0, two_passes = 1'd0, by_block = 1'd0, slots = 1'd0, first = 1'd0, last = 1'd0, sums = 1'd0,
            one_block = 1'd0, one_bank = 1'd0, one_pair = 1'd0;
    (* src = "hdl/src/engine/sequencer/command.rs:55" *)
    wire joins;
    (* src = "hdl/src/engine/sequencer/command.rs:62" *)
    wire multiplies;
    (* src = "hdl/src/engine/sequencer/command.rs:63" *)
    wire group_order;
    (* src = "hdl/src/engine/sequencer/command.rs:64" *)
    wire by_block_wanted;
    (* src = "hdl/src/engine/sequencer/command.rs:66" *)
    wire [3:0] banks_field;
    (* src = "hdl/src/engine/sequencer/command.rs:68" *)
    wire [3:0] more_banks_wanted;
    (* src = "hdl/src/engine/sequencer/command.rs:153" *)
    reg [3:0] more_banks = 4'd0, skip = 4'd0, last_results = 4'd0;
    (* src = "hdl/src/engine/sequencer/command.rs:70" *)
    wire _equal;
    (* src = "hdl/src/engine/sequencer/command.rs:140" *)
    wire many_pairs;
    (* src = "hdl/src/engine/sequencer/command.rs:144" *)
    wire [2:0] chosen_0, chosen_1, chosen_2;
    (* src = "hdl/src/engine/sequencer/command.rs:142" *)
    wire [2:0] of_banks;
    (* src = "hdl/src/engine/sequencer/command.rs:147" *)
    wire [2:0] of_pairs;
    (* src = "hdl/src/engine/sequencer/command.rs:153" *)
    reg [2:0] pause = 3'd0;
    (* src = "hdl/src/engine/sequencer/command.rs:153" *)
    reg [8:0] base = 9'h0;
    (* src = "hdl/src/engine/sequencer/command.rs:153" *)
    reg [9:0] blocks = 10'h0;
    (* src = "hdl/src/engine/sequencer/command.rs:153" *)
    reg [19:0] pairs = 20'h0;
    (* src = "hdl/src/engine/sequencer/command.rs:88" *)
    wire [1:0] tokens_less_one;
    (* src = "hdl/src/engine/sequencer/place.rs:40" *)
    reg [9:0] offset = 10'h0;
    (* src = "hdl/src/engine/sequencer/place.rs:41" *)
    reg pass = 1'd0;
    (* src = "hdl/src/engine/sequencer/place.rs:42" *)
    reg [9:0] blocks_left = 10'h0;
    (* src = "hdl/src/engine/sequencer/place.rs:43" *)
    reg [3:0] banks_left = 4'd0;
    (* src = "hdl/src/engine/sequencer/place.rs:44" *)
    reg [19:0] pairs_left = 20'h0;
    (* src = "hdl/src/engine/sequencer/place.rs:45" *)
    reg first_block = 1'd0;
    (* src = "hdl/src/engine/sequencer/place.rs:46" *)
    reg final_block = 1'd0;
    (* src = "hdl/src/engine/sequencer/place.rs:47" *)
    reg first_bank = 1'd1;
    (* src = "hdl/src/engine/sequencer/place.rs:48" *)
    reg final_bank = 1'd1;
    (* src = "hdl/src/engine/sequencer/place.rs:49" *)
    reg final_pair = 1'd0;
    (* src = "hdl/src/engine/sequencer/place.rs:50" *)
    wire _equal_1;
    (* src = "hdl/src/engine/sequencer/place.rs:51" *)
    wire _equal_2;
    (* src = "hdl/src/engine/sequencer/place.rs:52" *)
    wire _equal_3;
    (* src = "hdl/src/engine/sequencer/place.rs:53" *)
    wire final_pass;
    (* src = "hdl/src/engine/sequencer/place.rs:54" *)
    wire turn;
    (* src = "hdl/src/engine/sequencer/pace.rs:46" *)
    reg [4:0] settling = 5'd0;
    (* src = "hdl/src/engine/sequencer/pace.rs:47" *)
    wire settled;
    (* src = "hdl/src/engine/sequencer/pace.rs:48" *)
    reg [4:0] spacing = 5'd0;
    (* src = "hdl/src/engine/sequencer/pace.rs:52" *)
    reg [6:0] room = 7'd64;
    (* src = "hdl/src/engine/sequencer/pace.rs:55" *)
    wire [6:0] needed;
    (* src = "hdl/src/engine/sequencer/pace.rs:58" *)
    reg enough_room = 1'd0;
    (* src = "hdl/src/engine/sequencer/pace.rs:65" *)
    wire [3:0] results;
    (* src = "hdl/src/engine/sequencer/pace.rs:66" *)
    wire [4:0] each;
    (* src = "hdl/src/engine/sequencer/pace.rs:67" *)
    wire [4:0] words;
    (* src = "hdl/src/engine/sequencer/pace.rs:68" *)
    wire [4:0] results_sent;
    (* src = "hdl/src/engine/sequencer/pace.rs:70" *)
    wire [4:0] cycles;
    (* src = "hdl/src/engine/sequencer/pace.rs:71" *)
    wire completes;
    (* src = "hdl/src/engine/sequencer/pace.rs:72" *)
    wire may_complete;
    (* src = "hdl/src/engine/sequencer/pace.rs:73" *)
    wire ready;
    (* src = "hdl/src/engine/sequencer.rs:159" *)
    wire issue;
    (* src = "hdl/src/engine/sequencer.rs:160" *)
    wire load_beat;
    (* src = "hdl/src/engine/sequencer.rs:161" *)
    wire load_block;
    (* src = "hdl/src/engine/sequencer.rs:162" *)
    wire emit;
    (* src = "hdl/src/engine/sequencer/pace.rs:98" *)
    wire soon;
    (* src = "hdl/src/engine/sequencer/pace.rs:99" *)
    wire [4:0] waiting_0;
    (* src = "hdl/src/engine/sequencer/pace.rs:100" *)
    wire group_done;
    (* src = "hdl/src/engine/sequencer/pace.rs:102" *)
    wire turn_done;
    (* src = "hdl/src/engine/sequencer/pace.rs:103" *)
    wire [4:0] waiting_1;
    (* src = "hdl/src/engine/sequencer/pace.rs:116" *)
    reg [6:0] reserved = 7'd0;
    (* src = "hdl/src/engine/sequencer/pace.rs:117" *)
    reg left = 1'd0;
    (* src = "hdl/src/engine/sequencer/place.rs:83" *)
    wire last_of_block;
    (* src = "hdl/src/engine/sequencer/place.rs:84" *)
    wire block_done;
    (* src = "hdl/src/engine/sequencer/place.rs:85" *)
    wire next_pair_due;
    (* src = "hdl/src/engine/sequencer/place.rs:86" *)
    wire pair_done;
    (* src = "hdl/src/engine/sequencer/place.rs:87" *)
    wire last_group;
    (* src = "hdl/src/engine/sequencer/place.rs:88" *)
    wire done;
    (* src = "hdl/src/engine/sequencer/place.rs:123" *)
    wire again_0;
    (* src = "hdl/src/engine/sequencer/place.rs:124" *)
    wire same_blocks;
    (* src = "hdl/src/engine/sequencer/place.rs:126" *)
    wire [3:0] back;
    (* src = "hdl/src/engine/sequencer/place.rs:131" *)
    wire [9:0] others;
    (* src = "hdl/src/engine/sequencer/place.rs:132" *)
    wire [9:0] next_0;
    (* src = "hdl/src/engine/sequencer/place.rs:133" *)
    wire step_0;
    (* src = "hdl/src/engine/sequencer/place.rs:134" *)
    wire restart_0;
    (* src = "hdl/src/engine/sequencer/place.rs:143" *)
    wire step_1;
    (* src = "hdl/src/engine/sequencer/place.rs:144" *)
    wire [3:0] again_1;
    (* src = "hdl/src/engine/sequencer/place.rs:147" *)
    wire again_2;
    (* src = "hdl/src/engine/sequencer/place.rs:92" *)
    wire restart_1;
    (* src = "hdl/src/engine/sequencer/place.rs:93" *)
    wire step_2;
    (* src = "hdl/src/engine/sequencer/place.rs:96" *)
    wire [9:0] again_3;
    (* src = "hdl/src/engine/sequencer/place.rs:98" *)
    wire again_4;
    (* src = "hdl/src/engine/sequencer/place.rs:101" *)
    wire step_3;
    (* src = "hdl/src/engine/sequencer/command.rs:126" *)
    wire some_blocks;
    (* src = "hdl/src/engine/sequencer/command.rs:127" *)
    wire start_load;
    (* src = "hdl/src/engine/sequencer/command.rs:128" *)
    wire multiply;
    (* src = "hdl/src/engine/sequencer/command.rs:129" *)
    wire start_multiply;
    (* src = "hdl/src/engine/sequencer.rs:166" *)
    wire [1:0] start;
    (* src = "hdl/src/engine/sequencer.rs:213" *)
    reg emit_q = 1'd0, emit_q2 = 1'd0, emit_q3 = 1'd0, emit_q4 = 1'd0, emit_q5 = 1'd0, emit_q6 = 1'd0, emit_q7 = 1'd0,
            emit_q8 = 1'd0, emit_q9 = 1'd0, emit_q10 = 1'd0, emit_q11 = 1'd0, emit_q12 = 1'd0, emit_q13 = 1'd0,
            emit_q14 = 1'd0, emit_q15 = 1'd0, emit_q16 = 1'd0, emit_q17 = 1'd0, emit_q18 = 1'd0, emit_q19 = 1'd0,
            capture_q = 1'd0;
    (* src = "hdl/src/engine/sequencer.rs:217" *)
    reg [3:0] results_q, results_q2, results_q3, results_q4, results_q5, results_q6, results_q7, results_q8, results_q9,
            results_q10, results_q11, results_q12, results_q13, results_q14, results_q15, results_q16, results_q17,
            results_q18, results_q19;
    (* src = "hdl/src/engine/sequencer.rs:216" *)
    reg [3:0] captured;
    (* src = "hdl/src/engine/sequencer.rs:217" *)
    reg sums_q, sums_q2, sums_q3, sums_q4, sums_q5, sums_q6, sums_q7, sums_q8, sums_q9, sums_q10, sums_q11, sums_q12,
            sums_q13, sums_q14, sums_q15, sums_q16, sums_q17, sums_q18, sums_q19;
    (* src = "hdl/src/engine/sequencer.rs:216" *)
    reg as_sums;
    (* src = "hdl/src/engine/sequencer.rs:220" *)
    wire [3:0] shifts;
    (* src = "hdl/src/engine/sequencer.rs:222" *)
    reg [3:0] draining = 4'd0;
    (* src = "hdl/src/engine/sequencer.rs:223" *)
    reg [3:0] sending = 4'd0;
    (* src = "hdl/src/engine/sequencer.rs:224" *)
    reg [3:0] results_of_round = 4'd0;
    (* src = "hdl/src/engine/sequencer.rs:225" *)
    reg [1:0] part_q = 2'd0;
    (* src = "hdl/src/engine/sequencer.rs:228" *)
    wire last_part;
    (* src = "hdl/src/engine/sequencer.rs:229" *)
    wire round_turns;
    (* src = "hdl/src/engine/sequencer.rs:230" *)
    wire [3:0] counted_0;
    (* src = "hdl/src/engine/sequencer.rs:232" *)
    wire [3:0] counted_1;
    (* src = "hdl/src/engine/sequencer.rs:234" *)
    wire [1:0] next_1;
    (* src = "hdl/src/engine/sequencer.rs:171" *)
    wire all_taken;
    (* src = "hdl/src/engine/sequencer.rs:172" *)
    reg quiet_q = 1'd0;
    (* src = "hdl/src/engine/sequencer.rs:175" *)
    wire used_up;
    (* src = "hdl/src/engine/sequencer.rs:249" *)
    wire [8:0] address;
    (* src = "hdl/src/engine/sequencer.rs:250" *)
    reg [1:0] row_q, row_q2, row_q3, row_q4, row_q5, row_q6, row_q7, row_q8, row_q9, row_q10, row_q11, row_q12, row_q13,
            row_q14, row_q15, row_q16, row_q17, row_q18, row_q19, row_q20, row_q21, row_q22, row_1;
    (* src = "hdl/src/engine/sequencer.rs:251" *)
    wire enables_0, enables_1, enables_2, enables_3;
    (* src = "hdl/src/engine/sequencer.rs:259" *)
    reg [8:0] address_q, address_q2, address_q3, address_q4, address_q5, address_q6, address_q7, address_q8, address_q9,
            address_q10, address_q11, address_q12, address_q13, address_q14, address_q15, address_q16, address_q17,
            address_q18, address_q19, address_q20, address_q21, address_q22, address_q23;
    (* src = "hdl/src/engine/sequencer.rs:267" *)
    wire high;
    (* src = "hdl/src/engine/sequencer.rs:268" *)
    wire signed_word;
    (* src = "hdl/src/engine/sequencer.rs:275" *)
    reg issue_q = 1'd0, issue_q2 = 1'd0, issue_q3 = 1'd0, issue_q4 = 1'd0, issue_q5 = 1'd0, issue_q6 = 1'd0,
            issue_q7 = 1'd0, issue_q8 = 1'd0, issue_q9 = 1'd0, issue_q10 = 1'd0, issue_q11 = 1'd0, issue_q12 = 1'd0,
            issue_q13 = 1'd0;
    (* src = "hdl/src/engine/sequencer.rs:278" *)
    reg pass_q, pass_q2, pass_q3, pass_q4, pass_q5, pass_q6, pass_q7, pass_q8, pass_q9, pass_q10, pass_q11, pass_q12,
            pass_q13;
    (* src = "hdl/src/engine/sequencer.rs:284" *)
    reg group_done_q = 1'd0, group_done_q2 = 1'd0, group_done_q3 = 1'd0, group_done_q4 = 1'd0, group_done_q5 = 1'd0,
            group_done_q6 = 1'd0, group_done_q7 = 1'd0, group_done_q8 = 1'd0, group_done_q9 = 1'd0,
            group_done_q10 = 1'd0, group_done_q11 = 1'd0, group_done_q12 = 1'd0, group_done_q13 = 1'd0,
            group_done_q14 = 1'd0, counted_2_q = 1'd0, counted_2_q2 = 1'd0, add_q = 1'd0;
    (* src = "hdl/src/engine/sequencer.rs:294" *)
    reg counted_2 = 1'd0;
    (* src = "hdl/src/engine/sequencer.rs:288" *)
    reg slots_q = 1'd0, slots_q2 = 1'd0, slots_q3 = 1'd0, slots_q4 = 1'd0, slots_q5 = 1'd0, slots_q6 = 1'd0,
            slots_q7 = 1'd0, slots_q8 = 1'd0, slots_q9 = 1'd0, slots_q10 = 1'd0, slots_q11 = 1'd0, slots_q12 = 1'd0,
            slots_q13 = 1'd0, slots_q14 = 1'd0, slots_q15 = 1'd0, slots_q16 = 1'd0, slots_q17 = 1'd0;
    (* src = "hdl/src/engine/sequencer.rs:293" *)
    reg [7:0] slot = 8'd0;
    (* src = "hdl/src/engine/sequencer.rs:295" *)
    reg turn_q = 1'd0, turn_q2 = 1'd0, turn_q3 = 1'd0, turn_q4 = 1'd0, turn_q5 = 1'd0, turn_q6 = 1'd0, turn_q7 = 1'd0,
            turn_q8 = 1'd0, turn_q9 = 1'd0, turn_q10 = 1'd0, turn_q11 = 1'd0, turn_q12 = 1'd0, turn_q13 = 1'd0,
            turn_q14 = 1'd0, starts_over = 1'd0;
    (* src = "hdl/src/engine/sequencer.rs:296" *)
    wire [7:0] next_slot;
    (* src = "hdl/src/engine/sequencer.rs:302" *)
    reg [7:0] slot_q, slot_q2, slot_q3, slot_q4;
    (* src = "hdl/src/engine/sequencer.rs:303" *)
    wire clear_1;
    (* src = "hdl/src/engine/sequencer.rs:304" *)
    reg clear_1_q, clear_1_q2, clear_1_q3, clear_1_q4, clear_1_q5, clear_1_q6, clear_1_q7, clear_1_q8, clear_1_q9,
            clear_1_q10, clear_1_q11, clear_1_q12, clear_1_q13, clear_1_q14, clear_1_q15, clear_1_q16, clear_1_q17,
            clear_1_q18;
    assign idle = mode == MODE_IDLE;
    assign loading = mode == MODE_LOADING;
    assign multiplying = mode == MODE_MULTIPLYING;
    assign accept = idle & command_valid;
    assign blocks_wanted = command_data[33:24];
    assign pairs_wanted = command_data[59:40];
    assign opcode = command_data[3:0];
    assign wanted_kv = opcode == 4'd3;
    assign joins = wanted_kv ? command_data[4] : command_data[5:4] == 2'd2;
    assign multiplies = opcode == 4'd2;
    assign group_order = multiplies & command_data[23];
    assign by_block_wanted = wanted_kv ? command_data[5] : group_order;
    assign banks_field = command_data[39:36];
    assign more_banks_wanted = multiplies ? banks_field : 4'd0;
    assign _equal = opcode == 4'd1;
    assign many_pairs = |command_data[59:43];
    assign chosen_0 = joins ? 3'd1 : 3'd3;
    assign chosen_1 = joins ? 3'd0 : 3'd2;
    assign chosen_2 = joins ? 3'd0 : 3'd1;
    assign of_banks = (more_banks_wanted == 4'd3) ? chosen_2 : (more_banks_wanted == 4'd2) ? chosen_1
            : (more_banks_wanted == 4'd1) ? chosen_0 : 3'd0;
    assign of_pairs = many_pairs ? 3'd0 : 3'd5;
    assign tokens_less_one = command_data[61:60];
    assign _equal_1 = blocks_wanted == 10'h1;
    assign _equal_2 = more_banks_wanted == 4'd0;
    assign _equal_3 = pairs_wanted == 20'h1;
    assign final_pass = pass | ~two_passes;
    assign turn = final_bank & (final_pair | ~by_block);
    assign settled = settling == 5'd0;
    assign needed = sums ? 7'd32 : 7'd16;
    assign results = final_bank ? last_results : 4'd8;
    assign each = {1'b0, results};
    assign words = each + {results, 1'd0};
    assign results_sent = sums ? words : each;
    assign cycles = sums ? 5'd23 : each - 5'd1;
    assign completes = last & final_block & final_pass;
    assign may_complete = (spacing == 5'd0) & enough_room;
    assign ready = multiplying & settled & (~completes | may_complete);
    assign issue = ready & (kv ? kv_valid : weights_valid);
    assign load_beat = loading & activations_valid;
    assign load_block = load_beat & completes_block;
    assign emit = issue & completes;
    assign soon = ~(5'd4 < settling);
    assign waiting_0 = (accept & soon) ? 5'd4 : (|settling) ? settling - 5'd1 : settling;
    assign group_done = issue & final_pass;
    assign turn_done = group_done & turn;
    assign waiting_1 = turn_done ? {2'b0, pause} : waiting_0;
    assign last_of_block = final_block & final_bank;
    assign block_done = turn_done | load_block;
    assign next_pair_due = final_bank & (by_block | final_block);
    assign pair_done = group_done & next_pair_due;
    assign last_group = last_of_block & final_pair;
    assign done = (load_block & final_block) | (group_done & last_group);
    assign again_0 = by_block & ~final_pair;
    assign same_blocks = again_0 & final_bank;
    assign back = ~more_banks;
    assign others = same_blocks ? {6'd63, back} : {6'b0, skip};
    assign next_0 = offset + others + {9'b0, 1'd1};
    assign step_0 = group_done | load_block | accept;
    assign restart_0 = accept | (last_of_block & ~same_blocks);
    assign step_1 = group_done | accept;
    assign again_1 = final_bank ? more_banks : banks_left - 4'd1;
    assign again_2 = final_bank ? one_bank : banks_left == 4'd1;
    assign restart_1 = accept | final_block;
    assign step_2 = block_done | accept;
    assign again_3 = final_block ? blocks : blocks_left - 10'h1;
    assign again_4 = final_block ? one_block : blocks_left == 10'h2;
    assign step_3 = pair_done | accept;
    assign some_blocks = |blocks_wanted;
    assign start_load = _equal & some_blocks;
    assign multiply = multiplies | wanted_kv;
    assign start_multiply = multiply & some_blocks & (|pairs_wanted);
    assign start = {start_multiply, start_load};
    assign shifts = as_sums ? 4'd8 : captured;
    assign last_part = (part_q == 2'd0) | (part_q == 2'd3);
    assign round_turns = (draining == 4'd1) & ~last_part;
    assign counted_0 = round_turns ? 4'd8 : (|draining) ? draining - 4'd1 : draining;
    assign counted_1 = round_turns ? results_of_round : (|sending) ? sending - 4'd1 : sending;
    assign next_1 = part_q + {1'b0, round_turns};
    assign all_taken = (room == 7'd64) & ~(|reserved);
    assign used_up = final_pass ? final_bank : first_bank;
    assign address = base + offset[8:0];
    assign enables_0 = block_valid & (row_1 == 2'd0);
    assign enables_1 = block_valid & (row_1 == 2'd1);
    assign enables_2 = block_valid & (row_1 == 2'd2);
    assign enables_3 = block_valid & (row_1 == 2'd3);
    assign high = two_passes & ~pass;
    assign signed_word = ((format == 2'd0) | high) & ~kv;
    assign next_slot = slot + 8'd1;
    assign clear_1 = first & first_block;
    assign quiet = quiet_q;
    assign command_ready = idle;
    assign activations_ready = loading;
    assign weights_ready = ready & (used_up & ~kv);
    assign kv_ready = ready & kv;
    assign select_kv = kv;
    assign load = load_beat;
    assign write_enables = {enables_3, enables_2, enables_1, enables_0};
    assign write_address = address_q23;
    assign read_address = address_q;
    assign signed_nibbles = signed_word;
    assign keep = high & first_bank;
    assign use_kept = high & ~first_bank;
    assign pass_valid = issue_q13;
    assign low_pass = pass_q13;
    assign add = add_q;
    assign page = slots_q17;
    assign read_slot = slot;
    assign write_slot = slot_q4;
    assign clear = clear_1_q18;
    assign capture = capture_q;
    assign shift = |draining;
    assign sends = |sending;
    assign part = part_q;
    wire unused = &{1'b0, command_data[35:34], command_data[63:62], command_data[22:17]};
    always @(posedge clock) begin
        if (accept) mode <= start;
        else if (done) mode <= MODE_IDLE;
        if (accept) row <= command_data[5:4];
        if (accept) format <= command_data[5:4];
        if (accept) kv <= wanted_kv;
        if (accept) two_passes <= joins;
        if (accept) by_block <= by_block_wanted;
        if (accept) more_banks <= more_banks_wanted;
        if (accept) skip <= _equal ? banks_field : 4'd0;
        if (accept) slots <= by_block_wanted | (|more_banks_wanted);
        if (accept) pause <= by_block_wanted ? of_pairs : of_banks;
        if (accept) first <= command_data[6];
        if (accept) last <= command_data[7];
        if (accept) sums <= command_data[22];
        if (accept) base <= command_data[16:8];
        if (accept) blocks <= blocks_wanted;
        if (accept) pairs <= pairs_wanted;
        if (accept) last_results <= {{1'b0, tokens_less_one} + 3'd1, 1'd0};
        if (step_0) offset <= restart_0 ? 10'h0 : next_0;
        if (issue) pass <= ~final_pass;
        if (step_2) blocks_left <= accept ? blocks_wanted : again_3;
        if (step_1) banks_left <= accept ? more_banks_wanted : again_1;
        if (step_3) pairs_left <= accept ? pairs_wanted : final_pair ? pairs : pairs_left - 20'h1;
        if (step_2) first_block <= restart_1;
        if (step_2) final_block <= accept ? _equal_1 : again_4;
        if (step_1) first_bank <= accept | final_bank;
        if (step_1) final_bank <= accept ? _equal_2 : again_2;
        if (step_3) final_pair <= accept ? _equal_3 : final_pair ? one_pair : pairs_left == 20'h2;
        if (accept) one_block <= _equal_1;
        if (accept) one_bank <= _equal_2;
        if (accept) one_pair <= _equal_3;
        settling <= load_block ? 5'd25 : waiting_1;
        if (emit) spacing <= cycles;
        else if (|spacing) spacing <= spacing - 5'd1;
        room <= room + {6'b0, left} - reserved;
        enough_room <= ~(room < needed);
        reserved <= emit ? {2'b0, results_sent} : 7'd0;
        left <= taken;
        emit_q <= emit;
        emit_q2 <= emit_q;
        emit_q3 <= emit_q2;
        emit_q4 <= emit_q3;
        emit_q5 <= emit_q4;
        emit_q6 <= emit_q5;
        emit_q7 <= emit_q6;
        emit_q8 <= emit_q7;
        emit_q9 <= emit_q8;
        emit_q10 <= emit_q9;
        emit_q11 <= emit_q10;
        emit_q12 <= emit_q11;
        emit_q13 <= emit_q12;
        emit_q14 <= emit_q13;
        emit_q15 <= emit_q14;
        emit_q16 <= emit_q15;
        emit_q17 <= emit_q16;
        emit_q18 <= emit_q17;
        emit_q19 <= emit_q18;
        capture_q <= emit_q19;
        results_q <= results;
        results_q2 <= results_q;
        results_q3 <= results_q2;
        results_q4 <= results_q3;
        results_q5 <= results_q4;
        results_q6 <= results_q5;
        results_q7 <= results_q6;
        results_q8 <= results_q7;
        results_q9 <= results_q8;
        results_q10 <= results_q9;
        results_q11 <= results_q10;
        results_q12 <= results_q11;
        results_q13 <= results_q12;
        results_q14 <= results_q13;
        results_q15 <= results_q14;
        results_q16 <= results_q15;
        results_q17 <= results_q16;
        results_q18 <= results_q17;
        results_q19 <= results_q18;
        captured <= results_q19;
        sums_q <= sums;
        sums_q2 <= sums_q;
        sums_q3 <= sums_q2;
        sums_q4 <= sums_q3;
        sums_q5 <= sums_q4;
        sums_q6 <= sums_q5;
        sums_q7 <= sums_q6;
        sums_q8 <= sums_q7;
        sums_q9 <= sums_q8;
        sums_q10 <= sums_q9;
        sums_q11 <= sums_q10;
        sums_q12 <= sums_q11;
        sums_q13 <= sums_q12;
        sums_q14 <= sums_q13;
        sums_q15 <= sums_q14;
        sums_q16 <= sums_q15;
        sums_q17 <= sums_q16;
        sums_q18 <= sums_q17;
        sums_q19 <= sums_q18;
        as_sums <= sums_q19;
        draining <= capture_q ? shifts : counted_0;
        sending <= capture_q ? captured : counted_1;
        if (capture_q) results_of_round <= captured;
        part_q <= capture_q ? {1'b0, as_sums} : next_1;
        quiet_q <= idle & all_taken;
        row_q <= row;
        row_q2 <= row_q;
        row_q3 <= row_q2;
        row_q4 <= row_q3;
        row_q5 <= row_q4;
        row_q6 <= row_q5;
        row_q7 <= row_q6;
        row_q8 <= row_q7;
        row_q9 <= row_q8;
        row_q10 <= row_q9;
        row_q11 <= row_q10;
        row_q12 <= row_q11;
        row_q13 <= row_q12;
        row_q14 <= row_q13;
        row_q15 <= row_q14;
        row_q16 <= row_q15;
        row_q17 <= row_q16;
        row_q18 <= row_q17;
        row_q19 <= row_q18;
        row_q20 <= row_q19;
        row_q21 <= row_q20;
        row_q22 <= row_q21;
        row_1 <= row_q22;
        address_q <= address;
        address_q2 <= address_q;
        address_q3 <= address_q2;
        address_q4 <= address_q3;
        address_q5 <= address_q4;
        address_q6 <= address_q5;
        address_q7 <= address_q6;
        address_q8 <= address_q7;
        address_q9 <= address_q8;
        address_q10 <= address_q9;
        address_q11 <= address_q10;
        address_q12 <= address_q11;
        address_q13 <= address_q12;
        address_q14 <= address_q13;
        address_q15 <= address_q14;
        address_q16 <= address_q15;
        address_q17 <= address_q16;
        address_q18 <= address_q17;
        address_q19 <= address_q18;
        address_q20 <= address_q19;
        address_q21 <= address_q20;
        address_q22 <= address_q21;
        address_q23 <= address_q22;
        issue_q <= issue;
        issue_q2 <= issue_q;
        issue_q3 <= issue_q2;
        issue_q4 <= issue_q3;
        issue_q5 <= issue_q4;
        issue_q6 <= issue_q5;
        issue_q7 <= issue_q6;
        issue_q8 <= issue_q7;
        issue_q9 <= issue_q8;
        issue_q10 <= issue_q9;
        issue_q11 <= issue_q10;
        issue_q12 <= issue_q11;
        issue_q13 <= issue_q12;
        pass_q <= pass;
        pass_q2 <= pass_q;
        pass_q3 <= pass_q2;
        pass_q4 <= pass_q3;
        pass_q5 <= pass_q4;
        pass_q6 <= pass_q5;
        pass_q7 <= pass_q6;
        pass_q8 <= pass_q7;
        pass_q9 <= pass_q8;
        pass_q10 <= pass_q9;
        pass_q11 <= pass_q10;
        pass_q12 <= pass_q11;
        pass_q13 <= pass_q12;
        group_done_q <= group_done;
        group_done_q2 <= group_done_q;
        group_done_q3 <= group_done_q2;
        group_done_q4 <= group_done_q3;
        group_done_q5 <= group_done_q4;
        group_done_q6 <= group_done_q5;
        group_done_q7 <= group_done_q6;
        group_done_q8 <= group_done_q7;
        group_done_q9 <= group_done_q8;
        group_done_q10 <= group_done_q9;
        group_done_q11 <= group_done_q10;
        group_done_q12 <= group_done_q11;
        group_done_q13 <= group_done_q12;
        group_done_q14 <= group_done_q13;
        counted_2 <= group_done_q14;
        counted_2_q <= counted_2;
        counted_2_q2 <= counted_2_q;
        add_q <= counted_2_q2;
        slots_q <= slots;
        slots_q2 <= slots_q;
        slots_q3 <= slots_q2;
        slots_q4 <= slots_q3;
        slots_q5 <= slots_q4;
        slots_q6 <= slots_q5;
        slots_q7 <= slots_q6;
        slots_q8 <= slots_q7;
        slots_q9 <= slots_q8;
        slots_q10 <= slots_q9;
        slots_q11 <= slots_q10;
        slots_q12 <= slots_q11;
        slots_q13 <= slots_q12;
        slots_q14 <= slots_q13;
        slots_q15 <= slots_q14;
        slots_q16 <= slots_q15;
        slots_q17 <= slots_q16;
        if (counted_2) slot <= starts_over ? 8'd0 : next_slot;
        turn_q <= turn;
        turn_q2 <= turn_q;
        turn_q3 <= turn_q2;
        turn_q4 <= turn_q3;
        turn_q5 <= turn_q4;
        turn_q6 <= turn_q5;
        turn_q7 <= turn_q6;
        turn_q8 <= turn_q7;
        turn_q9 <= turn_q8;
        turn_q10 <= turn_q9;
        turn_q11 <= turn_q10;
        turn_q12 <= turn_q11;
        turn_q13 <= turn_q12;
        turn_q14 <= turn_q13;
        starts_over <= turn_q14;
        slot_q <= slot;
        slot_q2 <= slot_q;
        slot_q3 <= slot_q2;
        slot_q4 <= slot_q3;
        clear_1_q <= clear_1;
        clear_1_q2 <= clear_1_q;
        clear_1_q3 <= clear_1_q2;
        clear_1_q4 <= clear_1_q3;
        clear_1_q5 <= clear_1_q4;
        clear_1_q6 <= clear_1_q5;
        clear_1_q7 <= clear_1_q6;
        clear_1_q8 <= clear_1_q7;
        clear_1_q9 <= clear_1_q8;
        clear_1_q10 <= clear_1_q9;
        clear_1_q11 <= clear_1_q10;
        clear_1_q12 <= clear_1_q11;
        clear_1_q13 <= clear_1_q12;
        clear_1_q14 <= clear_1_q13;
        clear_1_q15 <= clear_1_q14;
        clear_1_q16 <= clear_1_q15;
        clear_1_q17 <= clear_1_q16;
        clear_1_q18 <= clear_1_q17;
    end
endmodule

module harmonia_system_sequencer_2 (
    input wire clock,
    // An order; ready when the one before has wholly ended.
    input wire [159:0] order_data,
    input wire order_valid,
    output wire order_ready,
    // A word of memory is there for a FETCH.
    input wire some_fetched,
    // A result is there for a COLLECT.
    input wire some_result,
    // A pulse: the root of a norm is there.
    input wire root_done,
    // A pulse: an element has left the queue of results.
    input wire taken,
    // Nothing waits in the sinks.
    input wire sinks_empty,
    // A pulse: an order begins, and its fields are here.
    output wire start,
    // What the order does, by the number of its kind; with `start`, as the fields that follow.
    output wire [3:0] operation,
    // First operand.
    output wire [15:0] a,
    // Second operand.
    output wire [15:0] b,
    // Destination, or dimensions.
    output wire [15:0] d,
    // From token to token.
    output wire [15:0] stride,
    // Elements of a part.
    output wire [20:0] length,
    // How channels are paired.
    output wire halves,
    // Names the order.
    output wire [23:0] tag,
    // Where results go, until the order's end; memory where there is no choice.
    output wire [1:0] sink,
    // What elements are of, by the number of the kind; from the cycle after `start` on.
    output wire [3:0] kind,
    // COLLECT: the result that is taken is an odd output.
    output wire odd,
    // A word of memory is taken, if there is one.
    output wire fetched_ready,
    // A result is taken, if there is one.
    output wire results_ready,
    // For the addresses. An element is issued: it takes a destination along.
    output wire steps_issues,
    // The write pointer moves on, with `issues`.
    output wire steps_advances,
    // COLLECT: it goes to the next pair, with `issues`.
    output wire steps_next_pair,
    // The first pointer moves on.
    output wire steps_step_a,
    // The word at the first pointer's partner is read.
    output wire steps_read_partner,
    // The word at the second pointer is read, which moves on.
    output wire steps_read_b,
    // The word at the third pointer is read, which moves on.
    output wire steps_read_c,
    // The second pointer goes back to its begin.
    output wire steps_rewind,
    // The first pointer goes to the next part.
    output wire steps_next_head,
    // The result is for an element's second place.
    output wire steps_second,
    // The result is the element's last one.
    output wire steps_leaves,
    // For the operands. `left` takes the word that was read.
    output wire moves_take_left,
    // `right` takes it.
    output wire moves_take_right,
    // `other` takes it.
    output wire moves_take_other,
    // The second factor is `other`.
    output wire moves_times_other,
    // The first factor is the product of the cycle before.
    output wire moves_of_product,
    // The first factor is the quotient.
    output wire moves_of_quotient,
    // The product is kept.
    output wire moves_keeps,
    // The terms are the product that was kept, and the product with its sign turned.
    output wire moves_subtracts,
    // Half of N was read.
    output wire take_epsilon,
    // The multiplier takes factors.
    output wire multiplies,
    // Its factors are one number, for the sum of squares.
    output wire squares,
    // The adder takes terms.
    output wire adds,
    // The product is t of SwiGLU.
    output wire is_exponent,
    // The divider takes operands.
    output wire divides,
    // A result is there.
    output wire result,
    // A pulse: the root is taken of the sum of squares.
    output wire root_start,
    // Elements of the part.
    output wire [15:0] width,
    // No element comes any more: what is left in the sinks is sent.
    output wire flush,
    // No order is under way.
    output wire idle
);
    // Takes orders, issues their elements at the pace of their kind, and tells every leaf what to do in which cycle.
    localparam [2:0] MODE_IDLE = 3'd0;
    localparam [2:0] MODE_BEGIN = 3'd1;
    localparam [2:0] MODE_ISSUE = 3'd2;
    localparam [2:0] MODE_DRAIN = 3'd3;
    localparam [3:0] STEP_KIND_EPSILON = 4'd8;
    localparam [2:0] MODE_ROOT = 3'd4;
    localparam [3:0] STEP_KIND_NORM = 4'd1;
    localparam [3:0] STEP_KIND_SQUARES = 4'd9;
    localparam [2:0] MODE_FLUSH = 3'd5;
    (* src = "hdl/src/vector/sequencer.rs:127" *)
    reg [2:0] mode = 3'd0;
    (* src = "hdl/src/vector/sequencer.rs:128" *)
    wire idle_1;
    (* src = "hdl/src/vector/sequencer.rs:129" *)
    wire begins;
    (* src = "hdl/src/vector/sequencer.rs:132" *)
    reg [3:0] step_kind = 4'd0;
    (* src = "hdl/src/vector/sequencer.rs:136" *)
    reg is_copy = 1'd1, is_norm = 1'd0, is_swiglu = 1'd0, is_add = 1'd0, is_multiply = 1'd0, is_rope = 1'd0,
            is_fetch = 1'd0, is_collect = 1'd0, is_epsilon = 1'd0, is_squares = 1'd0;
    (* src = "hdl/src/vector/sequencer.rs:143" *)
    reg [1:0] phase = 2'd0;
    (* src = "hdl/src/vector/sequencer.rs:144" *)
    wire [1:0] next_phase;
    (* src = "hdl/src/vector/sequencer.rs:146" *)
    reg due = 1'd1;
    (* src = "hdl/src/vector/sequencer.rs:147" *)
    reg [5:0] on_their_way = 6'd0;
    (* src = "hdl/src/vector/sequencer.rs:148" *)
    wire room;
    (* src = "hdl/src/vector/sequencer.rs:149" *)
    wire may_issue;
    (* src = "hdl/src/vector/sequencer.rs:152" *)
    wire source;
    (* src = "hdl/src/vector/sequencer.rs:153" *)
    wire issue;
    (* src = "hdl/src/vector/sequencer/loops.rs:35" *)
    wire to_collect, to_turn, to_fetch;
    (* src = "hdl/src/vector/sequencer/loops.rs:37" *)
    wire [20:0] outputs;
    (* src = "hdl/src/vector/sequencer/loops.rs:38" *)
    wire [20:0] elements_0;
    (* src = "hdl/src/vector/sequencer/loops.rs:39" *)
    wire [20:0] elements_1;
    (* src = "hdl/src/vector/sequencer/loops.rs:40" *)
    wire [20:0] elements_2;
    (* src = "hdl/src/vector/sequencer/loops.rs:41" *)
    wire [20:0] elements_3;
    (* src = "hdl/src/vector/sequencer/loops.rs:42" *)
    wire [19:0] parts;
    (* src = "hdl/src/vector/sequencer/loops.rs:44" *)
    reg [20:0] limit = 21'h0;
    (* src = "hdl/src/vector/sequencer/loops.rs:46" *)
    reg [20:0] left = 21'h0;
    (* src = "hdl/src/vector/sequencer/loops.rs:48" *)
    wire last_of_part;
    (* src = "hdl/src/vector/sequencer/loops.rs:49" *)
    wire counted;
    (* src = "hdl/src/vector/sequencer/loops.rs:50" *)
    wire [20:0] one_less;
    (* src = "hdl/src/vector/sequencer/loops.rs:52" *)
    wire _both;
    (* src = "hdl/src/vector/sequencer/loops.rs:55" *)
    reg [19:0] parts_left = 20'h0;
    (* src = "hdl/src/vector/sequencer/loops.rs:56" *)
    wire above;
    (* src = "hdl/src/vector/sequencer/loops.rs:57" *)
    wire last_part;
    (* src = "hdl/src/vector/sequencer/loops.rs:58" *)
    wire [19:0] part_less;
    (* src = "hdl/src/vector/sequencer/loops.rs:59" *)
    wire next_part;
    (* src = "hdl/src/vector/sequencer.rs:156" *)
    wire _either, of_norm;
    (* src = "hdl/src/vector/sequencer.rs:157" *)
    wire ends;
    (* src = "hdl/src/vector/sequencer.rs:160" *)
    wire has_choice;
    (* src = "hdl/src/vector/sequencer.rs:161" *)
    wire [1:0] chosen;
    (* src = "hdl/src/vector/sequencer.rs:162" *)
    reg [1:0] sink_kept = 2'd0;
    (* src = "hdl/src/vector/sequencer.rs:164" *)
    wire streams;
    (* src = "hdl/src/vector/sequencer.rs:165" *)
    wire some_on_their_way;
    (* src = "hdl/src/vector/sequencer.rs:166" *)
    wire last;
    (* src = "hdl/src/vector/sequencer/timing.rs:36" *)
    reg alive_1 = 1'd0, alive_2 = 1'd0, alive_3 = 1'd0, alive_4 = 1'd0, alive_5 = 1'd0, alive_6 = 1'd0, alive_7 = 1'd0,
            alive_8 = 1'd0, alive_9 = 1'd0, alive_10 = 1'd0, alive_11 = 1'd0, alive_12 = 1'd0, alive_13 = 1'd0,
            alive_14 = 1'd0, alive_15 = 1'd0, alive_16 = 1'd0, alive_17 = 1'd0, alive_18 = 1'd0, alive_19 = 1'd0,
            alive_20 = 1'd0, alive_21 = 1'd0, alive_22 = 1'd0, alive_23 = 1'd0, alive_24 = 1'd0, alive_25 = 1'd0,
            alive_26 = 1'd0, alive_27 = 1'd0, alive_28 = 1'd0, alive_29 = 1'd0, alive_30 = 1'd0, alive_31 = 1'd0,
            alive_32 = 1'd0, alive_33 = 1'd0, alive_34 = 1'd0, alive_35 = 1'd0, alive_36 = 1'd0, alive_37 = 1'd0,
            alive_38 = 1'd0, alive_39 = 1'd0, alive_40 = 1'd0, alive_41 = 1'd0, alive_42 = 1'd0, alive_43 = 1'd0,
            alive_44 = 1'd0, alive_45 = 1'd0, alive_46 = 1'd0, alive_47 = 1'd0, alive_48 = 1'd0, alive_49 = 1'd0,
            alive_50 = 1'd0, alive_51 = 1'd0, alive_52 = 1'd0, alive_53 = 1'd0, alive_54 = 1'd0, alive_55 = 1'd0,
            alive_56 = 1'd0, alive_57 = 1'd0, alive_58 = 1'd0, alive_59 = 1'd0, alive_60 = 1'd0, alive_61 = 1'd0,
            alive_62 = 1'd0, alive_63 = 1'd0, alive_64 = 1'd0, alive_65 = 1'd0, alive_66 = 1'd0, alive_67 = 1'd0,
            alive_68 = 1'd0, alive_69 = 1'd0, alive_70 = 1'd0;
    (* src = "hdl/src/vector/sequencer/timing.rs:32" *)
    wire before_word_0, before_word_1, before_word_2, before_word_3, before_word_4, before_word_5, before_word_6,
            before_word_7, before_word_8, before_word_9, before_word_10, before_word_11, before_word_12, before_word_13,
            before_word_14, before_word_15, before_word_16, before_word_17, before_word_18, before_word_19,
            before_word_20, before_word_21, before_word_22, before_word_23, before_word_24, before_word_25,
            before_word_26, before_word_27, before_word_28, before_word_29, before_word_30, before_word_31,
            before_word_32, before_word_33, before_word_34, before_word_35, before_word_36, before_word_37,
            before_word_38, before_word_39, before_word_40, before_word_41, before_word_42, before_word_43,
            before_word_44, before_word_45, before_word_46, before_word_47, before_word_48, before_word_49,
            before_word_50, before_word_51, before_word_52, before_word_53, before_word_54, before_word_55,
            before_word_56, before_word_57, before_word_58, before_word_59, before_word_60, before_word_61,
            before_word_62, before_word_63, before_word_64, before_word_65, before_word_66, before_word_67,
            before_word_68;
    (* src = "hdl/src/vector/sequencer/timing.rs:45" *)
    reg last_1 = 1'd0, last_2 = 1'd0, last_3 = 1'd0;
    (* src = "hdl/src/vector/sequencer/timing.rs:54" *)
    reg _nonzero_q = 1'd0;
    (* src = "hdl/src/vector/sequencer.rs:168" *)
    wire done;
    (* src = "hdl/src/vector/sequencer.rs:248" *)
    wire [5:0] up;
    (* src = "hdl/src/vector/sequencer.rs:169" *)
    wire [5:0] change;
    (* src = "hdl/src/vector/sequencer.rs:173" *)
    wire _equal;
    (* src = "hdl/src/vector/sequencer.rs:175" *)
    reg emptied = 1'd0;
    (* src = "hdl/src/vector/sequencer.rs:176" *)
    wire drained;
    (* src = "hdl/src/vector/sequencer.rs:178" *)
    reg over = 1'd0;
    (* src = "hdl/src/vector/sequencer.rs:181" *)
    wire [3:0] first_kind;
    (* src = "hdl/src/vector/sequencer.rs:183" *)
    wire _both_1;
    (* src = "hdl/src/vector/sequencer.rs:188" *)
    wire [3:0] next_kind;
    (* src = "hdl/src/vector/sequencer.rs:191" *)
    wire is_0, is_1, is_2, is_3, is_4, is_5, is_6, is_7, is_8, is_9;
    (* src = "hdl/src/vector/sequencer.rs:195" *)
    wire _equal_1, _equal_2;
    (* src = "hdl/src/vector/sequencer.rs:193" *)
    wire dues_0, dues_1, dues_2, dues_3, dues_4, dues_5, dues_6;
    (* src = "hdl/src/vector/sequencer.rs:199" *)
    wire [2:0] after_drain;
    (* src = "hdl/src/vector/sequencer.rs:210" *)
    reg rests = 1'd1;
    (* src = "hdl/src/vector/sequencer.rs:233" *)
    wire delivers;
    (* src = "hdl/src/vector/sequencer/timing.rs:68" *)
    wire _both_2, _nonzero, _both_3, _both_4, _both_5, _both_6, _both_7, _both_8, _both_9;
    (* src = "hdl/src/vector/sequencer/timing.rs:101" *)
    reg steps_step_a_q = 1'd0, _both_2_q = 1'd0, steps_read_b_q = 1'd0, steps_read_c_q = 1'd0, steps_leaves_q = 1'd0,
            moves_take_left_q = 1'd0, moves_take_right_q = 1'd0, moves_take_other_q = 1'd0, moves_times_other_q = 1'd0,
            moves_of_product_q = 1'd0, moves_of_quotient_q = 1'd0, moves_keeps_q = 1'd0, moves_subtracts_q = 1'd0,
            take_epsilon_q = 1'd0, multiplies_q = 1'd0, squares_q = 1'd0, adds_q = 1'd0, is_exponent_q = 1'd0,
            divides_q = 1'd0, result_q = 1'd0;
    (* src = "hdl/src/vector/sequencer/timing.rs:103" *)
    reg steps_rewind_q = 1'd0;
    (* src = "hdl/src/vector/sequencer/timing.rs:104" *)
    reg steps_next_head_q = 1'd0;
    (* src = "hdl/src/vector/sequencer/timing.rs:105" *)
    reg _both_q = 1'd0;
    (* src = "hdl/src/vector/sequencer/timing.rs:106" *)
    reg _nonzero_q_1 = 1'd0;
    assign idle_1 = mode == MODE_IDLE;
    assign begins = mode == MODE_BEGIN;
    assign operation = {1'b0, order_data[2:0]};
    assign next_phase = phase + 2'd1;
    assign room = ~on_their_way[5];
    assign may_issue = (mode == MODE_ISSUE) & due & room;
    assign fetched_ready = may_issue & is_fetch;
    assign results_ready = may_issue & is_collect;
    assign source = (some_fetched | ~is_fetch) & (some_result | ~is_collect);
    assign issue = may_issue & source;
    assign to_collect = order_data[2:0] == 3'd7;
    assign to_turn = order_data[2:0] == 3'd5;
    assign to_fetch = order_data[2:0] == 3'd6;
    assign outputs = {13'b0, {order_data[46:40], 1'd0}};
    assign elements_0 = order_data[36:16];
    assign elements_1 = to_fetch ? {1'b0, order_data[36:17]} : elements_0;
    assign elements_2 = to_turn ? {6'b0, order_data[119:105]} : elements_1;
    assign elements_3 = to_collect ? outputs : elements_2;
    assign parts = to_collect ? order_data[67:48] : {13'b0, order_data[14:8]};
    assign last_of_part = (left == 21'h1) | is_epsilon;
    assign counted = issue & ~is_epsilon;
    assign one_less = left - 21'h1;
    assign _both = counted & last_of_part;
    assign above = |parts_left[19:1];
    assign last_part = ~above & ~(parts_left[0] ^ is_collect);
    assign part_less = parts_left - 20'h1;
    assign next_part = _both & ~is_squares;
    assign _either = is_epsilon | is_squares;
    assign of_norm = _either | is_norm;
    assign ends = last_of_part & (last_part | of_norm) & issue;
    assign has_choice = ~(operation < 4'd5);
    assign chosen = has_choice ? 2'd0 : order_data[5:4];
    assign streams = (|sink_kept) & ~_either;
    assign some_on_their_way = |on_their_way;
    assign last = issue & last_of_part;
    assign before_word_0 = alive_1 & some_on_their_way;
    assign before_word_1 = alive_2 & some_on_their_way;
    assign before_word_2 = alive_3 & some_on_their_way;
    assign before_word_3 = alive_4 & some_on_their_way;
    assign before_word_4 = alive_5 & some_on_their_way;
    assign before_word_5 = alive_6 & some_on_their_way;
    assign before_word_6 = alive_7 & some_on_their_way;
    assign before_word_7 = alive_8 & some_on_their_way;
    assign before_word_8 = alive_9 & some_on_their_way;
    assign before_word_9 = alive_10 & some_on_their_way;
    assign before_word_10 = alive_11 & some_on_their_way;
    assign before_word_11 = alive_12 & some_on_their_way;
    assign before_word_12 = alive_13 & some_on_their_way;
    assign before_word_13 = alive_14 & some_on_their_way;
    assign before_word_14 = alive_15 & some_on_their_way;
    assign before_word_15 = alive_16 & some_on_their_way;
    assign before_word_16 = alive_17 & some_on_their_way;
    assign before_word_17 = alive_18 & some_on_their_way;
    assign before_word_18 = alive_19 & some_on_their_way;
    assign before_word_19 = alive_20 & some_on_their_way;
    assign before_word_20 = alive_21 & some_on_their_way;
    assign before_word_21 = alive_22 & some_on_their_way;
    assign before_word_22 = alive_23 & some_on_their_way;
    assign before_word_23 = alive_24 & some_on_their_way;
    assign before_word_24 = alive_25 & some_on_their_way;
    assign before_word_25 = alive_26 & some_on_their_way;
    assign before_word_26 = alive_27 & some_on_their_way;
    assign before_word_27 = alive_28 & some_on_their_way;
    assign before_word_28 = alive_29 & some_on_their_way;
    assign before_word_29 = alive_30 & some_on_their_way;
    assign before_word_30 = alive_31 & some_on_their_way;
    assign before_word_31 = alive_32 & some_on_their_way;
    assign before_word_32 = alive_33 & some_on_their_way;
    assign before_word_33 = alive_34 & some_on_their_way;
    assign before_word_34 = alive_35 & some_on_their_way;
    assign before_word_35 = alive_36 & some_on_their_way;
    assign before_word_36 = alive_37 & some_on_their_way;
    assign before_word_37 = alive_38 & some_on_their_way;
    assign before_word_38 = alive_39 & some_on_their_way;
    assign before_word_39 = alive_40 & some_on_their_way;
    assign before_word_40 = alive_41 & some_on_their_way;
    assign before_word_41 = alive_42 & some_on_their_way;
    assign before_word_42 = alive_43 & some_on_their_way;
    assign before_word_43 = alive_44 & some_on_their_way;
    assign before_word_44 = alive_45 & some_on_their_way;
    assign before_word_45 = alive_46 & some_on_their_way;
    assign before_word_46 = alive_47 & some_on_their_way;
    assign before_word_47 = alive_48 & some_on_their_way;
    assign before_word_48 = alive_49 & some_on_their_way;
    assign before_word_49 = alive_50 & some_on_their_way;
    assign before_word_50 = alive_51 & some_on_their_way;
    assign before_word_51 = alive_52 & some_on_their_way;
    assign before_word_52 = alive_53 & some_on_their_way;
    assign before_word_53 = alive_54 & some_on_their_way;
    assign before_word_54 = alive_55 & some_on_their_way;
    assign before_word_55 = alive_56 & some_on_their_way;
    assign before_word_56 = alive_57 & some_on_their_way;
    assign before_word_57 = alive_58 & some_on_their_way;
    assign before_word_58 = alive_59 & some_on_their_way;
    assign before_word_59 = alive_60 & some_on_their_way;
    assign before_word_60 = alive_61 & some_on_their_way;
    assign before_word_61 = alive_62 & some_on_their_way;
    assign before_word_62 = alive_63 & some_on_their_way;
    assign before_word_63 = alive_64 & some_on_their_way;
    assign before_word_64 = alive_65 & some_on_their_way;
    assign before_word_65 = alive_66 & some_on_their_way;
    assign before_word_66 = alive_67 & some_on_their_way;
    assign before_word_67 = alive_68 & some_on_their_way;
    assign before_word_68 = alive_69 & some_on_their_way;
    assign done = streams ? taken : _nonzero_q;
    assign up = {5'b0, issue & ~done};
    assign change = (done & ~issue) ? 6'd63 : up;
    assign _equal = mode == MODE_DRAIN;
    assign drained = _equal & emptied;
    assign root_start = drained & is_squares;
    assign first_kind = (operation == 4'd1) ? STEP_KIND_EPSILON : operation;
    assign _both_1 = (mode == MODE_ROOT) & root_done;
    assign next_kind = begins ? first_kind : _both_1 ? STEP_KIND_NORM : (drained & (is_epsilon | (is_norm & ~over)))
            ? STEP_KIND_SQUARES : step_kind;
    assign is_0 = next_kind == 4'd0;
    assign is_1 = next_kind == 4'd1;
    assign _equal_1 = next_phase[0] == 1'd0;
    assign dues_0 = is_1 & _equal_1;
    assign is_2 = next_kind == 4'd2;
    assign _equal_2 = next_phase == 2'd0;
    assign dues_1 = is_2 & _equal_2;
    assign is_3 = next_kind == 4'd3;
    assign dues_2 = is_3 & _equal_1;
    assign is_4 = next_kind == 4'd4;
    assign dues_3 = is_4 & _equal_1;
    assign is_5 = next_kind == 4'd5;
    assign dues_4 = is_5 & _equal_2;
    assign is_6 = next_kind == 4'd6;
    assign dues_5 = is_6 & _equal_1;
    assign is_7 = next_kind == 4'd7;
    assign is_8 = next_kind == 4'd8;
    assign dues_6 = is_8 & _equal_1;
    assign is_9 = next_kind == 4'd9;
    assign after_drain = over ? MODE_FLUSH : MODE_ISSUE;
    assign odd = is_collect & left[0];
    assign delivers = issue & ~_either;
    assign _both_2 = is_rope & alive_3;
    assign _nonzero = |{alive_1, issue};
    assign _both_3 = is_copy & alive_4;
    assign _both_4 = is_norm & alive_21;
    assign _both_5 = is_swiglu & alive_69;
    assign _both_6 = is_add & alive_15;
    assign _both_7 = is_multiply & alive_13;
    assign _both_8 = is_fetch & alive_1;
    assign _both_9 = is_collect & issue;
    assign order_ready = begins;
    assign idle = rests;
    assign start = begins;
    assign a = order_data[87:72];
    assign b = order_data[103:88];
    assign d = order_data[119:104];
    assign stride = order_data[135:120];
    assign length = elements_0;
    assign halves = order_data[6];
    assign tag = order_data[159:136];
    assign sink = sink_kept;
    assign kind = step_kind;
    assign steps_issues = delivers;
    assign steps_advances = delivers & ~(is_collect & ~odd);
    assign steps_next_pair = last & is_collect;
    assign steps_step_a = steps_step_a_q;
    assign steps_read_partner = _both_2_q;
    assign steps_read_b = steps_read_b_q;
    assign steps_read_c = steps_read_c_q;
    assign steps_leaves = steps_leaves_q;
    assign moves_take_left = moves_take_left_q;
    assign moves_take_right = moves_take_right_q;
    assign moves_take_other = moves_take_other_q;
    assign moves_times_other = moves_times_other_q;
    assign moves_of_product = moves_of_product_q;
    assign moves_of_quotient = moves_of_quotient_q;
    assign moves_keeps = moves_keeps_q;
    assign moves_subtracts = moves_subtracts_q;
    assign take_epsilon = take_epsilon_q;
    assign multiplies = multiplies_q;
    assign squares = squares_q;
    assign adds = adds_q;
    assign is_exponent = is_exponent_q;
    assign divides = divides_q;
    assign result = result_q;
    assign steps_rewind = steps_rewind_q;
    assign steps_next_head = steps_next_head_q;
    assign steps_second = _nonzero_q_1 | _both_q;
    assign width = limit[15:0];
    assign flush = mode == MODE_FLUSH;
    wire unused = &{1'b0, order_data};
    always @(posedge clock) begin
        if (idle_1 & order_valid) mode <= MODE_BEGIN;
        else if (begins) mode <= MODE_ISSUE;
        else if (ends) mode <= MODE_DRAIN;
        else if (root_start) mode <= MODE_ROOT;
        else if (drained) mode <= after_drain;
        else if (_both_1) mode <= MODE_ISSUE;
        else if ((mode == MODE_FLUSH) & sinks_empty) mode <= MODE_IDLE;
        step_kind <= next_kind;
        is_copy <= is_0;
        is_norm <= is_1;
        is_swiglu <= is_2;
        is_add <= is_3;
        is_multiply <= is_4;
        is_rope <= is_5;
        is_fetch <= is_6;
        is_collect <= is_7;
        is_epsilon <= is_8;
        is_squares <= is_9;
        phase <= next_phase;
        due <= |{is_9, dues_6, is_7, dues_5, dues_4, dues_3, dues_2, dues_1, dues_0, is_0};
        on_their_way <= on_their_way + change;
        if (begins) limit <= elements_3;
        if (begins) left <= elements_3;
        else if (_both) left <= limit;
        else if (counted) left <= one_less;
        if (begins) parts_left <= parts;
        else if (next_part) parts_left <= part_less;
        if (begins) sink_kept <= chosen;
        alive_1 <= issue;
        alive_2 <= before_word_0;
        alive_3 <= before_word_1;
        alive_4 <= before_word_2;
        alive_5 <= before_word_3;
        alive_6 <= before_word_4;
        alive_7 <= before_word_5;
        alive_8 <= before_word_6;
        alive_9 <= before_word_7;
        alive_10 <= before_word_8;
        alive_11 <= before_word_9;
        alive_12 <= before_word_10;
        alive_13 <= before_word_11;
        alive_14 <= before_word_12;
        alive_15 <= before_word_13;
        alive_16 <= before_word_14;
        alive_17 <= before_word_15;
        alive_18 <= before_word_16;
        alive_19 <= before_word_17;
        alive_20 <= before_word_18;
        alive_21 <= before_word_19;
        alive_22 <= before_word_20;
        alive_23 <= before_word_21;
        alive_24 <= before_word_22;
        alive_25 <= before_word_23;
        alive_26 <= before_word_24;
        alive_27 <= before_word_25;
        alive_28 <= before_word_26;
        alive_29 <= before_word_27;
        alive_30 <= before_word_28;
        alive_31 <= before_word_29;
        alive_32 <= before_word_30;
        alive_33 <= before_word_31;
        alive_34 <= before_word_32;
        alive_35 <= before_word_33;
        alive_36 <= before_word_34;
        alive_37 <= before_word_35;
        alive_38 <= before_word_36;
        alive_39 <= before_word_37;
        alive_40 <= before_word_38;
        alive_41 <= before_word_39;
        alive_42 <= before_word_40;
        alive_43 <= before_word_41;
        alive_44 <= before_word_42;
        alive_45 <= before_word_43;
        alive_46 <= before_word_44;
        alive_47 <= before_word_45;
        alive_48 <= before_word_46;
        alive_49 <= before_word_47;
        alive_50 <= before_word_48;
        alive_51 <= before_word_49;
        alive_52 <= before_word_50;
        alive_53 <= before_word_51;
        alive_54 <= before_word_52;
        alive_55 <= before_word_53;
        alive_56 <= before_word_54;
        alive_57 <= before_word_55;
        alive_58 <= before_word_56;
        alive_59 <= before_word_57;
        alive_60 <= before_word_58;
        alive_61 <= before_word_59;
        alive_62 <= before_word_60;
        alive_63 <= before_word_61;
        alive_64 <= before_word_62;
        alive_65 <= before_word_63;
        alive_66 <= before_word_64;
        alive_67 <= before_word_65;
        alive_68 <= before_word_66;
        alive_69 <= before_word_67;
        alive_70 <= before_word_68;
        last_1 <= last;
        last_2 <= last_1;
        last_3 <= last_2;
        _nonzero_q <= |{is_squares & alive_13, is_epsilon & alive_5, is_collect & alive_1, is_fetch & alive_2,
                is_rope & alive_27, is_multiply & alive_14, is_add & alive_16, is_swiglu & alive_70, is_norm & alive_22,
                is_copy & alive_5};
        emptied <= _equal & ~some_on_their_way;
        if (begins) over <= 1'd0;
        else if (ends) over <= last_part & ~_either;
        rests <= idle_1;
        steps_step_a_q <= |{is_squares & issue, _both_2, is_multiply & issue, is_add & issue, is_swiglu & issue,
                is_copy & issue};
        _both_2_q <= _both_2;
        steps_read_b_q <= |{is_epsilon & _nonzero, is_rope & (|{alive_2, issue}), is_multiply & alive_1,
                is_swiglu & alive_57, is_norm & alive_9};
        steps_read_c_q <= |{is_add & alive_1, is_swiglu & alive_27, is_norm & issue};
        steps_leaves_q <= |{_both_9, _both_8, is_rope & alive_26, _both_7, _both_6, _both_5, _both_4, _both_3};
        moves_take_left_q <= |{is_squares & alive_3, is_rope & (|{alive_6, alive_4}), is_multiply & alive_3,
                is_add & alive_3, is_swiglu & (|{alive_30, alive_3}), is_norm & alive_3, is_copy & alive_3};
        moves_take_right_q <= |{_both_2, is_multiply & alive_4, is_add & alive_4, is_swiglu & alive_60,
                is_norm & alive_12};
        moves_take_other_q <= is_rope & alive_5;
        moves_times_other_q <= |{is_rope & (|{alive_8, alive_6}), is_swiglu & alive_4, is_norm & alive_4};
        moves_of_product_q <= is_norm & alive_13;
        moves_of_quotient_q <= is_swiglu & alive_61;
        moves_keeps_q <= is_rope & alive_13;
        moves_subtracts_q <= is_rope & alive_16;
        take_epsilon_q <= is_epsilon & (|{alive_4, alive_3});
        multiplies_q <= |{is_rope & (|{alive_8, alive_7, alive_6, alive_5}), is_multiply & alive_5,
                is_swiglu & (|{alive_61, alive_4}), is_norm & (|{alive_13, alive_4})};
        squares_q <= is_squares & alive_4;
        adds_q <= |{is_rope & (|{alive_16, alive_15}), is_add & alive_5, is_swiglu & alive_21};
        is_exponent_q <= is_swiglu & alive_12;
        divides_q <= is_swiglu & alive_31;
        result_q <= |{_both_9, is_fetch & _nonzero, is_rope & (|{alive_26, alive_25}), _both_7, _both_6, _both_5,
                _both_4, _both_3};
        steps_rewind_q <= |{is_rope & last_2, is_multiply & last_1};
        steps_next_head_q <= is_rope & last_3;
        _both_q <= odd & issue;
        _nonzero_q_1 <= |{_both_8, is_rope & alive_25};
    end
endmodule

module harmonia_system_sinks (
    input wire clock,
    // Where results go; stays until `empty`.
    input wire [1:0] sink,
    // A result, FP32.
    input wire [31:0] value,
    // It is there, and is taken: there is room in the queue.
    input wire offered,
    // The same result as FP16, later.
    input wire [15:0] half,
    // It is there.
    input wire half_valid,
    // No element comes any more.
    input wire flush,
    // FP32 values, four a beat; blocks are complete.
    output wire [127:0] activations_data,
    output wire activations_valid,
    input wire activations_ready,
    // FP16 values.
    output wire [15:0] vectors_data,
    output wire vectors_valid,
    input wire vectors_ready,
    // Words for memory.
    output wire [63:0] spilled_data,
    output wire spilled_valid,
    input wire spilled_ready,
    // A pulse: an element has left the queue.
    output wire taken,
    // Nothing waits; in a flush.
    output wire empty
);
    // Results, one after the other, to beats of a block, words or FP16 values.
    (* src = "hdl/src/stream/fifo.rs:29" *)
    (* no_rw_check *) reg [31:0] results [0:31];
    (* src = "hdl/src/vector/sinks.rs:65" *)
    reg blocks = 1'd0, halves = 1'd0, words = 1'd0;
    (* src = "hdl/src/vector/sinks.rs:72" *)
    wire ready_0, ready_1, ready_2;
    (* src = "hdl/src/vector/sinks.rs:74" *)
    wire [31:0] entering;
    (* src = "hdl/src/vector/sinks.rs:75" *)
    wire push;
    (* src = "hdl/src/stream/fifo.rs:27" *)
    reg [5:0] head = 6'd0;
    (* src = "hdl/src/stream/fifo.rs:28" *)
    reg [5:0] tail = 6'd0;
    (* src = "hdl/src/stream/fifo.rs:34" *)
    wire _inverse;
    (* src = "hdl/src/stream/fifo.rs:35" *)
    wire [31:0] oldest;
    (* src = "hdl/src/vector/sinks.rs:77" *)
    reg [4:0] count = 5'd0;
    (* src = "hdl/src/vector/sinks.rs:78" *)
    reg beat = 1'd0;
    (* src = "hdl/src/vector/sinks.rs:80" *)
    wire free;
    (* src = "hdl/src/vector/sinks.rs:81" *)
    wire pop;
    (* src = "hdl/src/vector/sinks.rs:83" *)
    wire _nonzero, pad;
    (* src = "hdl/src/vector/sinks.rs:84" *)
    wire step;
    (* src = "hdl/src/vector/sinks.rs:86" *)
    wire last;
    (* src = "hdl/src/vector/sinks.rs:87" *)
    wire [4:0] next;
    (* src = "hdl/src/vector/sinks.rs:92" *)
    wire leaves;
    (* src = "hdl/src/vector/sinks.rs:95" *)
    wire [31:0] element;
    (* src = "hdl/src/vector/sinks.rs:96" *)
    reg [127:0] values = 128'h0;
    (* src = "hdl/src/vector/sinks.rs:97" *)
    wire [95:0] older;
    (* src = "hdl/src/vector/sinks.rs:100" *)
    wire [15:0] datas_0;
    (* src = "hdl/src/vector/sinks.rs:100" *)
    wire [63:0] datas_1;
    (* src = "hdl/src/vector/sinks.rs:109" *)
    wire waits;
    assign ready_0 = activations_ready & blocks;
    assign ready_1 = vectors_ready & halves;
    assign ready_2 = spilled_ready & words;
    assign entering = halves ? {16'b0, half} : value;
    assign push = half_valid | offered;
    assign _inverse = ~(head == tail);
    assign oldest = results[head[4:0]];
    assign free = ~beat;
    assign pop = free & _inverse;
    assign _nonzero = |count;
    assign pad = free & flush & _nonzero & ~_inverse;
    assign step = pop | pad;
    assign last = halves | (words & count[0]) | (&count[1:0]);
    assign next = count + 5'd1;
    assign leaves = ready_0 | ready_1 | ready_2;
    assign element = pop ? oldest : 32'h0;
    assign older = values[127:32];
    assign datas_0 = values[111:96];
    assign datas_1 = values[127:64];
    assign waits = _inverse | _nonzero | beat;
    assign activations_data = values;
    assign activations_valid = beat & blocks;
    assign vectors_data = datas_0;
    assign vectors_valid = beat & halves;
    assign spilled_data = datas_1;
    assign spilled_valid = beat & words;
    assign taken = pop;
    assign empty = ~waits;
    always @(posedge clock) begin
        blocks <= sink == 2'd1;
        halves <= sink == 2'd2;
        words <= sink == 2'd3;
        if (pop) head <= head + 6'd1;
        if (push) tail <= tail + 6'd1;
        if (step & (last & ~blocks)) count <= 5'd0;
        else if (step) count <= next;
        beat <= (step & last) | (beat & ~leaves);
        if (step) values <= {element, older};
        if (push) results[tail[4:0]] <= entering;
    end
endmodule

module harmonia_system_skid_buffer_34 (
    input wire clock,
    // Beats that come: ready while a place is free, which does not depend on `down` in the same cycle.
    input wire [33:0] up_data,
    input wire up_valid,
    output wire up_ready,
    // The same beats in their order, a cycle later at least.
    output wire [33:0] down_data,
    output wire down_valid,
    input wire down_ready
);
    // Two places in a stream: valid, data and ready stand in registers.
    (* src = "hdl/src/stream/skid_buffer.rs:21" *)
    reg [33:0] first = 34'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:22" *)
    reg [33:0] second = 34'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:23" *)
    reg holds_one = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:24" *)
    reg holds_two = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:26" *)
    wire push;
    (* src = "hdl/src/stream/skid_buffer.rs:27" *)
    wire moves;
    (* src = "hdl/src/stream/skid_buffer.rs:31" *)
    wire _either;
    assign push = up_valid & ~holds_two;
    assign moves = ~holds_one | down_ready;
    assign _either = holds_two | push;
    assign up_ready = ~holds_two;
    assign down_data = first;
    assign down_valid = holds_one;
    always @(posedge clock) begin
        if (moves) first <= holds_two ? second : up_data;
        if (~holds_two) second <= up_data;
        holds_one <= moves ? _either : 1'd1;
        holds_two <= ~moves & _either;
    end
endmodule

module harmonia_system_skid_buffer_64 (
    input wire clock,
    // Beats that come: ready while a place is free, which does not depend on `down` in the same cycle.
    input wire [63:0] up_data,
    input wire up_valid,
    output wire up_ready,
    // The same beats in their order, a cycle later at least.
    output wire [63:0] down_data,
    output wire down_valid,
    input wire down_ready
);
    // Two places in a stream: valid, data and ready stand in registers.
    (* src = "hdl/src/stream/skid_buffer.rs:21" *)
    reg [63:0] first = 64'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:22" *)
    reg [63:0] second = 64'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:23" *)
    reg holds_one = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:24" *)
    reg holds_two = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:26" *)
    wire push;
    (* src = "hdl/src/stream/skid_buffer.rs:27" *)
    wire moves;
    (* src = "hdl/src/stream/skid_buffer.rs:31" *)
    wire _either;
    assign push = up_valid & ~holds_two;
    assign moves = ~holds_one | down_ready;
    assign _either = holds_two | push;
    assign up_ready = ~holds_two;
    assign down_data = first;
    assign down_valid = holds_one;
    always @(posedge clock) begin
        if (moves) first <= holds_two ? second : up_data;
        if (~holds_two) second <= up_data;
        holds_one <= moves ? _either : 1'd1;
        holds_two <= ~moves & _either;
    end
endmodule

module harmonia_system_softmax_control (
    input wire clock,
    // The phase of softmax begins, with the tokens of group 0.
    input wire start,
    // The query's group of 32 tokens: the last one that there are scores for. Stays until the phase's
    // end.
    input wire [10:0] group,
    // The query's own token: it does not see later ones. Stays until the phase's end.
    input wire [15:0] position,
    // Queries less one: how many rows have weights to offer. Stays until the phase's end.
    input wire [1:0] last_query,
    // A pulse when the rows have the weights of the group just read.
    input wire lanes_valid,
    // The weights on offer are taken in this cycle, those of one row.
    input wire taken,
    // The score at `read_address` is wanted of every row.
    output wire read,
    // The token whose score is wanted.
    output wire [13:0] read_address,
    // The query sees the token of the score that comes out of the buffers now, four cycles after its
    // `read`.
    output wire visible,
    // Weights of a row are there for the engine; they wait until `taken`.
    output wire offers,
    // Row 0 takes the weights of row 1, that one those of row 2, and so on.
    output wire moves
);
    // Reads 32 scores of every row at once, then offers the rows' weights to the engine, one row after the other.
    (* src = "hdl/src/attention/query/softmax_control.rs:48" *)
    reg lanes_valid_q = 1'd0;
    (* src = "hdl/src/attention/query/softmax_control.rs:52" *)
    reg reading = 1'd0;
    (* src = "hdl/src/attention/query/softmax_control.rs:53" *)
    reg offering = 1'd0;
    (* src = "hdl/src/attention/query/softmax_control.rs:54" *)
    reg [15:0] token = 16'h0;
    (* src = "hdl/src/attention/query/softmax_control.rs:55" *)
    reg [1:0] row = 2'd0;
    (* src = "hdl/src/attention/query/softmax_control.rs:56" *)
    wire group_read;
    (* src = "hdl/src/attention/query/softmax_control.rs:57" *)
    wire last_row;
    (* src = "hdl/src/attention/query/softmax_control.rs:59" *)
    reg taken_q = 1'd0;
    (* src = "hdl/src/attention/query/softmax_control.rs:62" *)
    reg group_done = 1'd0;
    (* src = "hdl/src/attention/query/softmax_control.rs:64" *)
    wire [10:0] next_group;
    (* src = "hdl/src/attention/query/softmax_control.rs:65" *)
    reg more;
    (* src = "hdl/src/attention/query/softmax_control.rs:68" *)
    wire [15:0] token_next;
    (* src = "hdl/src/attention/query/softmax_control.rs:73" *)
    wire [1:0] row_next;
    (* src = "hdl/src/attention/query/softmax_control.rs:76" *)
    wire visible_0;
    (* src = "hdl/src/attention/query/softmax_control.rs:77" *)
    reg visible_0_q, visible_0_q2, visible_0_q3, visible_q;
    assign group_read = reading & (&token[4:0]);
    assign last_row = row == last_query;
    assign next_group = token[15:5];
    assign token_next = token + 16'h1;
    assign row_next = row + 2'd1;
    assign visible_0 = ~(position < token);
    assign read = reading;
    assign read_address = token[13:0];
    assign visible = visible_q;
    assign offers = offering;
    assign moves = taken;
    always @(posedge clock) begin
        lanes_valid_q <= lanes_valid;
        reading <= start | (group_done & more) | (reading & ~group_read);
        offering <= lanes_valid_q | (offering & ~group_done);
        if (start) token <= 16'h0;
        else if (reading) token <= token_next;
        if (taken_q) row <= last_row ? 2'd0 : row_next;
        taken_q <= taken;
        group_done <= taken & last_row;
        more <= ~(group < next_group);
        visible_0_q <= visible_0;
        visible_0_q2 <= visible_0_q;
        visible_0_q3 <= visible_0_q2;
        visible_q <= visible_0_q3;
    end
endmodule

module harmonia_system_softmax_lane (
    input wire clock,
    // A score in units of 2^-16, two's complement; one that exceeds `ceiling` by 1 or more has the
    // weight 0.
    input wire [31:0] score,
    // The ceiling of the query's scores, two's complement; stays while they come.
    input wire [16:0] ceiling,
    // The query sees the score's token; else its weight is 0.
    input wire visible,
    // A score is there, and is taken: 32 make a beat of weights, with any number of cycles between two
    // of them.
    input wire score_valid,
    // Two cycles later the weights are those of the next row: rows leave one after the other. No score
    // may be under way to them then.
    input wire moves,
    // The weights of the next row, which `moves` brings here.
    input wire [671:0] next_weights,
    // Weights of 32 tokens, 21 bits each, the first in the lowest bits: 16 of the fraction, 5 of the
    // exponent field; 0 for none. They stay until a score or `moves` changes them.
    output wire [671:0] weights,
    // A pulse when 32 weights are complete, six cycles after the last of their scores.
    output wire weights_valid
);
    // p = 2^(score - ceiling) from a table of 64 entries and slopes; 32 of them a beat.
    (* src = "hdl/src/attention/query/softmax_lane.rs:76" *)
    reg [31:0] score_q;
    (* src = "hdl/src/attention/query/softmax_lane.rs:77" *)
    reg [16:0] ceiling_q;
    (* src = "hdl/src/attention/query/softmax_lane.rs:78" *)
    reg visible_q;
    (* src = "hdl/src/attention/query/softmax_lane.rs:82" *)
    reg moves_q = 1'd0;
    (* src = "hdl/src/attention/query/softmax_lane.rs:87" *)
    reg [17:0] n;
    (* src = "hdl/src/attention/query/softmax_lane.rs:88" *)
    wire beyond;
    (* src = "hdl/src/attention/query/softmax_lane.rs:90" *)
    wire above;
    (* src = "hdl/src/attention/query/softmax_lane.rs:91" *)
    reg visible_q2;
    (* src = "hdl/src/attention/query/softmax_lane.rs:91" *)
    wire counts;
    (* src = "hdl/src/attention/query/softmax_lane.rs:93" *)
    reg [4:0] field_0;
    (* src = "hdl/src/attention/query/softmax_lane.rs:125" *)
    reg [26:0] entry;
    (* src = "hdl/src/attention/query/softmax_lane.rs:126" *)
    wire [15:0] base;
    (* src = "hdl/src/attention/query/softmax_lane.rs:126" *)
    wire [10:0] slope;
    (* src = "hdl/src/attention/query/softmax_lane.rs:127" *)
    reg [9:0] r;
    (* src = "hdl/src/attention/query/softmax_lane.rs:128" *)
    wire [11:0] _wide;
    (* src = "hdl/src/attention/query/softmax_lane.rs:128" *)
    wire [10:0] _wide_1;
    (* src = "hdl/src/attention/query/softmax_lane.rs:128" *)
    reg [11:0] rise_a;
    (* src = "hdl/src/attention/query/softmax_lane.rs:128" *)
    reg [10:0] rise_b;
    (* src = "hdl/src/attention/query/softmax_lane.rs:128" *)
    reg [22:0] rise;
    (* src = "hdl/src/attention/query/softmax_lane.rs:136" *)
    reg [15:0] base_q, base_q2;
    (* src = "hdl/src/attention/query/softmax_lane.rs:95" *)
    wire [15:0] y_0;
    (* src = "hdl/src/attention/query/softmax_lane.rs:97" *)
    reg [4:0] field_1;
    (* src = "hdl/src/attention/query/softmax_lane.rs:102" *)
    reg [15:0] y_1;
    (* src = "hdl/src/attention/query/softmax_lane.rs:103" *)
    reg [4:0] field_1_q;
    (* src = "hdl/src/attention/query/softmax_lane.rs:103" *)
    wire [20:0] p;
    (* src = "hdl/src/attention/query/softmax_lane.rs:106" *)
    reg score_valid_q = 1'd0, score_valid_q2 = 1'd0, score_valid_q3 = 1'd0, score_valid_q4 = 1'd0, arrives = 1'd0;
    (* src = "hdl/src/attention/query/softmax_lane.rs:107" *)
    reg [671:0] weights_kept = 672'h0;
    (* src = "hdl/src/attention/query/softmax_lane.rs:108" *)
    wire [650:0] kept;
    (* src = "hdl/src/attention/query/softmax_lane.rs:109" *)
    wire [671:0] shifted;
    (* src = "hdl/src/attention/query/softmax_lane.rs:110" *)
    reg enable = 1'd0;
    (* src = "hdl/src/attention/query/softmax_lane.rs:112" *)
    reg [4:0] count = 5'd0;
    (* src = "hdl/src/attention/query/softmax_lane.rs:115" *)
    reg full = 1'd0;
    assign beyond = 5'd24 < n[4:0];
    assign above = |n[17:5];
    assign counts = visible_q2 & ~(beyond | above);
    assign base = entry[15:0];
    assign slope = entry[26:16];
    assign _wide = {1'b0, slope};
    assign _wide_1 = {1'b0, r};
    assign y_0 = base_q2 + {5'b0, rise[20:10]};
    assign p = {field_1_q, y_1};
    assign kept = weights_kept[671:21];
    assign shifted = {p, kept};
    assign weights = weights_kept;
    assign weights_valid = full;
    wire unused = &{1'b0, {rise[22:21], rise[9:0]}};
    always @(posedge clock) begin
        score_q <= score;
        ceiling_q <= ceiling;
        visible_q <= visible;
        moves_q <= moves;
        n <= {{1{ceiling_q[16]}}, ceiling_q} - {{2{score_q[31]}}, score_q[31:16]};
        visible_q2 <= visible_q;
        field_0 <= counts ? ~n[4:0] : 5'd0;
        entry <= score_q[15] ? (score_q[14] ? (score_q[13] ? (score_q[12]
                ? (score_q[11] ? (score_q[10] ? 27'h584fa7c : 27'h575f507) : score_q[10] ? 27'h565efa2 : 27'h557ea4b)
                : score_q[11] ? (score_q[10] ? 27'h548e503 : 27'h53adfc9) : score_q[10] ? 27'h52bda9e : 27'h51cd582)
                : score_q[12] ? (score_q[11] ? (score_q[10] ? 27'h50fd073 : 27'h501cb72) : score_q[10] ? 27'h4f3c67f
                : 27'h4e5c19a) : score_q[11] ? (score_q[10] ? 27'h4d8bcc2 : 27'h4cbb7f7) : score_q[10] ? 27'h4bdb33a
                : 27'h4b0ae8a) : score_q[13] ? (score_q[12] ? (score_q[11] ? (score_q[10] ? 27'h4a3a9e7 : 27'h497a550)
                : score_q[10] ? 27'h48aa0c6 : 27'h47d9c49) : score_q[11] ? (score_q[10] ? 27'h47197d8 : 27'h4659373)
                : score_q[10] ? 27'h4588f1b : 27'h44d8ace) : score_q[12]
                ? (score_q[11] ? (score_q[10] ? 27'h440868e : 27'h4358259) : score_q[10] ? 27'h42a7e2f : 27'h41e7a11)
                : score_q[11] ? (score_q[10] ? 27'h41275ff : 27'h40871f7) : score_q[10] ? 27'h3fc6dfb : 27'h3f16a0a)
                : score_q[14] ? (score_q[13] ? (score_q[12] ? (score_q[11] ? (score_q[10] ? 27'h3e66624 : 27'h3dc6248)
                : score_q[10] ? 27'h3d15e77 : 27'h3c75ab0) : score_q[11] ? (score_q[10] ? 27'h3bc56f4 : 27'h3b15343)
                : score_q[10] ? 27'h3a84f9b : 27'h39d4bfe) : score_q[12]
                ? (score_q[11] ? (score_q[10] ? 27'h394486a : 27'h38944e1) : score_q[10] ? 27'h3804161 : 27'h3773dea)
                : score_q[11] ? (score_q[10] ? 27'h36c3a7e : 27'h364371a) : score_q[10] ? 27'h35933c1 : 27'h3513070)
                : score_q[13] ? (score_q[12] ? (score_q[11] ? (score_q[10] ? 27'h3482d28 : 27'h33e29ea) : score_q[10]
                ? 27'h33626b4 : 27'h32c2388) : score_q[11] ? (score_q[10] ? 27'h3242064 : 27'h31c1d48) : score_q[10]
                ? 27'h3121a36 : 27'h30a172c) : score_q[12] ? (score_q[11] ? (score_q[10] ? 27'h302142a : 27'h2fa1130)
                : score_q[10] ? 27'h2f10e3f : 27'h2e90b56) : score_q[11] ? (score_q[10] ? 27'h2e20874 : 27'h2d9059b)
                : score_q[10] ? 27'h2d102ca : 27'h2ca0000;
        r <= score_q[9:0];
        rise_a <= _wide;
        rise_b <= _wide_1;
        rise <= $signed({{11{rise_a[11]}}, rise_a}) * $signed({{12{rise_b[10]}}, rise_b});
        base_q <= base;
        base_q2 <= base_q;
        field_1 <= field_0;
        y_1 <= (|field_1) ? y_0 : 16'h0;
        field_1_q <= field_1;
        score_valid_q <= score_valid;
        score_valid_q2 <= score_valid_q;
        score_valid_q3 <= score_valid_q2;
        score_valid_q4 <= score_valid_q3;
        arrives <= score_valid_q4;
        if (enable) weights_kept <= moves_q ? next_weights : shifted;
        enable <= score_valid_q4 | moves;
        if (arrives) count <= count + 5'd1;
        full <= arrives & (&count);
    end
endmodule

module harmonia_system_squares (
    input wire clock,
    // The multiplier's `exact`.
    input wire [47:0] exact,
    // The multiplier's `exponents`.
    input wire [8:0] exponents,
    // The multiplier's `zero`.
    input wire zero,
    // The multiplier's `special`.
    input wire special,
    // The factors at the multiplier are a number to be squared; with the factors.
    input wire square_valid,
    // Factors of later cycles begin a new sum, and those of this cycle are not squared; with the
    // factors.
    input wire clear,
    // Sum of floor(x^2 2^40) since `clear`, modulo 2^80: nine cycles after the last factors. It stays.
    output wire [79:0] sum,
    // A number of 2^20 or more in magnitude, or a sum of 2^80 or more, since `clear`; with `sum`.
    output wire overflow,
    // An infinite value or no number since `clear`; with `sum`.
    output wire invalid
);
    // Sum of floor(x^2 2^40), exact.
    (* src = "hdl/src/vector/math/squares.rs:58" *)
    reg square_valid_q = 1'd0, square_valid_q2 = 1'd0, square_valid_q3 = 1'd0, valid = 1'd0;
    (* src = "hdl/src/vector/math/squares.rs:59" *)
    reg clear_q = 1'd0, clear_q2 = 1'd0, clear_q3 = 1'd0, clear_q4 = 1'd0, clear_q5 = 1'd0, clear_q6 = 1'd0,
            clear_q7 = 1'd0, clear_q_1 = 1'd0;
    (* src = "hdl/src/vector/math/squares.rs:63" *)
    wire [7:0] field;
    (* src = "hdl/src/vector/math/squares.rs:64" *)
    wire counts;
    (* src = "hdl/src/vector/math/squares.rs:65" *)
    wire small_word;
    (* src = "hdl/src/vector/math/squares.rs:66" *)
    wire large_word;
    (* src = "hdl/src/vector/math/squares.rs:67" *)
    reg adds = 1'd0;
    (* src = "hdl/src/vector/math/squares.rs:69" *)
    reg _both_q = 1'd0;
    (* src = "hdl/src/vector/math/squares.rs:70" *)
    reg _both_q2 = 1'd0, _both_q3 = 1'd0;
    (* src = "hdl/src/vector/math/squares.rs:68" *)
    reg too_large = 1'd0;
    (* src = "hdl/src/vector/math/squares.rs:72" *)
    reg _both_q_1 = 1'd0;
    (* src = "hdl/src/vector/math/squares.rs:73" *)
    reg _both_q2_1 = 1'd0, _both_q3_1 = 1'd0;
    (* src = "hdl/src/vector/math/squares.rs:71" *)
    reg not_finite = 1'd0;
    (* src = "hdl/src/vector/math/squares.rs:75" *)
    reg [7:0] distance;
    (* src = "hdl/src/vector/math/squares.rs:77" *)
    reg [47:0] exact_q;
    (* src = "hdl/src/vector/math/squares.rs:124" *)
    wire [53:0] choices_0, choices_1, choices_2, choices_3;
    (* src = "hdl/src/vector/math/squares.rs:79" *)
    reg [53:0] shifted_fine;
    (* src = "hdl/src/vector/math/squares.rs:80" *)
    reg [3:0] distance_left;
    (* src = "hdl/src/vector/math/squares.rs:124" *)
    wire [77:0] choices_4, choices_5, choices_6, choices_7;
    (* src = "hdl/src/vector/math/squares.rs:83" *)
    reg [77:0] shifted_middle;
    (* src = "hdl/src/vector/math/squares.rs:85" *)
    reg adds_q = 1'd0;
    (* src = "hdl/src/vector/math/squares.rs:85" *)
    wire _inverse;
    (* src = "hdl/src/vector/math/squares.rs:85" *)
    wire [1:0] nothing;
    (* src = "hdl/src/vector/math/squares.rs:89" *)
    reg [1:0] coarse;
    (* src = "hdl/src/vector/math/squares.rs:91" *)
    wire [79:0] choices_8, choices_9, choices_10;
    (* src = "hdl/src/vector/math/squares.rs:101" *)
    reg [79:0] square;
    (* src = "hdl/src/vector/math/squares.rs:104" *)
    reg [79:0] sum_so_far = 80'h0;
    (* src = "hdl/src/vector/math/squares.rs:105" *)
    wire [80:0] total;
    (* src = "hdl/src/vector/math/squares.rs:108" *)
    reg overflowed = 1'd0, was_invalid = 1'd0;
    assign field = exponents[8:1];
    assign counts = valid & ~(zero | special);
    assign small_word = field < 8'd107;
    assign large_word = ~(field < 8'd147);
    assign choices_0 = {6'b0, exact_q};
    assign choices_1 = {4'b0, {exact_q, 2'd0}};
    assign choices_2 = {2'b0, {exact_q, 4'd0}};
    assign choices_3 = {exact_q, 6'd0};
    assign choices_4 = {24'b0, shifted_fine};
    assign choices_5 = {16'b0, {shifted_fine, 8'd0}};
    assign choices_6 = {8'b0, {shifted_fine, 16'h0}};
    assign choices_7 = {shifted_fine, 24'h0};
    assign _inverse = ~adds_q;
    assign nothing = {2{_inverse}};
    assign choices_8 = {48'b0, shifted_middle[77:46]};
    assign choices_9 = {16'b0, shifted_middle[77:14]};
    assign choices_10 = {shifted_middle[61:0], 18'h0};
    assign total = {1'b0, sum_so_far} + {1'b0, square};
    assign sum = sum_so_far;
    assign overflow = overflowed;
    assign invalid = was_invalid;
    wire unused = &{1'b0, exponents[0], distance[7:6]};
    always @(posedge clock) begin
        square_valid_q <= square_valid;
        square_valid_q2 <= square_valid_q;
        square_valid_q3 <= square_valid_q2;
        valid <= square_valid_q3;
        clear_q <= clear;
        clear_q2 <= clear_q;
        clear_q3 <= clear_q2;
        clear_q4 <= clear_q3;
        clear_q5 <= clear_q4;
        clear_q6 <= clear_q5;
        clear_q7 <= clear_q6;
        clear_q_1 <= clear_q7;
        adds <= counts & ~(small_word | large_word);
        _both_q <= counts & large_word;
        _both_q2 <= _both_q;
        _both_q3 <= _both_q2;
        too_large <= _both_q3;
        _both_q_1 <= valid & special;
        _both_q2_1 <= _both_q_1;
        _both_q3_1 <= _both_q2_1;
        not_finite <= _both_q3_1;
        distance <= field - 8'd107;
        exact_q <= exact;
        shifted_fine <= distance[1] ? (distance[0] ? choices_3 : choices_2) : distance[0] ? choices_1 : choices_0;
        distance_left <= distance[5:2];
        shifted_middle <= distance_left[1] ? (distance_left[0] ? choices_7 : choices_6) : distance_left[0] ? choices_5
                : choices_4;
        adds_q <= adds;
        coarse <= distance_left[3:2] | nothing;
        square <= coarse[1] ? (coarse[0] ? 80'h0 : choices_10) : coarse[0] ? choices_9 : choices_8;
        sum_so_far <= clear_q_1 ? 80'h0 : total[79:0];
        overflowed <= (overflowed | (total[80] | too_large)) & ~clear_q_1;
        was_invalid <= (was_invalid | not_finite) & ~clear_q_1;
    end
endmodule

module harmonia_system_to_fp32 (
    input wire clock,
    // A sum from the drain chain: 80 bits in units of 2^-32, then the overflow and the invalid mark.
    input wire [81:0] accumulator,
    // A sum is there in the next cycle; one per cycle, no back-pressure.
    input wire accumulator_valid,
    // What of it is wanted: 0 for the FP32 value, 1 to 3 for bits 31:0, 63:32 and 79:64, the last ones
    // sign-extended. With `accumulator_valid`.
    input wire [1:0] part,
    // The sum's lowest 64 bits as FP32, rounded half to even, then overflow (a mark, or a sum beyond 64
    // bits) and invalid; or a word of it, with its marks.
    output wire [33:0] result,
    // A result is there and must be taken: room for it was counted before its command went on.
    output wire result_valid
);
    // 80-bit fixed point, least significant bit 2^-32, to FP32, round half to even.
    (* src = "hdl/src/engine/to_fp32.rs:46" *)
    reg [1:0] part_q;
    (* src = "hdl/src/engine/to_fp32.rs:47" *)
    wire as_it_is;
    (* src = "hdl/src/engine/to_fp32.rs:48" *)
    wire [63:0] value_0;
    (* src = "hdl/src/engine/to_fp32.rs:49" *)
    wire [16:0] above;
    (* src = "hdl/src/engine/to_fp32.rs:50" *)
    wire in_range;
    (* src = "hdl/src/engine/to_fp32.rs:51" *)
    wire overflow;
    (* src = "hdl/src/engine/to_fp32.rs:52" *)
    wire invalid;
    (* src = "hdl/src/engine/to_fp32.rs:55" *)
    wire [31:0] fp32;
    (* src = "hdl/src/engine/to_fp32.rs:58" *)
    wire [31:0] low, middle;
    (* src = "hdl/src/engine/to_fp32.rs:59" *)
    wire [15:0] high_0;
    (* src = "hdl/src/engine/to_fp32.rs:60" *)
    wire [31:0] high_1;
    (* src = "hdl/src/engine/to_fp32.rs:63" *)
    reg [31:0] word;
    (* src = "hdl/src/engine/to_fp32.rs:64" *)
    reg [1:0] _joined_q, _joined_q2, _joined_q3, _joined_q4, _joined_q5, _joined_q6, flags;
    (* src = "hdl/src/engine/to_fp32.rs:65" *)
    reg as_it_is_q, as_it_is_q2, as_it_is_q3, as_it_is_q4, as_it_is_q5, as_it_is_q6, as_it_is_q7;
    (* src = "hdl/src/engine/to_fp32.rs:65" *)
    reg [31:0] word_q, word_q2, word_q3, word_q4, word_q5, word_q6;
    (* src = "hdl/src/engine/to_fp32.rs:65" *)
    wire [31:0] value_1;
    (* src = "hdl/src/engine/to_fp32.rs:67" *)
    reg accumulator_valid_q = 1'd0, accumulator_valid_q2 = 1'd0, accumulator_valid_q3 = 1'd0,
            accumulator_valid_q4 = 1'd0, accumulator_valid_q5 = 1'd0, accumulator_valid_q6 = 1'd0,
            accumulator_valid_q7 = 1'd0, accumulator_valid_q8 = 1'd0;
    assign as_it_is = |part_q;
    assign value_0 = accumulator[63:0];
    assign above = accumulator[79:63];
    assign in_range = (&above) | ~(|above);
    assign overflow = accumulator[80] | ~(in_range | as_it_is);
    assign invalid = accumulator[81];
    assign low = accumulator[31:0];
    assign middle = accumulator[63:32];
    assign high_0 = accumulator[79:64];
    assign high_1 = {{16{high_0[15]}}, high_0};
    assign value_1 = as_it_is_q7 ? word_q6 : fp32;
    (* src = "hdl/src/engine/to_fp32.rs:56" *)
    harmonia_system_round_to_fp32 rounding (
        .clock(clock),
        .value(value_0),
        .top(8'd158),
        .float(fp32)
    );
    assign result = {flags, value_1};
    assign result_valid = accumulator_valid_q8;
    always @(posedge clock) begin
        part_q <= part;
        word <= part_q[1] ? (part_q[0] ? high_1 : middle) : part_q[0] ? low : 32'h0;
        _joined_q <= {invalid, overflow};
        _joined_q2 <= _joined_q;
        _joined_q3 <= _joined_q2;
        _joined_q4 <= _joined_q3;
        _joined_q5 <= _joined_q4;
        _joined_q6 <= _joined_q5;
        flags <= _joined_q6;
        as_it_is_q <= as_it_is;
        as_it_is_q2 <= as_it_is_q;
        as_it_is_q3 <= as_it_is_q2;
        as_it_is_q4 <= as_it_is_q3;
        as_it_is_q5 <= as_it_is_q4;
        as_it_is_q6 <= as_it_is_q5;
        as_it_is_q7 <= as_it_is_q6;
        word_q <= word;
        word_q2 <= word_q;
        word_q3 <= word_q2;
        word_q4 <= word_q3;
        word_q5 <= word_q4;
        word_q6 <= word_q5;
        accumulator_valid_q <= accumulator_valid;
        accumulator_valid_q2 <= accumulator_valid_q;
        accumulator_valid_q3 <= accumulator_valid_q2;
        accumulator_valid_q4 <= accumulator_valid_q3;
        accumulator_valid_q5 <= accumulator_valid_q4;
        accumulator_valid_q6 <= accumulator_valid_q5;
        accumulator_valid_q7 <= accumulator_valid_q6;
        accumulator_valid_q8 <= accumulator_valid_q7;
    end
endmodule

module harmonia_system_token_row (
    input wire clock,
    // A block is there and is written; it can be read two cycles later.
    input wire write_enable,
    // Its place, 0 to 511.
    input wire [8:0] write_address,
    // Mantissas, exponent, sum and invalid bit of a block of 32 activations.
    input wire [310:0] write_block,
    // The block wanted, one per cycle; at stage ADDRESS. Never one that is being written.
    input wire [8:0] read_address,
    // 32 multiplier operands, two digits of weights in each: w1 * 2^13 + w0; at stage OPERAND.
    input wire [575:0] operands,
    // Scale and minimum of the group, each a signed mantissa with its exponent; at stage SUM.
    input wire [34:0] scale_0,
    input wire [34:0] scale_1,
    // The product is of a pass, and is kept for the next one; at stage SCALED.
    input wire pass_valid,
    // The product is joined with 16 times the one kept; at stage SCALED. Else it stands alone.
    input wire low_pass,
    // An addend comes in the next cycle.
    input wire add,
    // The sum begins anew with that addend; nothing without `add`.
    input wire clear,
    // The addend that comes two cycles later is for the sum in a slot: page order.
    input wire page,
    // The slot whose sum it goes on with, four cycles before it comes.
    input wire [7:0] read_slot,
    // The slot that the sum is written back to, in the cycle of the addend; written in page order only.
    input wire [7:0] write_slot,
    // The sum is complete: it is on the chain two cycles later, whatever was there.
    input wire capture,
    // Two cycles later the chain has moved: `chain_out` is what `chain_in` was.
    input wire shift,
    // A captured sum of the accumulator before on the drain chain, with its marks.
    input wire [81:0] chain_in,
    // The sum captured here or moved here: 80 bits in units of 2^-32, then the overflow and the invalid
    // mark.
    output wire [81:0] chain_out
);
    wire [287:0] buffer_mantissas;
    wire [7:0] buffer_exponent;
    wire [13:0] buffer_block_sum;
    wire buffer_invalid;
    wire [17:0] dot_sum_0;
    wire [17:0] dot_sum_1;
    wire [64:0] scaling_0_addend;
    wire scaling_0_overflow;
    wire [64:0] scaling_1_addend;
    wire scaling_1_overflow;
    wire [81:0] accumulator_0_chain_out;
    wire [81:0] accumulator_1_chain_out;
    harmonia_system_activation_buffer buffer (
        .clock(clock),
        .write_enable(write_enable),
        .write_address(write_address),
        .write_block(write_block),
        .read_address(read_address),
        .mantissas(buffer_mantissas),
        .exponent(buffer_exponent),
        .block_sum(buffer_block_sum),
        .invalid(buffer_invalid)
    );
    harmonia_system_dot dot (
        .clock(clock),
        .mantissas(buffer_mantissas),
        .operands(operands),
        .sum_0(dot_sum_0),
        .sum_1(dot_sum_1)
    );
    harmonia_system_scale scaling_0 (
        .clock(clock),
        .sum(dot_sum_0),
        .block_sum(buffer_block_sum),
        .exponent(buffer_exponent),
        .scale(scale_0),
        .pass_valid(pass_valid),
        .low_pass(low_pass),
        .addend(scaling_0_addend),
        .overflow(scaling_0_overflow)
    );
    harmonia_system_scale scaling_1 (
        .clock(clock),
        .sum(dot_sum_1),
        .block_sum(buffer_block_sum),
        .exponent(buffer_exponent),
        .scale(scale_1),
        .pass_valid(pass_valid),
        .low_pass(low_pass),
        .addend(scaling_1_addend),
        .overflow(scaling_1_overflow)
    );
    harmonia_system_accumulator accumulator_0 (
        .clock(clock),
        .addend(scaling_0_addend),
        .overflow(scaling_0_overflow),
        .invalid(buffer_invalid),
        .add(add),
        .clear(clear),
        .page(page),
        .read_slot(read_slot),
        .write_slot(write_slot),
        .capture(capture),
        .shift(shift),
        .chain_in(accumulator_1_chain_out),
        .chain_out(accumulator_0_chain_out)
    );
    harmonia_system_accumulator accumulator_1 (
        .clock(clock),
        .addend(scaling_1_addend),
        .overflow(scaling_1_overflow),
        .invalid(buffer_invalid),
        .add(add),
        .clear(clear),
        .page(page),
        .read_slot(read_slot),
        .write_slot(write_slot),
        .capture(capture),
        .shift(shift),
        .chain_in(chain_in),
        .chain_out(accumulator_1_chain_out)
    );
    assign chain_out = accumulator_0_chain_out;
endmodule

module harmonia_system_transfer (
    input wire clock,
    // What to do next; taken when the order before is done.
    input wire [159:0] order_data,
    input wire order_valid,
    output wire order_ready,
    // Words of a SPILL, from the vector unit.
    input wire [63:0] spilled_data,
    input wire spilled_valid,
    output wire spilled_ready,
    // The controller's client `transfer`, whose words go to the vector unit. There is a request.
    output wire request_valid,
    // It writes one word; else it reads.
    output wire request_write,
    // Its first word.
    output wire [23:0] request_address,
    // Its words; 1 where it writes.
    output wire [7:0] request_length,
    // The word to write.
    output wire [63:0] request_data,
    // Bytes of it to write.
    output wire [7:0] request_enables,
    // It is taken.
    input wire request_ready,
    // All requests of all orders are taken.
    output wire idle
);
    // Words of FETCH and SPILL between memory and the vector unit: requests in the order of the runs.
    localparam [2:0] PHASE_IDLE = 3'd0;
    localparam [2:0] PHASE_BURST = 3'd2;
    localparam [2:0] PHASE_MEASURE = 3'd1;
    localparam [2:0] PHASE_CHOOSE = 3'd3;
    localparam [2:0] PHASE_STEP = 3'd4;
    (* src = "hdl/src/memory/transfer.rs:60" *)
    reg write = 1'd0;
    (* src = "hdl/src/memory/walk.rs:87" *)
    reg [2:0] phase = 3'd0;
    (* src = "hdl/src/memory/walk.rs:90" *)
    wire _equal;
    (* src = "hdl/src/memory/walk.rs:92" *)
    reg [23:0] address = 24'h0;
    (* src = "hdl/src/memory/walk.rs:93" *)
    reg [7:0] length = 8'd0;
    (* src = "hdl/src/memory/walk.rs:94" *)
    reg [23:0] left = 24'h0;
    (* src = "hdl/src/memory/transfer.rs:62" *)
    wire start;
    (* src = "hdl/src/memory/transfer.rs:65" *)
    wire taken;
    (* src = "hdl/src/memory/walk.rs:103" *)
    wire measures, chooses, steps;
    (* src = "hdl/src/memory/walk.rs:106" *)
    wire [5:0] short;
    (* src = "hdl/src/memory/walk.rs:107" *)
    wire is_long;
    (* src = "hdl/src/memory/walk.rs:108" *)
    wire is_more;
    (* src = "hdl/src/memory/walk.rs:114" *)
    wire [7:0] up_to_most;
    (* src = "hdl/src/memory/walk.rs:118" *)
    wire is_one;
    (* src = "hdl/src/memory/walk.rs:119" *)
    reg is_last = 1'd0;
    (* src = "hdl/src/memory/walk.rs:121" *)
    wire run_done;
    (* src = "hdl/src/memory/walk.rs:194" *)
    reg [15:0] count_0 = 16'h0, turns_0 = 16'h0, count_1 = 16'h0, turns_1 = 16'h0, turns_2 = 16'h0;
    (* src = "hdl/src/memory/walk.rs:194" *)
    reg [23:0] stride_0 = 24'h0, begin_0 = 24'h0, stride_1 = 24'h0, begin_1 = 24'h0, stride_2 = 24'h0, begin_2 = 24'h0;
    (* src = "hdl/src/memory/walk.rs:125" *)
    reg [2:0] chosen = 3'd0;
    (* src = "hdl/src/memory/walk.rs:129" *)
    wire has_turns_0, has_turns_1, has_turns_2;
    (* src = "hdl/src/memory/walk.rs:130" *)
    wire choice_0, choice_1, choice_2;
    (* src = "hdl/src/memory/walk.rs:131" *)
    wire inner_are_done_0, inner_are_done_1, inner_are_done_2;
    (* src = "hdl/src/memory/walk.rs:144" *)
    wire is_chosen_0, is_chosen_1;
    (* src = "hdl/src/memory/walk.rs:135" *)
    wire steps_of_0, steps_of_1, steps_of_2;
    (* src = "hdl/src/memory/walk.rs:145" *)
    wire [23:0] begin_word_0, begin_word_1;
    (* src = "hdl/src/memory/walk.rs:146" *)
    wire [23:0] stride_3, stride_4;
    (* src = "hdl/src/memory/walk.rs:148" *)
    wire [23:0] next_begin;
    (* src = "hdl/src/memory/walk.rs:151" *)
    wire [15:0] given_0, given_1, given_2;
    (* src = "hdl/src/memory/walk.rs:157" *)
    wire outer_steps;
    (* src = "hdl/src/memory/walk.rs:167" *)
    reg [23:0] run_words = 24'h0;
    (* src = "hdl/src/memory/walk.rs:169" *)
    wire [23:0] burst_words;
    (* src = "hdl/src/memory/walk.rs:178" *)
    wire is_empty;
    (* src = "hdl/src/memory/transfer.rs:75" *)
    wire takes;
    assign _equal = phase == PHASE_BURST;
    assign start = order_valid & (phase == PHASE_IDLE);
    assign request_valid = _equal & (~write | spilled_valid);
    assign taken = request_valid & request_ready;
    assign measures = phase == PHASE_MEASURE;
    assign chooses = phase == PHASE_CHOOSE;
    assign steps = phase == PHASE_STEP;
    assign short = left[5:0];
    assign is_long = |left[23:6];
    assign is_more = (|left[23:7]) | (left[6] & (|short));
    assign up_to_most = is_long ? 8'd64 : {2'b0, short};
    assign is_one = left == 24'h1;
    assign run_done = taken & is_last;
    assign has_turns_0 = |turns_0;
    assign choice_0 = 1'd1 & has_turns_0;
    assign inner_are_done_0 = 1'd1 & ~has_turns_0;
    assign has_turns_1 = |turns_1;
    assign choice_1 = inner_are_done_0 & has_turns_1;
    assign inner_are_done_1 = inner_are_done_0 & ~has_turns_1;
    assign has_turns_2 = |turns_2;
    assign choice_2 = inner_are_done_1 & has_turns_2;
    assign inner_are_done_2 = inner_are_done_1 & ~has_turns_2;
    assign is_chosen_0 = chosen[0];
    assign steps_of_0 = steps & is_chosen_0;
    assign is_chosen_1 = chosen[1];
    assign steps_of_1 = steps & is_chosen_1;
    assign steps_of_2 = steps & chosen[2];
    assign begin_word_0 = is_chosen_1 ? begin_1 : begin_2;
    assign stride_3 = is_chosen_1 ? stride_1 : stride_2;
    assign begin_word_1 = is_chosen_0 ? begin_0 : begin_word_0;
    assign stride_4 = is_chosen_0 ? stride_0 : stride_3;
    assign next_begin = begin_word_1 + stride_4;
    assign given_0 = order_data[55:40];
    assign outer_steps = |{steps_of_2, steps_of_1};
    assign given_1 = order_data[95:80];
    assign given_2 = order_data[135:120];
    assign burst_words = {16'b0, length};
    assign is_empty = ~(|left);
    assign takes = _equal & request_ready;
    assign order_ready = phase == PHASE_IDLE;
    assign spilled_ready = takes & write;
    assign request_write = write;
    assign request_address = address;
    assign request_length = length;
    assign request_data = spilled_data;
    assign request_enables = 8'd255;
    assign idle = phase == PHASE_IDLE;
    always @(posedge clock) begin
        if (start) write <= order_data[39];
        if (start) phase <= PHASE_MEASURE;
        else if (measures & is_empty) phase <= PHASE_IDLE;
        else if (measures) phase <= PHASE_BURST;
        else if (run_done) phase <= PHASE_CHOOSE;
        else if (taken) phase <= PHASE_MEASURE;
        else if (chooses & inner_are_done_2) phase <= PHASE_IDLE;
        else if (chooses) phase <= PHASE_STEP;
        else if (steps) phase <= PHASE_MEASURE;
        if (start) address <= order_data[23:0];
        else if (steps) address <= next_begin;
        else if (taken) address <= address + burst_words;
        if (measures) length <= write ? 8'd1 : up_to_most;
        if (start) left <= {9'b0, order_data[38:24]};
        else if (steps) left <= run_words;
        else if (taken) left <= left - burst_words;
        if (measures) is_last <= write ? is_one : ~is_more;
        if (start) count_0 <= given_0;
        if (start) stride_0 <= order_data[79:56];
        if (start) turns_0 <= given_0;
        else if (outer_steps) turns_0 <= count_0;
        else if (steps_of_0) turns_0 <= turns_0 - 16'h1;
        if (start) begin_0 <= order_data[23:0];
        else if (|{steps_of_2, steps_of_1, steps_of_0}) begin_0 <= next_begin;
        if (start) count_1 <= given_1;
        if (start) stride_1 <= order_data[119:96];
        if (start) turns_1 <= given_1;
        else if (steps_of_2) turns_1 <= count_1;
        else if (steps_of_1) turns_1 <= turns_1 - 16'h1;
        if (start) begin_1 <= order_data[23:0];
        else if (outer_steps) begin_1 <= next_begin;
        if (start) stride_2 <= order_data[159:136];
        if (start) turns_2 <= given_2;
        else if (steps_of_2) turns_2 <= turns_2 - 16'h1;
        if (start) begin_2 <= order_data[23:0];
        else if (steps_of_2) begin_2 <= next_begin;
        if (chooses) chosen <= {choice_2, choice_1, choice_0};
        if (start) run_words <= {9'b0, order_data[38:24]};
    end
endmodule

module harmonia_system_unpack (
    input wire clock,
    // A beat of weights: 32 nibbles for each of two outputs, then scale and minimum of each, FP16. At
    // stage ACCEPT.
    input wire [319:0] weights,
    // A beat of keys or values: 32 nibbles for each of two outputs, a scale of each, then the digits'
    // fifth bits. At stage ACCEPT.
    input wire [383:0] kv,
    // `kv` is unpacked; else `weights`. Stands four cycles before a command's first beat and until its
    // last.
    input wire select_kv,
    // Nibbles of weights are signed, -8 to 7; else 0 to 15. At stage ACCEPT; low for `kv`, whose digits
    // bring their signs.
    input wire signed_nibbles,
    // The nibbles of the beat are kept, until others are; never with `use_kept`. At stage ACCEPT.
    input wire keep,
    // The nibbles that were kept are unpacked in the place of the beat's, at the earliest two cycles
    // after them. Those and its scales must be of one group. At stage ACCEPT.
    input wire use_kept,
    // 32 multiplier operands, w1 * 2^13 + w0 of a lane's two digits; at stage OPERAND.
    output wire [575:0] operands,
    // Scale and minimum of the even output, each as a signed mantissa and the exponent of an FP16
    // number; at stage SUM.
    output wire [34:0] scale_0,
    // The same for the odd output.
    output wire [34:0] scale_1
);
    // Weight or KV beat to multiplier operands w1 * 2^13 + w0, and scales to signed mantissa and exponent.
    genvar i;
    (* src = "hdl/src/engine/unpack.rs:77" *)
    reg selected_kv_0 = 1'd0, selected_kv_1 = 1'd0, selected_kv_2 = 1'd0, selected_kv_3 = 1'd0;
    (* src = "hdl/src/engine/unpack.rs:86" *)
    reg unsigned_word;
    (* src = "hdl/src/engine/unpack.rs:87" *)
    reg signed_word_0;
    (* src = "hdl/src/engine/unpack.rs:87" *)
    wire signed_word_1;
    (* src = "hdl/src/engine/unpack.rs:90" *)
    reg use_beat;
    (* src = "hdl/src/engine/unpack.rs:91" *)
    reg use_kept_q;
    (* src = "hdl/src/engine/unpack.rs:91" *)
    wire use_kept_0;
    (* src = "hdl/src/engine/unpack.rs:92" *)
    reg keeps, passes;
    (* src = "hdl/src/engine/unpack.rs:93" *)
    reg keep_q, keep_q_1;
    (* src = "hdl/src/engine/unpack.rs:95" *)
    reg _inverse_q;
    (* src = "hdl/src/engine/unpack.rs:93" *)
    wire keep_0, keep_1;
    (* src = "hdl/src/engine/unpack.rs:96" *)
    reg passes_q;
    (* src = "hdl/src/engine/unpack.rs:99" *)
    reg [31:0] minimum_fields;
    (* src = "hdl/src/engine/unpack.rs:100" *)
    reg [31:0] weights_scales;
    (* src = "hdl/src/engine/unpack.rs:104" *)
    wire [7:0] runs_0, runs_1, runs_2, runs_3, runs_6, runs_7, runs_8, runs_9;
    (* src = "hdl/src/engine/unpack.rs:107" *)
    wire [31:0] select_kv_lanes;
    (* src = "hdl/src/engine/unpack.rs:110" *)
    wire [31:0] tops_0, tops_1;
    (* src = "hdl/src/engine/unpack.rs:111" *)
    reg [31:0] _both_q, _both_q_1;
    (* src = "hdl/src/engine/unpack.rs:104" *)
    wire [15:0] runs_4, runs_5, runs_10, runs_11;
    (* src = "hdl/src/engine/unpack.rs:126" *)
    wire [31:0] signed_lanes;
    (* src = "hdl/src/engine/unpack.rs:127" *)
    wire [31:0] keep_lanes;
    (* src = "hdl/src/engine/unpack.rs:128" *)
    wire [31:0] use_kept_lanes;
    (* src = "hdl/src/engine/unpack.rs:210" *)
    wire [4:0] exponent_0, exponent_1, exponent_2, exponent_3;
    (* src = "hdl/src/engine/unpack.rs:211" *)
    wire normal_0, normal_1, normal_2, normal_3;
    (* src = "hdl/src/engine/unpack.rs:212" *)
    wire [10:0] magnitude_0, magnitude_1, magnitude_2, magnitude_3;
    (* src = "hdl/src/engine/unpack.rs:213" *)
    wire negative_0, negative_1, negative_2, negative_3;
    (* src = "hdl/src/engine/unpack.rs:214" *)
    wire [11:0] flipped_0, flipped_1, flipped_2, flipped_3;
    (* src = "hdl/src/engine/unpack.rs:215" *)
    wire [11:0] mantissa_0, mantissa_1, mantissa_2, mantissa_3;
    (* src = "hdl/src/engine/unpack.rs:217" *)
    wire lowest_0, lowest_1, lowest_2, lowest_3;
    (* src = "hdl/src/engine/unpack.rs:133" *)
    wire [4:0] d_exponent_0, d_exponent_2;
    (* src = "hdl/src/engine/unpack.rs:134" *)
    wire [4:0] m_exponent_0, m_exponent_2;
    (* src = "hdl/src/engine/unpack.rs:135" *)
    reg [11:0] d_0, m_0, d_1, m_1;
    (* src = "hdl/src/engine/unpack.rs:135" *)
    reg [4:0] d_exponent_1, m_exponent_1, d_exponent_3, m_exponent_3;
    (* src = "hdl/src/engine/unpack.rs:137" *)
    reg [2:0] kv_258_256_q, kv_258_256_q2, kv_274_272_q, kv_274_272_q2;
    (* src = "hdl/src/engine/unpack.rs:138" *)
    wire [3:0] kv_d_0, kv_d_1;
    (* src = "hdl/src/engine/unpack.rs:139" *)
    reg selected_kv_0_q, chosen;
    (* src = "hdl/src/engine/unpack.rs:137" *)
    reg [5:0] kv_264_259_q, kv_264_259_q2, kv_280_275_q, kv_280_275_q2;
    (* src = "hdl/src/engine/unpack.rs:140" *)
    wire [34:0] bundle_0, bundle_1;
    (* src = "hdl/src/engine/unpack.rs:146" *)
    reg [34:0] bundle_0_q, bundle_0_q2, bundle_0_q3, bundle_0_q4, bundle_0_q5, bundle_0_q6, bundle_0_q7, bundle_0_q8,
            bundle_0_q9, bundle_1_q, bundle_1_q2, bundle_1_q3, bundle_1_q4, bundle_1_q5, bundle_1_q6, bundle_1_q7,
            bundle_1_q8, bundle_1_q9;
    assign signed_word_1 = ~unsigned_word;
    assign use_kept_0 = ~use_beat;
    assign keep_0 = ~_inverse_q;
    assign keep_1 = ~passes_q;
    assign runs_0 = {8{selected_kv_0}};
    assign runs_1 = {8{selected_kv_1}};
    assign runs_2 = {8{selected_kv_2}};
    assign runs_3 = {8{selected_kv_3}};
    assign select_kv_lanes = {runs_3, runs_2, runs_1, runs_0};
    assign tops_0 = kv[351:320];
    assign tops_1 = kv[383:352];
    assign runs_4 = {16{signed_word_0}};
    assign runs_5 = {16{signed_word_1}};
    assign signed_lanes = {runs_5, runs_4};
    assign runs_6 = {8{keep_q}};
    assign runs_7 = {8{keep_0}};
    assign runs_8 = {8{keep_1}};
    assign runs_9 = {8{keep_q_1}};
    assign keep_lanes = {runs_9, runs_8, runs_7, runs_6};
    assign runs_10 = {16{use_kept_q}};
    assign runs_11 = {16{use_kept_0}};
    assign use_kept_lanes = {runs_11, runs_10};
    assign exponent_0 = weights_scales[14:10];
    assign normal_0 = |exponent_0;
    assign magnitude_0 = {normal_0, weights_scales[9:0]};
    assign negative_0 = weights_scales[15];
    assign flipped_0 = {1'b0, magnitude_0} ^ {12{negative_0}};
    assign mantissa_0 = flipped_0 + {11'b0, negative_0};
    assign lowest_0 = weights_scales[10] | ~normal_0;
    assign d_exponent_0 = {weights_scales[14:11], lowest_0};
    assign exponent_1 = minimum_fields[14:10];
    assign normal_1 = |exponent_1;
    assign magnitude_1 = {normal_1, minimum_fields[9:0]};
    assign negative_1 = minimum_fields[15];
    assign flipped_1 = {1'b0, magnitude_1} ^ {12{negative_1}};
    assign mantissa_1 = flipped_1 + {11'b0, negative_1};
    assign lowest_1 = minimum_fields[10] | ~normal_1;
    assign m_exponent_0 = {minimum_fields[14:11], lowest_1};
    assign kv_d_0 = {1'd1, kv_258_256_q2};
    assign bundle_0 = {m_exponent_1, chosen ? 12'h0 : m_0, chosen ? kv_264_259_q2 : {1'b0, d_exponent_1}, chosen
            ? {8'b0, kv_d_0} : d_0};
    assign exponent_2 = weights_scales[30:26];
    assign normal_2 = |exponent_2;
    assign magnitude_2 = {normal_2, weights_scales[25:16]};
    assign negative_2 = weights_scales[31];
    assign flipped_2 = {1'b0, magnitude_2} ^ {12{negative_2}};
    assign mantissa_2 = flipped_2 + {11'b0, negative_2};
    assign lowest_2 = weights_scales[26] | ~normal_2;
    assign d_exponent_2 = {weights_scales[30:27], lowest_2};
    assign exponent_3 = minimum_fields[30:26];
    assign normal_3 = |exponent_3;
    assign magnitude_3 = {normal_3, minimum_fields[25:16]};
    assign negative_3 = minimum_fields[31];
    assign flipped_3 = {1'b0, magnitude_3} ^ {12{negative_3}};
    assign mantissa_3 = flipped_3 + {11'b0, negative_3};
    assign lowest_3 = minimum_fields[26] | ~normal_3;
    assign m_exponent_2 = {minimum_fields[30:27], lowest_3};
    assign kv_d_1 = {1'd1, kv_274_272_q2};
    assign bundle_1 = {m_exponent_3, chosen ? 12'h0 : m_1, chosen ? kv_280_275_q2 : {1'b0, d_exponent_3}, chosen
            ? {8'b0, kv_d_1} : d_1};
    for (i = 0; i < 32; i = i + 1) begin : lanes
        (* src = "hdl/src/engine/unpack.rs:114" *)
        harmonia_system_unpack_lane lane (
            .clock(clock),
            .weights_0(weights[4 * i +: 4]),
            .weights_1(weights[128 + 4 * i +: 4]),
            .kv_0(kv[4 * i +: 4]),
            .kv_1(kv[128 + 4 * i +: 4]),
            .select_kv(select_kv_lanes[i]),
            .kv_top_0(_both_q[i]),
            .kv_top_1(_both_q_1[i]),
            .keep(keep_lanes[i]),
            .use_kept(use_kept_lanes[i]),
            .signed_nibble(signed_lanes[i]),
            .operand(operands[18 * i +: 18])
        );
    end
    assign scale_0 = bundle_0_q9;
    assign scale_1 = bundle_1_q9;
    wire unused = &{1'b0, kv[271:265], kv[287:281], kv[319:288]};
    always @(posedge clock) begin
        selected_kv_0 <= select_kv;
        selected_kv_1 <= selected_kv_0;
        selected_kv_2 <= selected_kv_1;
        selected_kv_3 <= selected_kv_2;
        unsigned_word <= ~signed_nibbles;
        signed_word_0 <= signed_nibbles;
        use_beat <= ~use_kept;
        use_kept_q <= use_kept;
        keeps <= keep;
        passes <= ~keep;
        keep_q <= keeps;
        _inverse_q <= ~keeps;
        passes_q <= passes;
        keep_q_1 <= ~passes;
        minimum_fields <= weights[319:288];
        weights_scales <= weights[287:256];
        _both_q <= tops_0 & select_kv_lanes;
        _both_q_1 <= tops_1 & select_kv_lanes;
        d_0 <= mantissa_0;
        d_exponent_1 <= d_exponent_0;
        m_0 <= mantissa_1;
        m_exponent_1 <= m_exponent_0;
        kv_258_256_q <= kv[258:256];
        kv_258_256_q2 <= kv_258_256_q;
        selected_kv_0_q <= selected_kv_0;
        chosen <= selected_kv_0_q;
        kv_264_259_q <= kv[264:259];
        kv_264_259_q2 <= kv_264_259_q;
        bundle_0_q <= bundle_0;
        bundle_0_q2 <= bundle_0_q;
        bundle_0_q3 <= bundle_0_q2;
        bundle_0_q4 <= bundle_0_q3;
        bundle_0_q5 <= bundle_0_q4;
        bundle_0_q6 <= bundle_0_q5;
        bundle_0_q7 <= bundle_0_q6;
        bundle_0_q8 <= bundle_0_q7;
        bundle_0_q9 <= bundle_0_q8;
        d_1 <= mantissa_2;
        d_exponent_3 <= d_exponent_2;
        m_1 <= mantissa_3;
        m_exponent_3 <= m_exponent_2;
        kv_274_272_q <= kv[274:272];
        kv_274_272_q2 <= kv_274_272_q;
        kv_280_275_q <= kv[280:275];
        kv_280_275_q2 <= kv_280_275_q;
        bundle_1_q <= bundle_1;
        bundle_1_q2 <= bundle_1_q;
        bundle_1_q3 <= bundle_1_q2;
        bundle_1_q4 <= bundle_1_q3;
        bundle_1_q5 <= bundle_1_q4;
        bundle_1_q6 <= bundle_1_q5;
        bundle_1_q7 <= bundle_1_q6;
        bundle_1_q8 <= bundle_1_q7;
        bundle_1_q9 <= bundle_1_q8;
    end
endmodule

module harmonia_system_unpack_lane (
    input wire clock,
    // Nibble of a weight of the even output; at stage ACCEPT, as the next four ports.
    input wire [3:0] weights_0,
    // The same of the odd output.
    input wire [3:0] weights_1,
    // Nibble of a key or value of the even output.
    input wire [3:0] kv_0,
    // The same of the odd output.
    input wire [3:0] kv_1,
    // The keys or values count; else the weights.
    input wire select_kv,
    // Fifth bit of the digit of the key or value of the even output, 0 for weights; a cycle later, as the next three
    // ports.
    input wire kv_top_0,
    // The same of the odd output.
    input wire kv_top_1,
    // The nibbles are kept, for the second beat after theirs or later ones; another cycle later.
    input wire keep,
    // The nibbles that were kept count; else those of this cycle.
    input wire use_kept,
    // The nibbles are of weights, and signed.
    input wire signed_nibble,
    // Both digits as a multiplier's operand; at stage OPERAND.
    output wire [17:0] operand
);
    // The digits of a lane's two weights as one multiplier operand.
    (* src = "hdl/src/engine/unpack.rs:185" *)
    reg [3:0] nibble_0, nibble_2;
    (* src = "hdl/src/engine/unpack.rs:186" *)
    reg [3:0] kept_0 = 4'd0, kept_1 = 4'd0;
    (* src = "hdl/src/engine/unpack.rs:188" *)
    wire [3:0] nibble_1, nibble_3;
    (* src = "hdl/src/engine/unpack.rs:189" *)
    wire top_0, top_1;
    (* src = "hdl/src/engine/unpack.rs:190" *)
    reg [4:0] digit_0, digit_1;
    (* src = "hdl/src/engine/unpack.rs:201" *)
    wire borrow;
    (* src = "hdl/src/engine/unpack.rs:202" *)
    wire [4:0] high;
    (* src = "hdl/src/engine/unpack.rs:194" *)
    reg [17:0] operand_q;
    assign nibble_1 = use_kept ? kept_0 : nibble_0;
    assign top_0 = kv_top_0 | (nibble_1[3] & signed_nibble);
    assign nibble_3 = use_kept ? kept_1 : nibble_2;
    assign top_1 = kv_top_1 | (nibble_3[3] & signed_nibble);
    assign borrow = digit_0[4];
    assign high = digit_1 + {5{borrow}};
    assign operand = operand_q;
    always @(posedge clock) begin
        nibble_0 <= select_kv ? kv_0 : weights_0;
        if (keep) kept_0 <= digit_0[3:0];
        digit_0 <= {top_0, nibble_1};
        nibble_2 <= select_kv ? kv_1 : weights_1;
        if (keep) kept_1 <= digit_1[3:0];
        digit_1 <= {top_1, nibble_3};
        operand_q <= {high, {{8{digit_0[4]}}, digit_0}};
    end
endmodule

module harmonia_system_vector (
    input wire clock,
    // An order; ready when the one before has wholly ended.
    input wire [159:0] order_data,
    input wire order_valid,
    output wire order_ready,
    // Results of the engine and of attention: FP32, overflow, invalid.
    input wire [33:0] results_data,
    input wire results_valid,
    output wire results_ready,
    // Words of memory.
    input wire [63:0] fetched_data,
    input wire fetched_valid,
    output wire fetched_ready,
    // FP32 values, four a beat; blocks are complete.
    output wire [127:0] activations_data,
    output wire activations_valid,
    input wire activations_ready,
    // FP16 values.
    output wire [15:0] vectors_data,
    output wire vectors_valid,
    input wire vectors_ready,
    // Words for memory.
    output wire [63:0] spilled_data,
    output wire spilled_valid,
    input wire spilled_ready,
    // A pulse: faults are forgotten.
    input wire clear,
    // No order is under way.
    output wire idle,
    // Overflow in bit 0, invalid in bit 1: raised since `clear`.
    output wire [1:0] fault,
    // The order that raised the first one.
    output wire [23:0] fault_tag
);
    wire sequencer_start;
    wire [3:0] sequencer_operation;
    wire [15:0] sequencer_a;
    wire [15:0] sequencer_b;
    wire [15:0] sequencer_d;
    wire [15:0] sequencer_stride;
    wire [20:0] sequencer_length;
    wire sequencer_halves;
    wire [23:0] sequencer_tag;
    wire [1:0] sequencer_sink;
    wire [3:0] sequencer_kind;
    wire sequencer_odd;
    wire sequencer_fetched_ready;
    wire sequencer_results_ready;
    wire sequencer_steps_issues;
    wire sequencer_steps_advances;
    wire sequencer_steps_next_pair;
    wire sequencer_steps_step_a;
    wire sequencer_steps_read_partner;
    wire sequencer_steps_read_b;
    wire sequencer_steps_read_c;
    wire sequencer_steps_rewind;
    wire sequencer_steps_next_head;
    wire sequencer_steps_second;
    wire sequencer_steps_leaves;
    wire sequencer_moves_take_left;
    wire sequencer_moves_take_right;
    wire sequencer_moves_take_other;
    wire sequencer_moves_times_other;
    wire sequencer_moves_of_product;
    wire sequencer_moves_of_quotient;
    wire sequencer_moves_keeps;
    wire sequencer_moves_subtracts;
    wire sequencer_take_epsilon;
    wire sequencer_multiplies;
    wire sequencer_squares;
    wire sequencer_adds;
    wire sequencer_is_exponent;
    wire sequencer_divides;
    wire sequencer_result;
    wire sequencer_root_start;
    wire [15:0] sequencer_width;
    wire sequencer_flush;
    wire sequencer_idle;
    wire [15:0] addresses_read_address;
    wire [15:0] addresses_write_address;
    wire [31:0] memory_data;
    wire intake_some_fetched;
    wire intake_some_result;
    wire [31:0] intake_element;
    wire [1:0] intake_flags;
    wire intake_dropped;
    wire [31:0] operands_left;
    wire [31:0] operands_factor_a;
    wire [31:0] operands_factor_b;
    wire operands_cleared;
    wire [31:0] operands_term_a;
    wire [31:0] operands_term_b;
    wire [31:0] operands_t;
    wire operands_beyond;
    wire operands_below;
    wire operands_vanishes;
    wire [47:0] multiply_exact;
    wire [8:0] multiply_exponents;
    wire multiply_zero;
    wire multiply_special;
    wire [31:0] multiply_product;
    wire multiply_negative;
    wire multiply_overflow;
    wire multiply_invalid;
    wire [31:0] add_sum;
    wire add_overflow;
    wire add_invalid;
    wire [31:0] power_of_two_power;
    wire power_of_two_vanishes;
    wire [31:0] divide_quotient;
    wire divide_overflow;
    wire divide_invalid;
    wire [79:0] squares_sum;
    wire squares_overflow;
    wire squares_invalid;
    wire [31:0] reciprocal_root_root;
    wire reciprocal_root_done;
    wire [54:0] norm_epsilon;
    wire norm_clear;
    wire norm_cleared;
    wire norm_overflow;
    wire norm_invalid;
    wire [31:0] results_out_value;
    wire results_out_write;
    wire results_out_offered;
    wire results_out_rounded;
    wire [1:0] results_out_fault;
    wire [23:0] results_out_fault_tag;
    wire [15:0] to_half_half;
    wire to_half_overflow;
    wire to_half_half_valid;
    wire sinks_taken;
    wire sinks_empty;
    harmonia_system_sequencer_2 sequencer (
        .clock(clock),
        .order_data(order_data),
        .order_valid(order_valid),
        .order_ready(order_ready),
        .some_fetched(intake_some_fetched),
        .some_result(intake_some_result),
        .root_done(reciprocal_root_done),
        .taken(sinks_taken),
        .sinks_empty(sinks_empty),
        .start(sequencer_start),
        .operation(sequencer_operation),
        .a(sequencer_a),
        .b(sequencer_b),
        .d(sequencer_d),
        .stride(sequencer_stride),
        .length(sequencer_length),
        .halves(sequencer_halves),
        .tag(sequencer_tag),
        .sink(sequencer_sink),
        .kind(sequencer_kind),
        .odd(sequencer_odd),
        .fetched_ready(sequencer_fetched_ready),
        .results_ready(sequencer_results_ready),
        .steps_issues(sequencer_steps_issues),
        .steps_advances(sequencer_steps_advances),
        .steps_next_pair(sequencer_steps_next_pair),
        .steps_step_a(sequencer_steps_step_a),
        .steps_read_partner(sequencer_steps_read_partner),
        .steps_read_b(sequencer_steps_read_b),
        .steps_read_c(sequencer_steps_read_c),
        .steps_rewind(sequencer_steps_rewind),
        .steps_next_head(sequencer_steps_next_head),
        .steps_second(sequencer_steps_second),
        .steps_leaves(sequencer_steps_leaves),
        .moves_take_left(sequencer_moves_take_left),
        .moves_take_right(sequencer_moves_take_right),
        .moves_take_other(sequencer_moves_take_other),
        .moves_times_other(sequencer_moves_times_other),
        .moves_of_product(sequencer_moves_of_product),
        .moves_of_quotient(sequencer_moves_of_quotient),
        .moves_keeps(sequencer_moves_keeps),
        .moves_subtracts(sequencer_moves_subtracts),
        .take_epsilon(sequencer_take_epsilon),
        .multiplies(sequencer_multiplies),
        .squares(sequencer_squares),
        .adds(sequencer_adds),
        .is_exponent(sequencer_is_exponent),
        .divides(sequencer_divides),
        .result(sequencer_result),
        .root_start(sequencer_root_start),
        .width(sequencer_width),
        .flush(sequencer_flush),
        .idle(sequencer_idle)
    );
    harmonia_system_addresses addresses (
        .clock(clock),
        .start(sequencer_start),
        .operation(sequencer_operation),
        .a(sequencer_a),
        .b(sequencer_b),
        .d(sequencer_d),
        .stride(sequencer_stride),
        .length(sequencer_length),
        .halves(sequencer_halves),
        .kind(sequencer_kind),
        .steps_issues(sequencer_steps_issues),
        .steps_advances(sequencer_steps_advances),
        .steps_next_pair(sequencer_steps_next_pair),
        .steps_step_a(sequencer_steps_step_a),
        .steps_read_partner(sequencer_steps_read_partner),
        .steps_read_b(sequencer_steps_read_b),
        .steps_read_c(sequencer_steps_read_c),
        .steps_rewind(sequencer_steps_rewind),
        .steps_next_head(sequencer_steps_next_head),
        .steps_second(sequencer_steps_second),
        .steps_leaves(sequencer_steps_leaves),
        .read_address(addresses_read_address),
        .write_address(addresses_write_address)
    );
    harmonia_system_vector_memory_32768 memory (
        .clock(clock),
        .read_address(addresses_read_address),
        .data(memory_data),
        .write(results_out_write),
        .write_address(addresses_write_address),
        .value(results_out_value)
    );
    harmonia_system_intake intake (
        .clock(clock),
        .start(sequencer_start),
        .length(sequencer_length),
        .take_word(sequencer_fetched_ready),
        .take_result(sequencer_results_ready),
        .odd(sequencer_odd),
        .next_pair(sequencer_steps_next_pair),
        .fetched_data(fetched_data),
        .fetched_valid(fetched_valid),
        .fetched_ready(fetched_ready),
        .results_data(results_data),
        .results_valid(results_valid),
        .results_ready(results_ready),
        .some_fetched(intake_some_fetched),
        .some_result(intake_some_result),
        .element(intake_element),
        .flags(intake_flags),
        .dropped(intake_dropped)
    );
    harmonia_system_operands operands (
        .clock(clock),
        .start(sequencer_start),
        .kind(sequencer_kind),
        .data(memory_data),
        .moves_take_left(sequencer_moves_take_left),
        .moves_take_right(sequencer_moves_take_right),
        .moves_take_other(sequencer_moves_take_other),
        .moves_times_other(sequencer_moves_times_other),
        .moves_of_product(sequencer_moves_of_product),
        .moves_of_quotient(sequencer_moves_of_quotient),
        .moves_keeps(sequencer_moves_keeps),
        .moves_subtracts(sequencer_moves_subtracts),
        .root(reciprocal_root_root),
        .root_done(reciprocal_root_done),
        .norm_cleared(norm_cleared),
        .product(multiply_product),
        .product_overflow(multiply_overflow),
        .product_negative(multiply_negative),
        .power(power_of_two_power),
        .power_vanishes(power_of_two_vanishes),
        .quotient(divide_quotient),
        .quotient_invalid(divide_invalid),
        .left(operands_left),
        .factor_a(operands_factor_a),
        .factor_b(operands_factor_b),
        .cleared(operands_cleared),
        .term_a(operands_term_a),
        .term_b(operands_term_b),
        .t(operands_t),
        .beyond(operands_beyond),
        .below(operands_below),
        .vanishes(operands_vanishes)
    );
    harmonia_system_multiply multiply (
        .clock(clock),
        .a(operands_factor_a),
        .b(operands_factor_b),
        .cleared(operands_cleared),
        .factors_valid(sequencer_multiplies),
        .exact(multiply_exact),
        .exponents(multiply_exponents),
        .zero(multiply_zero),
        .special(multiply_special),
        .product(multiply_product),
        .negative(multiply_negative),
        .overflow(multiply_overflow),
        .invalid(multiply_invalid)
    );
    harmonia_system_add add (
        .clock(clock),
        .a(operands_term_a),
        .b(operands_term_b),
        .terms_valid(sequencer_adds),
        .sum(add_sum),
        .overflow(add_overflow),
        .invalid(add_invalid)
    );
    harmonia_system_power power_of_two (
        .clock(clock),
        .t(operands_t),
        .beyond(operands_beyond),
        .negative(operands_below),
        .power(power_of_two_power),
        .vanishes(power_of_two_vanishes)
    );
    harmonia_system_divide_2 divide (
        .clock(clock),
        .numerator(operands_left),
        .denominator(add_sum),
        .vanishes(operands_vanishes),
        .operands_valid(sequencer_divides),
        .quotient(divide_quotient),
        .overflow(divide_overflow),
        .invalid(divide_invalid)
    );
    harmonia_system_squares squares (
        .clock(clock),
        .exact(multiply_exact),
        .exponents(multiply_exponents),
        .zero(multiply_zero),
        .special(multiply_special),
        .square_valid(sequencer_squares),
        .clear(norm_clear),
        .sum(squares_sum),
        .overflow(squares_overflow),
        .invalid(squares_invalid)
    );
    harmonia_system_root reciprocal_root (
        .clock(clock),
        .start(sequencer_root_start),
        .width(sequencer_width),
        .sum(squares_sum),
        .epsilon(norm_epsilon),
        .root(reciprocal_root_root),
        .done(reciprocal_root_done)
    );
    harmonia_system_norm norm (
        .clock(clock),
        .kind(sequencer_kind),
        .data(memory_data),
        .take_epsilon(sequencer_take_epsilon),
        .root_start(sequencer_root_start),
        .sum_overflow(squares_overflow),
        .sum_invalid(squares_invalid),
        .epsilon(norm_epsilon),
        .clear(norm_clear),
        .cleared(norm_cleared),
        .overflow(norm_overflow),
        .invalid(norm_invalid)
    );
    harmonia_system_results results_out (
        .clock(clock),
        .start(sequencer_start),
        .tag(sequencer_tag),
        .sink(sequencer_sink),
        .kind(sequencer_kind),
        .result(sequencer_result),
        .left(operands_left),
        .element(intake_element),
        .dropped(intake_dropped),
        .sum(add_sum),
        .product(multiply_product),
        .result_flags(intake_flags),
        .is_exponent(sequencer_is_exponent),
        .product_overflow(multiply_overflow),
        .product_invalid(multiply_invalid),
        .sum_overflow(add_overflow),
        .sum_invalid(add_invalid),
        .quotient_overflow(divide_overflow),
        .quotient_invalid(divide_invalid),
        .norm_overflow(norm_overflow),
        .norm_invalid(norm_invalid),
        .half_overflow(to_half_overflow),
        .clear(clear),
        .value(results_out_value),
        .write(results_out_write),
        .offered(results_out_offered),
        .rounded(results_out_rounded),
        .fault(results_out_fault),
        .fault_tag(results_out_fault_tag)
    );
    harmonia_system_half to_half (
        .clock(clock),
        .value(results_out_value),
        .value_valid(results_out_rounded),
        .half(to_half_half),
        .overflow(to_half_overflow),
        .half_valid(to_half_half_valid)
    );
    harmonia_system_sinks sinks (
        .clock(clock),
        .sink(sequencer_sink),
        .value(results_out_value),
        .offered(results_out_offered),
        .half(to_half_half),
        .half_valid(to_half_half_valid),
        .flush(sequencer_flush),
        .activations_data(activations_data),
        .activations_valid(activations_valid),
        .activations_ready(activations_ready),
        .vectors_data(vectors_data),
        .vectors_valid(vectors_valid),
        .vectors_ready(vectors_ready),
        .spilled_data(spilled_data),
        .spilled_valid(spilled_valid),
        .spilled_ready(spilled_ready),
        .taken(sinks_taken),
        .empty(sinks_empty)
    );
    assign idle = sequencer_idle;
    assign fault = results_out_fault;
    assign fault_tag = results_out_fault_tag;
endmodule

module harmonia_system_vector_memory_32768 (
    input wire clock,
    // The word that is read, modulo the memory's size.
    input wire [15:0] read_address,
    // That word, two cycles later.
    output wire [31:0] data,
    // A word is written.
    input wire write,
    // Where, modulo the memory's size.
    input wire [15:0] write_address,
    // The word to write.
    input wire [31:0] value
);
    // 32768 FP32 words in block RAM.
    (* src = "hdl/src/vector/memory.rs:41" *)
    (* no_rw_check *) reg [31:0] words [0:32767];
    (* src = "hdl/src/vector/memory.rs:43" *)
    reg [31:0] word;
    (* src = "hdl/src/vector/memory.rs:44" *)
    reg [31:0] word_q;
    assign data = word_q;
    wire unused = &{1'b0, read_address[15], write_address[15]};
    always @(posedge clock) begin
        word <= words[read_address[14:0]];
        word_q <= word;
        if (write) words[write_address[14:0]] <= value;
    end
endmodule

module harmonia_system_weights (
    input wire clock,
    // Matrices to read; two wait.
    input wire [177:0] order_data,
    input wire order_valid,
    output wire order_ready,
    // Reads the next words. There is a request.
    output wire request_valid,
    // Its first word.
    output wire [23:0] request_address,
    // Its words.
    output wire [7:0] request_length,
    // It is taken.
    input wire request_ready,
    // Words of records.
    input wire [63:0] words_data,
    input wire words_valid,
    output wire words_ready,
    // Beats for the engine.
    output wire [319:0] weights_data,
    output wire weights_valid,
    input wire weights_ready,
    // There is no order.
    output wire idle
);
    wire [25:0] requests_run_data;
    wire requests_run_valid;
    wire requests_idle;
    wire records_run_ready;
    wire records_idle;
    harmonia_system_weights_requests requests (
        .clock(clock),
        .order_data(order_data),
        .order_valid(order_valid),
        .order_ready(order_ready),
        .request_valid(request_valid),
        .request_address(request_address),
        .request_length(request_length),
        .request_ready(request_ready),
        .run_data(requests_run_data),
        .run_valid(requests_run_valid),
        .run_ready(records_run_ready),
        .idle(requests_idle)
    );
    harmonia_system_records records (
        .clock(clock),
        .run_data(requests_run_data),
        .run_valid(requests_run_valid),
        .run_ready(records_run_ready),
        .word_data(words_data),
        .word_valid(words_valid),
        .word_ready(words_ready),
        .weights_data(weights_data),
        .weights_valid(weights_valid),
        .weights_ready(weights_ready),
        .idle(records_idle)
    );
    assign idle = requests_idle & records_idle;
endmodule

module harmonia_system_weights_requests (
    input wire clock,
    // Matrices to read; two wait.
    input wire [177:0] order_data,
    input wire order_valid,
    output wire order_ready,
    // Reads the next words. There is a request.
    output wire request_valid,
    // Its first word.
    output wire [23:0] request_address,
    // Its words.
    output wire [7:0] request_length,
    // It is taken.
    input wire request_ready,
    // What these words are: sent before the first request of a run.
    output wire [25:0] run_data,
    output wire run_valid,
    input wire run_ready,
    // There is no order.
    output wire idle
);
    // Matrices in memory: requests for the words of their records, and what these words are.
    localparam [2:0] PHASE_IDLE = 3'd0;
    localparam [2:0] PHASE_BURST = 3'd2;
    localparam [2:0] PHASE_MEASURE = 3'd1;
    localparam [2:0] PHASE_CHOOSE = 3'd3;
    localparam [2:0] PHASE_STEP = 3'd4;
    (* src = "hdl/src/memory/walk.rs:87" *)
    reg [2:0] phase = 3'd0;
    (* src = "hdl/src/memory/walk.rs:89" *)
    wire _equal;
    (* src = "hdl/src/memory/walk.rs:90" *)
    wire _equal_1;
    (* src = "hdl/src/memory/walk.rs:92" *)
    reg [23:0] address = 24'h0;
    (* src = "hdl/src/memory/walk.rs:93" *)
    reg [7:0] length = 8'd0;
    (* src = "hdl/src/memory/walk.rs:94" *)
    reg [23:0] left = 24'h0;
    (* src = "hdl/src/memory/weights/requests.rs:43" *)
    reg start = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:21" *)
    reg [177:0] first = 178'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:22" *)
    reg [177:0] second = 178'h0;
    (* src = "hdl/src/stream/skid_buffer.rs:23" *)
    reg holds_one = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:24" *)
    reg holds_two = 1'd0;
    (* src = "hdl/src/stream/skid_buffer.rs:26" *)
    wire push;
    (* src = "hdl/src/stream/skid_buffer.rs:27" *)
    wire moves;
    (* src = "hdl/src/stream/skid_buffer.rs:31" *)
    wire _either;
    (* src = "hdl/src/memory/weights/requests.rs:47" *)
    wire [23:0] given_groups;
    (* src = "hdl/src/memory/weights/requests.rs:49" *)
    wire waits;
    (* src = "hdl/src/memory/weights/requests.rs:50" *)
    reg counted = 1'd0;
    (* src = "hdl/src/memory/weights/requests.rs:53" *)
    reg [22:0] records = 23'h0;
    (* src = "hdl/src/memory/weights/requests.rs:96" *)
    wire [24:0] rounded;
    (* src = "hdl/src/memory/weights/requests.rs:55" *)
    reg [23:0] words = 24'h0;
    (* src = "hdl/src/memory/weights/requests.rs:105" *)
    wire [23:0] summands_0, summands_1;
    (* src = "hdl/src/memory/weights/requests.rs:107" *)
    wire is_format_0, is_format_1;
    (* src = "hdl/src/memory/weights/requests.rs:108" *)
    wire [23:0] summands_2, summands_3, summands_4;
    (* src = "hdl/src/memory/weights/requests.rs:57" *)
    reg [23:0] groups = 24'h0;
    (* src = "hdl/src/memory/weights/requests.rs:58" *)
    reg [1:0] format = 2'd0;
    (* src = "hdl/src/memory/weights/requests.rs:63" *)
    reg announced = 1'd0;
    (* src = "hdl/src/memory/weights/requests.rs:64" *)
    wire announces;
    (* src = "hdl/src/memory/weights/requests.rs:65" *)
    wire asks;
    (* src = "hdl/src/memory/weights/requests.rs:66" *)
    wire taken;
    (* src = "hdl/src/memory/walk.rs:103" *)
    wire measures, chooses, steps;
    (* src = "hdl/src/memory/walk.rs:106" *)
    wire [5:0] short;
    (* src = "hdl/src/memory/walk.rs:107" *)
    wire is_long;
    (* src = "hdl/src/memory/walk.rs:108" *)
    wire is_more;
    (* src = "hdl/src/memory/walk.rs:114" *)
    wire [7:0] up_to_most;
    (* src = "hdl/src/memory/walk.rs:118" *)
    wire is_one;
    (* src = "hdl/src/memory/walk.rs:119" *)
    reg is_last = 1'd0;
    (* src = "hdl/src/memory/walk.rs:121" *)
    wire run_done;
    (* src = "hdl/src/memory/walk.rs:194" *)
    reg [15:0] count_0 = 16'h0, turns_0 = 16'h0, count_1 = 16'h0, turns_1 = 16'h0, turns_2 = 16'h0;
    (* src = "hdl/src/memory/walk.rs:194" *)
    reg [23:0] stride_0 = 24'h0, begin_0 = 24'h0, stride_1 = 24'h0, begin_1 = 24'h0, stride_2 = 24'h0, begin_2 = 24'h0;
    (* src = "hdl/src/memory/walk.rs:125" *)
    reg [2:0] chosen = 3'd0;
    (* src = "hdl/src/memory/walk.rs:129" *)
    wire has_turns_0, has_turns_1, has_turns_2;
    (* src = "hdl/src/memory/walk.rs:130" *)
    wire choice_0, choice_1, choice_2;
    (* src = "hdl/src/memory/walk.rs:131" *)
    wire inner_are_done_0, inner_are_done_1, inner_are_done_2;
    (* src = "hdl/src/memory/walk.rs:144" *)
    wire is_chosen_0, is_chosen_1;
    (* src = "hdl/src/memory/walk.rs:135" *)
    wire steps_of_0, steps_of_1, steps_of_2;
    (* src = "hdl/src/memory/walk.rs:145" *)
    wire [23:0] begin_word_0, begin_word_1;
    (* src = "hdl/src/memory/walk.rs:146" *)
    wire [23:0] stride_3, stride_4;
    (* src = "hdl/src/memory/walk.rs:148" *)
    wire [23:0] next_begin;
    (* src = "hdl/src/memory/walk.rs:151" *)
    wire [15:0] given_0, given_1, given_2;
    (* src = "hdl/src/memory/walk.rs:157" *)
    wire outer_steps;
    (* src = "hdl/src/memory/walk.rs:167" *)
    reg [23:0] run_words = 24'h0;
    (* src = "hdl/src/memory/walk.rs:169" *)
    wire [23:0] burst_words;
    (* src = "hdl/src/memory/walk.rs:178" *)
    wire is_empty;
    (* src = "hdl/src/memory/weights/requests.rs:81" *)
    wire [25:0] run;
    assign _equal = phase == PHASE_IDLE;
    assign _equal_1 = phase == PHASE_BURST;
    assign push = order_valid & ~holds_two;
    assign moves = ~holds_one | start;
    assign _either = holds_two | push;
    assign given_groups = first[47:24];
    assign waits = _equal & holds_one & ~start;
    assign rounded = {1'b0, given_groups} + 25'h3;
    assign summands_0 = {records, 1'd0};
    assign summands_1 = {records[19:0], 4'd0};
    assign is_format_0 = first[57:56] == 2'd1;
    assign summands_2 = is_format_0 ? {records[21:0], 2'd0} : summands_0;
    assign is_format_1 = first[57:56] == 2'd2;
    assign summands_3 = is_format_1 ? summands_0 : summands_2;
    assign summands_4 = is_format_1 ? {records[18:0], 5'd0} : summands_1;
    assign announces = _equal_1 & ~announced;
    assign asks = _equal_1 & announced;
    assign taken = asks & request_ready;
    assign measures = phase == PHASE_MEASURE;
    assign chooses = phase == PHASE_CHOOSE;
    assign steps = phase == PHASE_STEP;
    assign short = left[5:0];
    assign is_long = |left[23:6];
    assign is_more = (|left[23:7]) | (left[6] & (|short));
    assign up_to_most = is_long ? 8'd64 : {2'b0, short};
    assign is_one = left == 24'h1;
    assign run_done = taken & is_last;
    assign has_turns_0 = |turns_0;
    assign choice_0 = 1'd1 & has_turns_0;
    assign inner_are_done_0 = 1'd1 & ~has_turns_0;
    assign has_turns_1 = |turns_1;
    assign choice_1 = inner_are_done_0 & has_turns_1;
    assign inner_are_done_1 = inner_are_done_0 & ~has_turns_1;
    assign has_turns_2 = |turns_2;
    assign choice_2 = inner_are_done_1 & has_turns_2;
    assign inner_are_done_2 = inner_are_done_1 & ~has_turns_2;
    assign is_chosen_0 = chosen[0];
    assign steps_of_0 = steps & is_chosen_0;
    assign is_chosen_1 = chosen[1];
    assign steps_of_1 = steps & is_chosen_1;
    assign steps_of_2 = steps & chosen[2];
    assign begin_word_0 = is_chosen_1 ? begin_1 : begin_2;
    assign stride_3 = is_chosen_1 ? stride_1 : stride_2;
    assign begin_word_1 = is_chosen_0 ? begin_0 : begin_word_0;
    assign stride_4 = is_chosen_0 ? stride_0 : stride_3;
    assign next_begin = begin_word_1 + stride_4;
    assign given_0 = first[73:58];
    assign outer_steps = |{steps_of_2, steps_of_1};
    assign given_1 = first[113:98];
    assign given_2 = first[153:138];
    assign burst_words = {16'b0, length};
    assign is_empty = ~(|left);
    assign run = {format, groups};
    assign order_ready = ~holds_two;
    assign request_valid = asks;
    assign request_address = address;
    assign request_length = length;
    assign run_data = run;
    assign run_valid = announces;
    assign idle = _equal & ~holds_one;
    wire unused = &{1'b0, first[55:48], rounded[1:0]};
    always @(posedge clock) begin
        if (start) phase <= PHASE_MEASURE;
        else if (measures & is_empty) phase <= PHASE_IDLE;
        else if (measures) phase <= PHASE_BURST;
        else if (run_done) phase <= PHASE_CHOOSE;
        else if (taken) phase <= PHASE_MEASURE;
        else if (chooses & inner_are_done_2) phase <= PHASE_IDLE;
        else if (chooses) phase <= PHASE_STEP;
        else if (steps) phase <= PHASE_MEASURE;
        if (start) address <= first[23:0];
        else if (steps) address <= next_begin;
        else if (taken) address <= address + burst_words;
        if (measures) length <= 1'd0 ? 8'd1 : up_to_most;
        if (start) left <= words;
        else if (steps) left <= run_words;
        else if (taken) left <= left - burst_words;
        start <= waits & counted;
        if (moves) first <= holds_two ? second : order_data;
        if (~holds_two) second <= order_data;
        holds_one <= moves ? _either : 1'd1;
        holds_two <= ~moves & _either;
        counted <= waits;
        records <= rounded[24:2];
        words <= summands_3 + summands_4;
        if (start) groups <= given_groups;
        if (start) format <= first[57:56];
        if (run_done) announced <= 1'd0;
        else if (announces & run_ready) announced <= 1'd1;
        if (measures) is_last <= 1'd0 ? is_one : ~is_more;
        if (start) count_0 <= given_0;
        if (start) stride_0 <= first[97:74];
        if (start) turns_0 <= given_0;
        else if (outer_steps) turns_0 <= count_0;
        else if (steps_of_0) turns_0 <= turns_0 - 16'h1;
        if (start) begin_0 <= first[23:0];
        else if (|{steps_of_2, steps_of_1, steps_of_0}) begin_0 <= next_begin;
        if (start) count_1 <= given_1;
        if (start) stride_1 <= first[137:114];
        if (start) turns_1 <= given_1;
        else if (steps_of_2) turns_1 <= count_1;
        else if (steps_of_1) turns_1 <= turns_1 - 16'h1;
        if (start) begin_1 <= first[23:0];
        else if (outer_steps) begin_1 <= next_begin;
        if (start) stride_2 <= first[177:154];
        if (start) turns_2 <= given_2;
        else if (steps_of_2) turns_2 <= turns_2 - 16'h1;
        if (start) begin_2 <= first[23:0];
        else if (steps_of_2) begin_2 <= next_begin;
        if (chooses) chosen <= {choice_2, choice_1, choice_0};
        if (start) run_words <= words;
    end
endmodule

module harmonia_system_widen (
    input wire clock,
    // Four FP16 values, the first in the lowest bits.
    input wire [63:0] halves,
    // Four values are there, and are taken: one such beat per cycle, no back-pressure.
    input wire halves_valid,
    // The same four values as FP32, exactly; infinities and NaN stay what they are.
    output wire [127:0] floats,
    // They are there: `halves_valid`, as many cycles later as the conversion takes.
    output wire floats_valid
);
    // 4 x FP16 to 4 x FP32, exact.
    genvar i;
    (* src = "hdl/src/attention/cache/widen.rs:40" *)
    reg halves_valid_q = 1'd0, halves_valid_q2 = 1'd0;
    for (i = 0; i < 4; i = i + 1) begin : lanes
        (* src = "hdl/src/attention/cache/widen.rs:38" *)
        harmonia_system_fp16_to_fp32 lane (
            .clock(clock),
            .half(halves[16 * i +: 16]),
            .float(floats[32 * i +: 32])
        );
    end
    assign floats_valid = halves_valid_q2;
    always @(posedge clock) begin
        halves_valid_q <= halves_valid;
        halves_valid_q2 <= halves_valid_q;
    end
endmodule

module harmonia_system_words_check (
    input wire clock,
    // It begins again, without a word.
    input wire clear,
    // A word.
    input wire [63:0] word,
    // It is there, and is taken.
    input wire takes,
    // The check of the words before, two cycles later.
    output wire [63:0] check
);
    // The check of words: their remainder modulo a polynomial, a word in each cycle.
    (* src = "hdl/src/memory/check.rs:34" *)
    reg clear_q = 1'd0, takes_q = 1'd0;
    (* src = "hdl/src/memory/check.rs:35" *)
    reg [63:0] word_q;
    (* src = "hdl/src/memory/check.rs:38" *)
    reg [63:0] sum = 64'hffffffffffffffff;
    (* src = "hdl/src/memory/check.rs:39" *)
    wire [67:0] product;
    (* src = "hdl/src/memory/check.rs:40" *)
    wire [3:0] above;
    (* src = "hdl/src/memory/check.rs:41" *)
    wire [63:0] back;
    (* src = "hdl/src/memory/check.rs:42" *)
    wire [63:0] next;
    assign product = {4'b0, sum} ^ {3'b0, {sum, 1'd0}} ^ {1'b0, {sum, 3'd0}} ^ {sum, 4'd0};
    assign above = product[67:64];
    assign back = {56'b0, {4'b0, above} ^ {3'b0, {above, 1'd0}} ^ {1'b0, {above, 3'd0}} ^ {above, 4'd0}};
    assign next = product[63:0] ^ back ^ word_q;
    assign check = sum;
    always @(posedge clock) begin
        clear_q <= clear;
        takes_q <= takes;
        word_q <= word;
        if (clear_q) sum <= 64'hffffffffffffffff;
        else if (takes_q) sum <= next;
    end
endmodule

module harmonia_system_writer (
    input wire clock,
    // Blocks of a key or of a page of values come.
    input wire start,
    // They are of values.
    input wire value,
    // The token, or the page.
    input wire [15:0] position,
    // Slot of the low plane.
    input wire [15:0] slot,
    // The low plane is not kept.
    input wire no_low,
    // Blocks of 32 channels.
    input wire [3:0] blocks,
    // The parts of the region: formats, and where planes are. Keys have 3 bits; else 4.
    input wire region_key_three,
    // Values have 3 bits; else 4.
    input wire region_value_three,
    // The values of the group under way.
    input wire [23:0] region_residual,
    // Low planes of keys.
    input wire [23:0] region_key_low,
    // Low planes of values.
    input wire [23:0] region_value_low,
    // High planes of keys.
    input wire [23:0] region_key_high,
    // High planes of values.
    input wire [23:0] region_value_high,
    // 32 mantissas of a block, magnitudes of 8 bits with their signs above, which `block_valid` says are
    // there.
    input wire [287:0] mantissas,
    // The block's scale byte, written as it is.
    input wire [7:0] scale,
    // A pulse when a block is there; it is always taken: the queue has a place for every block that can
    // be on its way.
    input wire block_valid,
    // Blocks are not for memory: they are of a query's own page.
    input wire ignores,
    // Writes bytes of a word. There is a request.
    output wire request_valid,
    // The word's address.
    output wire [23:0] request_address,
    // The word.
    output wire [63:0] request_data,
    // Bytes of it to write.
    output wire [7:0] request_enables,
    // It is taken.
    input wire request_ready,
    // A pulse when the words of a block begin to leave for memory: the one before has left.
    output wire begun,
    // All blocks of the command are written.
    output wire idle
);
    // Blocks of keys and values to their bytes in the planes, word by word with byte enables; nothing is read.
    genvar i;
    (* src = "hdl/src/stream/fifo.rs:29" *)
    (* no_rw_check *) reg [295:0] blocks_waiting [0:7];
    (* src = "hdl/src/attention/cache/writer.rs:156" *)
    reg three;
    (* src = "hdl/src/attention/cache/writer.rs:157" *)
    reg [23:0] low_base;
    (* src = "hdl/src/attention/cache/writer.rs:158" *)
    reg [23:0] high_base;
    (* src = "hdl/src/attention/cache/writer.rs:87" *)
    wire [295:0] block;
    (* src = "hdl/src/attention/cache/writer.rs:88" *)
    wire counts;
    (* src = "hdl/src/stream/fifo.rs:27" *)
    reg [3:0] head = 4'd0;
    (* src = "hdl/src/stream/fifo.rs:28" *)
    reg [3:0] tail = 4'd0;
    (* src = "hdl/src/stream/fifo.rs:35" *)
    wire [295:0] oldest;
    (* src = "hdl/src/attention/cache/writer.rs:191" *)
    reg busy = 1'd0;
    (* src = "hdl/src/attention/cache/writer.rs:192" *)
    reg [2:0] settling = 3'd7;
    (* src = "hdl/src/attention/cache/writer.rs:193" *)
    reg [2:0] turn = 3'd0;
    (* src = "hdl/src/attention/cache/writer.rs:194" *)
    reg request = 1'd0;
    (* src = "hdl/src/attention/cache/writer.rs:196" *)
    wire _equal, settled;
    (* src = "hdl/src/attention/cache/writer.rs:198" *)
    reg prepared = 1'd0;
    (* src = "hdl/src/attention/cache/writer.rs:199" *)
    wire step;
    (* src = "hdl/src/attention/cache/writer.rs:201" *)
    wire final_turn;
    (* src = "hdl/src/attention/cache/writer.rs:202" *)
    wire block_written;
    (* src = "hdl/src/attention/cache/writer.rs:204" *)
    wire [2:0] count;
    (* src = "hdl/src/attention/cache/writer.rs:205" *)
    wire still;
    (* src = "hdl/src/attention/cache/writer.rs:207" *)
    wire [2:0] turn_next;
    (* src = "hdl/src/attention/cache/writer.rs:240" *)
    reg [8:0] blocks_left = 9'h0;
    (* src = "hdl/src/attention/cache/writer.rs:241" *)
    wire [8:0] wanted;
    (* src = "hdl/src/attention/cache/writer.rs:245" *)
    wire [8:0] less;
    (* src = "hdl/src/attention/cache/writer.rs:247" *)
    reg side = 1'd0;
    (* src = "hdl/src/attention/cache/writer.rs:248" *)
    reg [7:0] pairs_written = 8'd0;
    (* src = "hdl/src/attention/cache/writer.rs:249" *)
    wire side_next;
    (* src = "hdl/src/attention/cache/writer.rs:251" *)
    wire _inverse;
    (* src = "hdl/src/attention/cache/writer.rs:254" *)
    wire pair_done;
    (* src = "hdl/src/attention/cache/writer.rs:255" *)
    wire [7:0] along_next;
    (* src = "hdl/src/attention/cache/writer/places.rs:27" *)
    wire [3:0] token_pair;
    (* src = "hdl/src/attention/cache/writer/places.rs:28" *)
    wire [10:0] page;
    (* src = "hdl/src/attention/cache/writer/places.rs:29" *)
    wire [14:0] high_x;
    (* src = "hdl/src/attention/cache/writer/places.rs:30" *)
    wire [14:0] low_x;
    (* src = "hdl/src/attention/cache/writer/places.rs:63" *)
    wire [14:0] chosen_0, chosen_1, chosen_2, chosen_3, chosen_4, chosen_5, chosen_6, chosen_7;
    (* src = "hdl/src/attention/cache/writer/places.rs:66" *)
    reg [17:0] lower_0, lower_1;
    (* src = "hdl/src/attention/cache/writer/places.rs:67" *)
    reg [17:0] upper_0, upper_1;
    (* src = "hdl/src/attention/cache/writer/places.rs:68" *)
    reg [17:0] first_0, first_1;
    (* src = "hdl/src/attention/cache/writer/places.rs:34" *)
    reg [17:0] high_pair, low_pair;
    (* src = "hdl/src/attention/cache/writer/places.rs:75" *)
    wire [23:0] record_0, record_1;
    (* src = "hdl/src/attention/cache/writer/places.rs:77" *)
    wire [21:0] kept_0, kept_2;
    (* src = "hdl/src/attention/cache/writer/places.rs:81" *)
    reg [23:0] few_0, few_1;
    (* src = "hdl/src/attention/cache/writer/places.rs:77" *)
    wire [19:0] kept_1, kept_3;
    (* src = "hdl/src/attention/cache/writer/places.rs:85" *)
    reg [23:0] many_0, many_1;
    (* src = "hdl/src/attention/cache/writer/places.rs:39" *)
    reg [23:0] high_record;
    (* src = "hdl/src/attention/cache/writer/places.rs:41" *)
    reg [23:0] low_record;
    (* src = "hdl/src/attention/cache/writer/places.rs:43" *)
    wire [1:0] within_word;
    (* src = "hdl/src/attention/cache/writer/places.rs:44" *)
    wire [4:0] fours;
    (* src = "hdl/src/attention/cache/writer/places.rs:45" *)
    wire [4:0] fives;
    (* src = "hdl/src/attention/cache/writer/places.rs:46" *)
    reg [4:0] high_at;
    (* src = "hdl/src/attention/cache/writer/places.rs:47" *)
    reg [4:0] low_at;
    (* src = "hdl/src/attention/cache/writer.rs:96" *)
    reg [295:0] settled_block;
    (* src = "hdl/src/attention/cache/writer/words.rs:37" *)
    wire [287:0] mantissas_1;
    (* src = "hdl/src/attention/cache/writer/words.rs:40" *)
    wire [31:0] signs, tops;
    (* src = "hdl/src/attention/cache/writer/words.rs:40" *)
    wire [127:0] highs, lows;
    (* src = "hdl/src/attention/cache/writer/words.rs:42" *)
    wire [7:0] scale_1;
    (* src = "hdl/src/attention/cache/writer/words.rs:43" *)
    wire [63:0] eight;
    (* src = "hdl/src/attention/cache/writer/words.rs:44" *)
    wire [31:0] bits;
    (* src = "hdl/src/attention/cache/writer/words.rs:46" *)
    wire [63:0] choices_0, choices_1, choices_2, choices_3, choices_4;
    (* src = "hdl/src/attention/cache/writer/words.rs:24" *)
    wire low_word;
    (* src = "hdl/src/attention/cache/writer.rs:94" *)
    wire [63:0] data_1;
    (* src = "hdl/src/attention/cache/writer/words.rs:22" *)
    wire is_byte;
    (* src = "hdl/src/attention/cache/writer/words.rs:23" *)
    wire is_half;
    (* src = "hdl/src/attention/cache/writer/words.rs:25" *)
    wire to_low;
    (* src = "hdl/src/attention/cache/writer/words.rs:74" *)
    wire behind_signs;
    (* src = "hdl/src/attention/cache/writer/words.rs:75" *)
    wire body;
    (* src = "hdl/src/attention/cache/writer/words.rs:77" *)
    wire [4:0] in_pair;
    (* src = "hdl/src/attention/cache/writer/words.rs:78" *)
    wire [4:0] offset_0;
    (* src = "hdl/src/attention/cache/writer/words.rs:81" *)
    wire [4:0] behind;
    (* src = "hdl/src/attention/cache/writer/words.rs:85" *)
    wire [4:0] after_scales;
    (* src = "hdl/src/attention/cache/writer/words.rs:86" *)
    wire [5:0] offset_1;
    (* src = "hdl/src/attention/cache/writer/words.rs:87" *)
    reg [23:0] base;
    (* src = "hdl/src/attention/cache/writer/words.rs:90" *)
    reg [5:0] offset_2;
    (* src = "hdl/src/attention/cache/writer.rs:101" *)
    wire [23:0] address_1;
    (* src = "hdl/src/attention/cache/writer/words.rs:98" *)
    wire [2:0] byte_word_0;
    (* src = "hdl/src/attention/cache/writer/words.rs:99" *)
    wire byte_word_1, byte_word_2, byte_word_3, byte_word_4, byte_word_5, byte_word_6, byte_word_7, byte_word_8;
    (* src = "hdl/src/attention/cache/writer/words.rs:100" *)
    wire half;
    (* src = "hdl/src/attention/cache/writer.rs:102" *)
    wire [7:0] enables_1;
    (* src = "hdl/src/attention/cache/writer.rs:104" *)
    wire send;
    (* src = "hdl/src/attention/cache/writer.rs:106" *)
    reg [23:0] address = 24'h0;
    (* src = "hdl/src/attention/cache/writer.rs:111" *)
    reg [63:0] data_1_q;
    (* src = "hdl/src/attention/cache/writer.rs:106" *)
    reg [63:0] data = 64'h0;
    (* src = "hdl/src/attention/cache/writer.rs:112" *)
    reg [7:0] enables_1_q;
    (* src = "hdl/src/attention/cache/writer.rs:106" *)
    reg [7:0] enables = 8'd0;
    assign block = {scale, mantissas};
    assign counts = block_valid & ~ignores;
    assign oldest = blocks_waiting[head[2:0]];
    assign begun = ~(head == tail) & ~busy;
    assign _equal = settling == 3'd0;
    assign settled = busy & _equal;
    assign step = prepared & ~request;
    assign final_turn = turn == 3'd5;
    assign block_written = step & final_turn;
    assign count = settling - 3'd1;
    assign still = busy & ~_equal;
    assign turn_next = final_turn ? 3'd0 : turn + 3'd1;
    assign wanted = value ? {blocks, 5'd0} : {5'b0, blocks};
    assign less = blocks_left - 9'h1;
    assign side_next = side ^ value;
    assign _inverse = ~value;
    assign pair_done = block_written & (_inverse | side);
    assign along_next = pairs_written + 8'd1;
    assign token_pair = position[4:1];
    assign page = position[10:0];
    assign high_x = value ? {page, 4'd0} : position[15:1];
    assign low_x = {slot[10:0], token_pair & {4{_inverse}}};
    assign chosen_0 = high_x & {15{blocks[0]}};
    assign chosen_1 = high_x & {15{blocks[1]}};
    assign chosen_2 = high_x & {15{blocks[2]}};
    assign chosen_3 = high_x & {15{blocks[3]}};
    assign chosen_4 = low_x & {15{blocks[0]}};
    assign chosen_5 = low_x & {15{blocks[1]}};
    assign chosen_6 = low_x & {15{blocks[2]}};
    assign chosen_7 = low_x & {15{blocks[3]}};
    assign record_0 = {8'b0, high_pair[17:2]};
    assign kept_0 = record_0[21:0];
    assign kept_1 = record_0[19:0];
    assign record_1 = {8'b0, low_pair[17:2]};
    assign kept_2 = record_1[21:0];
    assign kept_3 = record_1[19:0];
    assign within_word = high_pair[1:0];
    assign fours = {1'b0, {within_word, 2'd0}};
    assign fives = fours + {3'b0, within_word};
    assign mantissas_1 = settled_block[287:0];
    assign scale_1 = settled_block[295:288];
    assign eight = {{8{scale_1}}};
    assign bits = three ? tops : signs;
    assign choices_0 = {{2{bits}}};
    assign choices_1 = highs[63:0];
    assign choices_2 = highs[127:64];
    assign choices_3 = lows[63:0];
    assign choices_4 = lows[127:64];
    assign low_word = turn[2];
    assign data_1 = low_word ? (turn[0] ? choices_4 : choices_3) : turn[1] ? (turn[0] ? choices_2 : choices_1)
            : turn[0] ? choices_0 : eight;
    assign is_byte = turn == 3'd0;
    assign is_half = turn == 3'd1;
    assign to_low = low_word | (is_half & three);
    assign behind_signs = to_low ? three : ~three;
    assign body = ~(is_byte | is_half);
    assign in_pair = {3'b0, {side, turn[0]}};
    assign offset_0 = (body ? in_pair : 5'd0) + {4'b0, body & behind_signs};
    assign behind = is_byte ? 5'd0 : to_low ? low_at : high_at;
    assign after_scales = {4'b0, ~is_byte & ~to_low};
    assign offset_1 = {1'b0, offset_0 + after_scales} + {1'b0, behind};
    assign address_1 = base + {18'b0, offset_2};
    assign byte_word_0 = {within_word, side};
    assign byte_word_1 = byte_word_0 == 3'd0;
    assign byte_word_2 = byte_word_0 == 3'd1;
    assign byte_word_3 = byte_word_0 == 3'd2;
    assign byte_word_4 = byte_word_0 == 3'd3;
    assign byte_word_5 = byte_word_0 == 3'd4;
    assign byte_word_6 = byte_word_0 == 3'd5;
    assign byte_word_7 = byte_word_0 == 3'd6;
    assign byte_word_8 = byte_word_0 == 3'd7;
    assign half = ~side;
    assign enables_1 = is_byte ? {byte_word_8, byte_word_7, byte_word_6, byte_word_5, byte_word_4, byte_word_3,
            byte_word_2, byte_word_1} : is_half ? {{4{side}}, {4{half}}} : 8'd255;
    assign send = step & ~(to_low & no_low);
    for (i = 0; i < 32; i = i + 1) begin : lanes
        (* src = "hdl/src/attention/cache/writer/words.rs:39" *)
        harmonia_system_plane_lane lane (
            .clock(clock),
            .mantissa(mantissas_1[9 * i +: 9]),
            .three(three),
            .negative(signs[i]),
            .high(highs[4 * i +: 4]),
            .low(lows[4 * i +: 4]),
            .low_top(tops[i])
        );
    end
    assign request_valid = request;
    assign request_address = address;
    assign request_data = data;
    assign request_enables = enables;
    assign idle = ~(|{request, |blocks_left});
    wire unused = &{1'b0, region_residual, slot, low_pair[1:0]};
    always @(posedge clock) begin
        three <= value ? region_value_three : region_key_three;
        low_base <= value ? region_value_low : region_key_low;
        high_base <= value ? region_value_high : region_key_high;
        if (block_written) head <= head + 4'd1;
        if (counts) tail <= tail + 4'd1;
        busy <= begun | (busy & ~block_written);
        settling <= still ? count : busy ? settling : 3'd7;
        if (step) turn <= turn_next;
        request <= send | (request & ~request_ready);
        prepared <= settled & ~step;
        if (start) blocks_left <= wanted;
        else if (block_written) blocks_left <= less;
        if (start) side <= position[0] & _inverse;
        else if (block_written) side <= side_next;
        if (start) pairs_written <= 8'd0;
        else if (pair_done) pairs_written <= along_next;
        lower_0 <= {3'b0, chosen_0} + {2'b0, {chosen_1, 1'd0}};
        upper_0 <= {1'b0, {chosen_2, 2'd0}} + {chosen_3, 3'd0};
        first_0 <= lower_0 + upper_0;
        high_pair <= first_0 + {10'b0, pairs_written};
        lower_1 <= {3'b0, chosen_4} + {2'b0, {chosen_5, 1'd0}};
        upper_1 <= {1'b0, {chosen_6, 2'd0}} + {chosen_7, 3'd0};
        first_1 <= lower_1 + upper_1;
        low_pair <= first_1 + {10'b0, pairs_written};
        few_0 <= (~three ? {kept_0, 2'd0} : 24'h0) + (1'd1 ? record_0 : 24'h0);
        many_0 <= high_base + {kept_1, 4'd0};
        high_record <= few_0 + many_0;
        few_1 <= (three ? {kept_2, 2'd0} : 24'h0) + (1'd0 ? record_1 : 24'h0);
        many_1 <= low_base + {kept_3, 4'd0};
        low_record <= few_1 + many_1;
        high_at <= three ? fours : fives;
        low_at <= three ? fives : fours;
        settled_block <= oldest;
        base <= to_low ? low_record : high_record;
        offset_2 <= offset_1;
        if (step) address <= address_1;
        data_1_q <= data_1;
        if (step) data <= data_1_q;
        enables_1_q <= enables_1;
        if (step) enables <= enables_1_q;
        if (counts) blocks_waiting[tail[2:0]] <= block;
    end
endmodule
