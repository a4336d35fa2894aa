// Harmonia BFP accelerator, configuration `quad`: Four token rows: the simulated engine of `harmonia run`.
// tokens = 4, context = 8192, multiplier = Portable. Emitted from Rust by `harmonia generate`; do not edit.
// Licence: MIT OR Apache-2.0

`default_nettype none

module harmonia_quad (
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
    harmonia_quad_router router (
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
    harmonia_quad_engine engine (
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
    harmonia_quad_attention attention (
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

module harmonia_quad_accumulator (
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

module harmonia_quad_activation_buffer (
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

module harmonia_quad_activation_merge (
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

module harmonia_quad_answer (
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

module harmonia_quad_attention (
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
    harmonia_quad_controller controller (
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
    harmonia_quad_registers registers (
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
    harmonia_quad_cache cache (
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
    harmonia_quad_query query (
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

module harmonia_quad_beat_queue (
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

module harmonia_quad_cache (
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
    harmonia_quad_ingest ingest (
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
    harmonia_quad_raw_writer raw_writer (
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
    harmonia_quad_rotate rotate (
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
    harmonia_quad_collector collector (
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
    harmonia_quad_converter_input lanes (
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
    harmonia_quad_kv_converter kv_converter (
        .clock(clock),
        .values(lanes_values),
        .values_valid(lanes_values_valid),
        .three(lanes_three),
        .mantissas(kv_converter_mantissas),
        .scale(kv_converter_scale),
        .block_valid(kv_converter_block_valid)
    );
    harmonia_quad_writer writer (
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
    harmonia_quad_pages pages (
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
    harmonia_quad_memory_port port (
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
    harmonia_quad_reader reader (
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
    harmonia_quad_residual residual (
        .clock(clock),
        .start(order_start_pages),
        .size(settings_size),
        .last_token(order_last_token),
        .word(port_words_data),
        .word_valid(reader_residual_valid),
        .halves(residual_halves),
        .halves_valid(residual_halves_valid)
    );
    harmonia_quad_widen widen (
        .clock(clock),
        .halves(residual_halves),
        .halves_valid(residual_halves_valid),
        .floats(widen_floats),
        .floats_valid(widen_floats_valid)
    );
    harmonia_quad_own_page own_page (
        .clock(clock),
        .enable(order_attends),
        .mantissas(kv_converter_mantissas),
        .scale(kv_converter_scale),
        .block_valid(kv_converter_block_valid),
        .beat(own_page_beat),
        .beat_valid(own_page_beat_valid)
    );
    harmonia_quad_beat_queue beat_queue (
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

module harmonia_quad_collector (
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

module harmonia_quad_controller (
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

module harmonia_quad_converter_input (
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

module harmonia_quad_digit (
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

module harmonia_quad_divide (
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
    harmonia_quad_division_row row_0 (
        .clock(clock),
        .divisor(divisor),
        .remainder(remainder),
        .earlier_bits(20'h0),
        .next_divisor(row_0_next_divisor),
        .next_remainder(row_0_next_remainder),
        .bits(row_0_bits)
    );
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_quad_division_row row_1 (
        .clock(clock),
        .divisor(row_0_next_divisor),
        .remainder(row_0_next_remainder),
        .earlier_bits(earlier_0),
        .next_divisor(row_1_next_divisor),
        .next_remainder(row_1_next_remainder),
        .bits(row_1_bits)
    );
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_quad_division_row row_2 (
        .clock(clock),
        .divisor(row_1_next_divisor),
        .remainder(row_1_next_remainder),
        .earlier_bits(earlier_1),
        .next_divisor(row_2_next_divisor),
        .next_remainder(row_2_next_remainder),
        .bits(row_2_bits)
    );
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_quad_division_row row_3 (
        .clock(clock),
        .divisor(row_2_next_divisor),
        .remainder(row_2_next_remainder),
        .earlier_bits(earlier_2),
        .next_divisor(row_3_next_divisor),
        .next_remainder(row_3_next_remainder),
        .bits(row_3_bits)
    );
    (* src = "hdl/src/attention/query/divide.rs:119" *)
    harmonia_quad_division_row row_4 (
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

module harmonia_quad_division_row (
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

module harmonia_quad_dot (
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

module harmonia_quad_engine (
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
    harmonia_quad_sequencer sequencer (
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
    harmonia_quad_fp32_to_bfp converter (
        .clock(clock),
        .values(activations_data),
        .values_valid(sequencer_load),
        .block(converter_block),
        .block_valid(converter_block_valid),
        .completes(converter_completes)
    );
    harmonia_quad_unpack unpack (
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
    harmonia_quad_token_row token_row_0 (
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
    harmonia_quad_token_row token_row_1 (
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
    harmonia_quad_token_row token_row_2 (
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
    harmonia_quad_token_row token_row_3 (
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
    harmonia_quad_to_fp32 to_fp32 (
        .clock(clock),
        .accumulator(token_row_0_chain_out),
        .accumulator_valid(sequencer_sends),
        .part(sequencer_part),
        .result(to_fp32_result),
        .result_valid(to_fp32_result_valid)
    );
    harmonia_quad_queue_64x34 queue (
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

module harmonia_quad_float_key (
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

module harmonia_quad_float_mantissa (
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

module harmonia_quad_fp16_to_fp32 (
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

module harmonia_quad_fp16_to_integer (
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

module harmonia_quad_fp32_to_bfp (
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
        harmonia_quad_float_key lane (
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
        harmonia_quad_float_mantissa lane (
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

module harmonia_quad_ingest (
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

module harmonia_quad_kv_converter (
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
        harmonia_quad_kv_key lane (
            .clock(clock),
            .value(values_q[32 * i +: 32]),
            .key(keys[18 * i +: 18]),
            .negative(signs[i])
        );
    end
    (* src = "hdl/src/attention/cache/kv_converter.rs:96" *)
    harmonia_quad_scale_choice choice (
        .clock(clock),
        .largest(largest),
        .three(three_q5),
        .scale(scale_1)
    );
    for (i = 0; i < 4; i = i + 1) begin : element_lanes
        (* src = "hdl/src/attention/cache/kv_converter.rs:117" *)
        harmonia_quad_kv_element lane (
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

module harmonia_quad_kv_element (
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

module harmonia_quad_kv_key (
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

module harmonia_quad_mantissa_digit (
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

module harmonia_quad_memory_port (
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

module harmonia_quad_outputs (
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

module harmonia_quad_own_page (
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
        harmonia_quad_mantissa_digit lane (
            .mantissa(mantissas_0[9 * i +: 9]),
            .low(low),
            .nibble(even_digits_nibble[4 * i +: 4]),
            .sign(even_digits_sign[i])
        );
    end
    for (i = 0; i < 32; i = i + 1) begin : odd_digits
        (* src = "hdl/src/attention/cache/own_page.rs:62" *)
        harmonia_quad_mantissa_digit lane (
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

module harmonia_quad_pages (
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

module harmonia_quad_plane_lane (
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

module harmonia_quad_query (
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
    harmonia_quad_schedule schedule (
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
    harmonia_quad_activation_merge merge (
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
    harmonia_quad_skid_buffer_34 engine (
        .clock(clock),
        .up_data(engine_results_data),
        .up_valid(engine_results_valid),
        .up_ready(engine_results_ready),
        .down_data(engine_down_data),
        .down_valid(engine_down_valid),
        .down_ready(engine_down_ready)
    );
    harmonia_quad_score_control score_control (
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
    harmonia_quad_row row_0 (
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
    harmonia_quad_row row_1 (
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
    harmonia_quad_row row_2 (
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
    harmonia_quad_row row_3 (
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
    harmonia_quad_softmax_control softmax_control (
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
    harmonia_quad_outputs values (
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
    harmonia_quad_divide divide (
        .clock(clock),
        .numerator(values_numerator),
        .denominator(values_denominator),
        .flags(values_flags),
        .operands_valid(values_operands_valid),
        .quotient(divide_quotient),
        .quotient_valid(divide_quotient_valid)
    );
    harmonia_quad_answer answer (
        .clock(clock),
        .quotient_data(divide_quotient),
        .quotient_valid(divide_quotient_valid),
        .value(values_numerator),
        .flags(values_flags),
        .value_valid(values_passes),
        .result(answer_result),
        .result_valid(answer_result_valid)
    );
    harmonia_quad_queue_64x34 queue (
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

module harmonia_quad_queue_64x34 (
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

module harmonia_quad_raw_writer (
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

module harmonia_quad_reader (
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
        harmonia_quad_digit lane (
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
        harmonia_quad_digit lane (
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

module harmonia_quad_registers (
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

module harmonia_quad_residual (
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

module harmonia_quad_rotate (
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
        harmonia_quad_fp16_to_integer lane (
            .clock(clock),
            .half(halves[16 * i +: 16]),
            .units(integers_units[41 * i +: 41])
        );
    end
    (* src = "hdl/src/attention/cache/rotate.rs:129" *)
    harmonia_quad_rotate_stage_0 stage_0 (
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
    harmonia_quad_rotate_stage_1 stage_1 (
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
    harmonia_quad_rotate_stage_2 stage_2 (
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
    harmonia_quad_rotate_stage_3 stage_3 (
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
    harmonia_quad_rotate_stage_4 stage_4 (
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
    harmonia_quad_rotate_stage_5 stage_5 (
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
    harmonia_quad_rotate_stage_6 stage_6 (
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
    harmonia_quad_rotate_stage_7 stage_7 (
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
    harmonia_quad_round_to_fp32 rounding (
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

module harmonia_quad_rotate_stage_0 (
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

module harmonia_quad_rotate_stage_1 (
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

module harmonia_quad_rotate_stage_2 (
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

module harmonia_quad_rotate_stage_3 (
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

module harmonia_quad_rotate_stage_4 (
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

module harmonia_quad_rotate_stage_5 (
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

module harmonia_quad_rotate_stage_6 (
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

module harmonia_quad_rotate_stage_7 (
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

module harmonia_quad_round_to_fp32 (
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

module harmonia_quad_router (
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

module harmonia_quad_row (
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
    harmonia_quad_score_buffer score_buffer (
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
    harmonia_quad_softmax_lane lane (
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

module harmonia_quad_scale (
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

module harmonia_quad_scale_choice (
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

module harmonia_quad_schedule (
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

module harmonia_quad_score_buffer (
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

module harmonia_quad_score_control (
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

module harmonia_quad_sequencer (
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

module harmonia_quad_skid_buffer_34 (
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

module harmonia_quad_softmax_control (
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

module harmonia_quad_softmax_lane (
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

module harmonia_quad_to_fp32 (
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
    harmonia_quad_round_to_fp32 rounding (
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

module harmonia_quad_token_row (
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
    harmonia_quad_activation_buffer buffer (
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
    harmonia_quad_dot dot (
        .clock(clock),
        .mantissas(buffer_mantissas),
        .operands(operands),
        .sum_0(dot_sum_0),
        .sum_1(dot_sum_1)
    );
    harmonia_quad_scale scaling_0 (
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
    harmonia_quad_scale scaling_1 (
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
    harmonia_quad_accumulator accumulator_0 (
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
    harmonia_quad_accumulator accumulator_1 (
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

module harmonia_quad_unpack (
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
        harmonia_quad_unpack_lane lane (
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

module harmonia_quad_unpack_lane (
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

module harmonia_quad_widen (
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
        harmonia_quad_fp16_to_fp32 lane (
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

module harmonia_quad_writer (
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
        harmonia_quad_plane_lane lane (
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
