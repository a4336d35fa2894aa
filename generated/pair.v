// Harmonia BFP accelerator, configuration `pair`: Two token rows.
// tokens = 2, context = 8192, multiplier = Portable. Emitted from Rust by `harmonia generate`; do not edit.
// Licence: MIT OR Apache-2.0

`default_nettype none

module harmonia_pair (
    input wire clock,
    input wire [63:0] command_data,
    input wire command_valid,
    output wire command_ready,
    input wire [1023:0] activations_data,
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
    input wire results_ready,
    output wire memory_request_valid,
    input wire memory_request_ready,
    output wire memory_request_write,
    output wire [23:0] memory_request_address,
    output wire [7:0] memory_request_length,
    output wire [63:0] memory_request_data,
    output wire [7:0] memory_request_enables,
    input wire [63:0] memory_read_data,
    input wire memory_read_valid,
    output wire memory_read_ready
);
    wire router_host_command_ready;
    wire [63:0] router_engine_command;
    wire router_engine_command_valid;
    wire router_attention_starts;
    wire router_attention_command_ready;
    wire [1023:0] router_activations;
    wire router_activations_valid;
    wire router_host_activations_ready;
    wire router_attention_activations_ready;
    wire router_to_attention_valid;
    wire router_engine_results_ready;
    wire [33:0] router_results;
    wire router_results_valid;
    wire router_attention_results_ready;
    wire engine_command_ready;
    wire engine_quiet;
    wire engine_activations_ready;
    wire engine_weights_ready;
    wire engine_kv_ready;
    wire [33:0] engine_results_data;
    wire engine_results_valid;
    wire attention_command_ready;
    wire attention_vectors_ready;
    wire [33:0] attention_results_data;
    wire attention_results_valid;
    wire attention_memory_request_valid;
    wire attention_memory_request_write;
    wire [23:0] attention_memory_request_address;
    wire [7:0] attention_memory_request_length;
    wire [63:0] attention_memory_request_data;
    wire [7:0] attention_memory_request_enables;
    wire attention_memory_read_ready;
    wire [63:0] attention_engine_command_data;
    wire attention_engine_command_valid;
    wire [1023:0] attention_activations_data;
    wire attention_activations_valid;
    wire [383:0] attention_kv_data;
    wire attention_kv_valid;
    wire attention_engine_results_ready;
    harmonia_pair_router router (
        .clock(clock),
        .host_command(command_data),
        .host_command_valid(command_valid),
        .engine_command_ready(engine_command_ready),
        .engine_quiet(engine_quiet),
        .attention_idle(attention_command_ready),
        .attention_command(attention_engine_command_data),
        .attention_command_valid(attention_engine_command_valid),
        .host_activations(activations_data),
        .host_activations_valid(activations_valid),
        .attention_activations(attention_activations_data),
        .attention_activations_valid(attention_activations_valid),
        .engine_activations_ready(engine_activations_ready),
        .engine_results(engine_results_data),
        .engine_results_valid(engine_results_valid),
        .attention_takes_results(attention_engine_results_ready),
        .attention_results(attention_results_data),
        .attention_results_valid(attention_results_valid),
        .results_ready(results_ready),
        .host_command_ready(router_host_command_ready),
        .engine_command(router_engine_command),
        .engine_command_valid(router_engine_command_valid),
        .attention_starts(router_attention_starts),
        .attention_command_ready(router_attention_command_ready),
        .activations(router_activations),
        .activations_valid(router_activations_valid),
        .host_activations_ready(router_host_activations_ready),
        .attention_activations_ready(router_attention_activations_ready),
        .to_attention_valid(router_to_attention_valid),
        .engine_results_ready(router_engine_results_ready),
        .results(router_results),
        .results_valid(router_results_valid),
        .attention_results_ready(router_attention_results_ready)
    );
    harmonia_pair_engine engine (
        .clock(clock),
        .command_data(router_engine_command),
        .command_valid(router_engine_command_valid),
        .command_ready(engine_command_ready),
        .quiet(engine_quiet),
        .activations_data(router_activations),
        .activations_valid(router_activations_valid),
        .activations_ready(engine_activations_ready),
        .weights_data(weights_data),
        .weights_valid(weights_valid),
        .weights_ready(engine_weights_ready),
        .kv_data(attention_kv_data),
        .kv_valid(attention_kv_valid),
        .kv_ready(engine_kv_ready),
        .results_data(engine_results_data),
        .results_valid(engine_results_valid),
        .results_ready(router_engine_results_ready)
    );
    harmonia_pair_attention attention (
        .clock(clock),
        .command_data(command_data),
        .command_valid(router_attention_starts),
        .command_ready(attention_command_ready),
        .vectors_data(vectors_data),
        .vectors_valid(vectors_valid),
        .vectors_ready(attention_vectors_ready),
        .results_data(attention_results_data),
        .results_valid(attention_results_valid),
        .results_ready(router_attention_results_ready),
        .memory_request_valid(attention_memory_request_valid),
        .memory_request_ready(memory_request_ready),
        .memory_request_write(attention_memory_request_write),
        .memory_request_address(attention_memory_request_address),
        .memory_request_length(attention_memory_request_length),
        .memory_request_data(attention_memory_request_data),
        .memory_request_enables(attention_memory_request_enables),
        .memory_read_data(memory_read_data),
        .memory_read_valid(memory_read_valid),
        .memory_read_ready(attention_memory_read_ready),
        .engine_command_data(attention_engine_command_data),
        .engine_command_valid(attention_engine_command_valid),
        .engine_command_ready(router_attention_command_ready),
        .activations_data(attention_activations_data),
        .activations_valid(attention_activations_valid),
        .activations_ready(router_attention_activations_ready),
        .kv_data(attention_kv_data),
        .kv_valid(attention_kv_valid),
        .kv_ready(engine_kv_ready),
        .engine_results_data(engine_results_data),
        .engine_results_valid(router_to_attention_valid),
        .engine_results_ready(attention_engine_results_ready)
    );
    assign command_ready = router_host_command_ready;
    assign activations_ready = router_host_activations_ready;
    assign weights_ready = engine_weights_ready;
    assign vectors_ready = attention_vectors_ready;
    assign results_data = router_results;
    assign results_valid = router_results_valid;
    assign memory_request_valid = attention_memory_request_valid;
    assign memory_request_write = attention_memory_request_write;
    assign memory_request_address = attention_memory_request_address;
    assign memory_request_length = attention_memory_request_length;
    assign memory_request_data = attention_memory_request_data;
    assign memory_request_enables = attention_memory_request_enables;
    assign memory_read_ready = attention_memory_read_ready;
endmodule

module harmonia_pair_accumulator (
    input wire clock,
    input wire [64:0] addend,
    input wire overflow,
    input wire invalid,
    input wire add,
    input wire clear,
    input wire page,
    input wire [7:0] read_slot,
    input wire [7:0] write_slot,
    input wire capture,
    input wire shift,
    input wire [81:0] chain_in,
    output wire [81:0] chain_out
);
    // 80-bit sum in two 40-bit halves a cycle apart, one of many in page order; captured into the drain chain when complete.
    (* no_rw_check *) reg [41:0] low_slots [0:255];
    (* no_rw_check *) reg [39:0] high_slots [0:255];
    reg add_q = 1'd0;
    reg page_q = 1'd0;
    reg page_q_1 = 1'd0;
    reg [7:0] read_slot_q;
    reg [7:0] write_slot_q;
    reg capture_q = 1'd0;
    reg shift_q = 1'd0;
    wire both;
    reg both_q = 1'd0;
    reg [41:0] word;
    reg [41:0] low_slot;
    reg [7:0] read_slot_q_1;
    reg [39:0] word_1;
    reg [39:0] high_slot;
    reg both_q_1 = 1'd0;
    reg [39:0] low = 40'h0;
    wire [40:0] sum;
    reg [39:0] low_result = 40'h0;
    reg sum_q;
    reg [24:0] addend_q;
    reg add_q_1 = 1'd0;
    reg [39:0] high = 40'h0;
    wire [39:0] sum_1;
    reg [39:0] high_result = 40'h0;
    reg clear_q;
    reg overflowed = 1'd0;
    reg low_slot_q;
    reg invalidated = 1'd0;
    reg low_slot_q_1;
    reg both_q_2 = 1'd0;
    reg [7:0] write_slot_q_1;
    reg [39:0] low_result_q;
    reg overflowed_q;
    reg invalidated_q;
    reg [81:0] chain = 82'h0;
    assign both = clear & add;
    assign sum = {1'b0, low} + {1'b0, addend[39:0]};
    assign sum_1 = high + {{15{addend_q[24]}}, addend_q} + {39'b0, sum_q};
    assign chain_out = chain;
    always @(posedge clock) begin
        add_q <= add;
        page_q <= page;
        page_q_1 <= page_q;
        read_slot_q <= read_slot;
        write_slot_q <= write_slot;
        capture_q <= capture;
        shift_q <= shift;
        both_q <= both;
        word <= low_slots[read_slot_q];
        low_slot <= word;
        read_slot_q_1 <= read_slot_q;
        word_1 <= high_slots[read_slot_q_1];
        high_slot <= word_1;
        both_q_1 <= add_q & page_q_1;
        low <= both ? 40'h0 : (page_q ? low_slot[39:0] : (add_q ? sum[39:0] : low));
        if (add_q) low_result <= sum[39:0];
        sum_q <= sum[40];
        addend_q <= addend[64:40];
        add_q_1 <= add_q;
        high <= both_q ? 40'h0 : (page_q_1 ? high_slot : (add_q_1 ? sum_1 : high));
        if (add_q_1) high_result <= sum_1;
        clear_q <= clear;
        if (add_q) overflowed <= (clear_q ? 1'd0 : (page_q_1 ? low_slot_q : overflowed)) | overflow;
        low_slot_q <= low_slot[40];
        if (add_q) invalidated <= (clear_q ? 1'd0 : (page_q_1 ? low_slot_q_1 : invalidated)) | invalid;
        low_slot_q_1 <= low_slot[41];
        both_q_2 <= both_q_1;
        write_slot_q_1 <= write_slot_q;
        low_result_q <= low_result;
        overflowed_q <= overflowed;
        invalidated_q <= invalidated;
        chain <= capture_q
            ? {invalidated_q, overflowed_q, high_result, low_result_q}
            : (shift_q ? chain_in : chain);
        if (both_q_1) low_slots[write_slot_q] <= {invalidated, overflowed, low_result};
        if (both_q_2) high_slots[write_slot_q_1] <= high_result;
    end
endmodule

module harmonia_pair_activation_buffer (
    input wire clock,
    input wire write_enable,
    input wire [8:0] write_address,
    input wire [310:0] write_block,
    input wire [8:0] read_address,
    output wire [287:0] mantissas,
    output wire [7:0] exponent,
    output wire [13:0] block_sum,
    output wire invalid
);
    // 512 activation blocks: 32 mantissas, exponent, sum, invalid bit.
    (* no_rw_check *) reg [310:0] blocks [0:511];
    reg write_enable_q = 1'd0;
    reg [8:0] write_address_q;
    reg [310:0] write_block_q;
    reg [310:0] word;
    reg [310:0] word_q;
    reg [7:0] word_q_1;
    reg [7:0] word_q_2;
    reg [7:0] word_q_3;
    reg [7:0] word_q_4;
    reg [7:0] word_q_5;
    reg [7:0] word_q_6;
    reg [7:0] word_q_7;
    reg [7:0] word_q_8;
    reg [13:0] word_q_9;
    reg [13:0] word_q_10;
    reg [13:0] word_q_11;
    reg [13:0] word_q_12;
    reg [13:0] word_q_13;
    reg [13:0] word_q_14;
    reg [13:0] word_q_15;
    reg [13:0] word_q_16;
    reg word_q_17;
    reg word_q_18;
    reg word_q_19;
    reg word_q_20;
    reg word_q_21;
    reg word_q_22;
    reg word_q_23;
    reg word_q_24;
    reg word_q_25;
    reg word_q_26;
    reg word_q_27;
    reg word_q_28;
    reg word_q_29;
    reg word_q_30;
    reg word_q_31;
    reg word_q_32;
    assign mantissas = word_q[287:0];
    assign exponent = word_q_8;
    assign block_sum = word_q_16;
    assign invalid = word_q_32;
    always @(posedge clock) begin
        write_enable_q <= write_enable;
        write_address_q <= write_address;
        write_block_q <= write_block;
        word <= blocks[read_address];
        word_q <= word;
        word_q_1 <= word_q[295:288];
        word_q_2 <= word_q_1;
        word_q_3 <= word_q_2;
        word_q_4 <= word_q_3;
        word_q_5 <= word_q_4;
        word_q_6 <= word_q_5;
        word_q_7 <= word_q_6;
        word_q_8 <= word_q_7;
        word_q_9 <= word_q[309:296];
        word_q_10 <= word_q_9;
        word_q_11 <= word_q_10;
        word_q_12 <= word_q_11;
        word_q_13 <= word_q_12;
        word_q_14 <= word_q_13;
        word_q_15 <= word_q_14;
        word_q_16 <= word_q_15;
        word_q_17 <= word_q[310];
        word_q_18 <= word_q_17;
        word_q_19 <= word_q_18;
        word_q_20 <= word_q_19;
        word_q_21 <= word_q_20;
        word_q_22 <= word_q_21;
        word_q_23 <= word_q_22;
        word_q_24 <= word_q_23;
        word_q_25 <= word_q_24;
        word_q_26 <= word_q_25;
        word_q_27 <= word_q_26;
        word_q_28 <= word_q_27;
        word_q_29 <= word_q_28;
        word_q_30 <= word_q_29;
        word_q_31 <= word_q_30;
        word_q_32 <= word_q_31;
        if (write_enable_q) blocks[write_address_q] <= write_block_q;
    end
endmodule

module harmonia_pair_attention (
    input wire clock,
    input wire [63:0] command_data,
    input wire command_valid,
    output wire command_ready,
    input wire [15:0] vectors_data,
    input wire vectors_valid,
    output wire vectors_ready,
    output wire [33:0] results_data,
    output wire results_valid,
    input wire results_ready,
    output wire memory_request_valid,
    input wire memory_request_ready,
    output wire memory_request_write,
    output wire [23:0] memory_request_address,
    output wire [7:0] memory_request_length,
    output wire [63:0] memory_request_data,
    output wire [7:0] memory_request_enables,
    input wire [63:0] memory_read_data,
    input wire memory_read_valid,
    output wire memory_read_ready,
    output wire [63:0] engine_command_data,
    output wire engine_command_valid,
    input wire engine_command_ready,
    output wire [1023:0] activations_data,
    output wire activations_valid,
    input wire activations_ready,
    output wire [383:0] kv_data,
    output wire kv_valid,
    input wire kv_ready,
    input wire [33:0] engine_results_data,
    input wire engine_results_valid,
    output wire engine_results_ready
);
    wire controller_command_ready;
    wire controller_set;
    wire [3:0] controller_register;
    wire [23:0] controller_value;
    wire [1:0] controller_last_query;
    wire [15:0] controller_position;
    wire [10:0] controller_group;
    wire [4:0] controller_last_token;
    wire [15:0] controller_slot;
    wire controller_no_low;
    wire controller_start_write;
    wire controller_start_store;
    wire controller_start_attend;
    wire controller_start_blocks;
    wire controller_start_pages;
    wire controller_stores;
    wire controller_commits;
    wire controller_attends;
    wire [8:0] registers_size;
    wire [3:0] registers_blocks;
    wire [3:0] registers_rotation;
    wire registers_key_three;
    wire registers_value_three;
    wire [8:0] registers_init_pages;
    wire [8:0] registers_local_pages;
    wire [23:0] registers_residual;
    wire [23:0] registers_key_low;
    wire [23:0] registers_value_low;
    wire [23:0] registers_key_high;
    wire [23:0] registers_value_high;
    wire ingest_vectors_ready;
    wire ingest_word_ready;
    wire ingest_request_valid;
    wire [23:0] ingest_request_address;
    wire [7:0] ingest_request_length;
    wire [15:0] ingest_value;
    wire ingest_rotate_valid;
    wire [15:0] ingest_offset;
    wire [2:0] ingest_halvings;
    wire ingest_elements_valid;
    wire ingest_idle;
    wire elements_wants;
    wire elements_value_ready;
    wire elements_request_valid;
    wire [23:0] elements_request_address;
    wire [63:0] elements_request_data;
    wire [7:0] elements_request_enables;
    wire elements_idle;
    wire rotate_value_ready;
    wire [31:0] rotate_rotated;
    wire rotate_rotated_valid;
    wire [127:0] collector_lanes;
    wire collector_lanes_valid;
    wire [1023:0] collector_beat;
    wire collector_beat_valid;
    wire collector_collected;
    wire [127:0] lanes_values;
    wire lanes_values_valid;
    wire [1:0] lanes_limit;
    wire [287:0] kv_converter_mantissas;
    wire [7:0] kv_converter_exponent;
    wire kv_converter_block_valid;
    wire writer_request_valid;
    wire [23:0] writer_request_address;
    wire [63:0] writer_request_data;
    wire [7:0] writer_request_enables;
    wire writer_written;
    wire writer_idle;
    wire pages_request_valid;
    wire [23:0] pages_request_address;
    wire [7:0] pages_request_length;
    wire pages_burst_valid;
    wire [5:0] pages_burst;
    wire pages_idle;
    wire words_read_ready;
    wire [63:0] words_word;
    wire words_word_valid;
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
    wire [383:0] fresh_beat;
    wire fresh_beat_valid;
    wire planes_three;
    wire [23:0] planes_low;
    wire [23:0] planes_high;
    wire beat_queue_room;
    wire [383:0] beat_queue_kv_data;
    wire beat_queue_kv_valid;
    wire port_pages_ready;
    wire port_offsets_ready;
    wire port_writer_ready;
    wire port_elements_ready;
    wire port_request_valid;
    wire port_request_write;
    wire [23:0] port_request_address;
    wire [7:0] port_request_length;
    wire [63:0] port_request_data;
    wire [7:0] port_request_enables;
    wire [63:0] schedule_command_data;
    wire schedule_command_valid;
    wire schedule_idle;
    wire scores_result_ready;
    wire [33:0] scores_score;
    wire [3:0] scores_rows;
    wire [13:0] scores_address;
    wire scores_visible;
    wire scores_clear;
    wire scores_done;
    wire [671:0] row_0_weights;
    wire row_0_overflow_out;
    wire row_0_weights_valid_out;
    wire [671:0] row_1_weights;
    wire row_1_overflow_out;
    wire row_1_weights_valid_out;
    wire weights_read;
    wire [13:0] weights_read_address;
    wire weights_visible;
    wire weights_offers;
    wire weights_moves;
    wire offer_room;
    wire offer_weights_taken;
    wire [1023:0] offer_activations_data;
    wire offer_activations_valid;
    wire results_engine_results_ready;
    wire [33:0] results_result;
    wire results_result_valid;
    wire [33:0] results_answer;
    wire outputs_result_ready;
    wire [31:0] outputs_numerator;
    wire [31:0] outputs_denominator;
    wire [1:0] outputs_flags;
    wire outputs_operands_valid;
    wire [3:0] outputs_counts;
    wire outputs_chain_end;
    wire outputs_idle;
    wire [31:0] divide_quotient;
    wire [1:0] divide_quotient_flags;
    wire divide_quotient_valid;
    wire [33:0] queue_results_data;
    wire queue_results_valid;
    wire queue_taken;
    harmonia_pair_controller controller (
        .clock(clock),
        .command_data(command_data),
        .command_valid(command_valid),
        .ingest_idle(ingest_idle),
        .elements_idle(elements_idle),
        .writer_idle(writer_idle),
        .pages_idle(pages_idle),
        .schedule_idle(schedule_idle),
        .outputs_idle(outputs_idle),
        .command_ready(controller_command_ready),
        .set(controller_set),
        .register(controller_register),
        .value(controller_value),
        .last_query(controller_last_query),
        .position(controller_position),
        .group(controller_group),
        .last_token(controller_last_token),
        .slot(controller_slot),
        .no_low(controller_no_low),
        .start_write(controller_start_write),
        .start_store(controller_start_store),
        .start_attend(controller_start_attend),
        .start_blocks(controller_start_blocks),
        .start_pages(controller_start_pages),
        .stores(controller_stores),
        .commits(controller_commits),
        .attends(controller_attends)
    );
    harmonia_pair_registers registers (
        .clock(clock),
        .set(controller_set),
        .register(controller_register),
        .value(controller_value),
        .region(controller_value),
        .size(registers_size),
        .blocks(registers_blocks),
        .rotation(registers_rotation),
        .key_three(registers_key_three),
        .value_three(registers_value_three),
        .init_pages(registers_init_pages),
        .local_pages(registers_local_pages),
        .residual(registers_residual),
        .key_low(registers_key_low),
        .value_low(registers_value_low),
        .key_high(registers_key_high),
        .value_high(registers_value_high)
    );
    harmonia_pair_ingest ingest (
        .clock(clock),
        .start_store(controller_start_store),
        .start_attend(controller_start_attend),
        .size(registers_size),
        .rotation(registers_rotation),
        .last_query(controller_last_query),
        .region(controller_value),
        .vectors_data(vectors_data),
        .vectors_valid(vectors_valid),
        .word(words_word),
        .word_valid(words_word_valid),
        .request_ready(port_offsets_ready),
        .rotate_ready(rotate_value_ready),
        .elements_wants(elements_wants),
        .elements_ready(elements_value_ready),
        .elements_idle(elements_idle),
        .collected(collector_collected),
        .vectors_ready(ingest_vectors_ready),
        .word_ready(ingest_word_ready),
        .request_valid(ingest_request_valid),
        .request_address(ingest_request_address),
        .request_length(ingest_request_length),
        .value(ingest_value),
        .rotate_valid(ingest_rotate_valid),
        .offset(ingest_offset),
        .halvings(ingest_halvings),
        .elements_valid(ingest_elements_valid),
        .idle(ingest_idle)
    );
    harmonia_pair_elements elements (
        .clock(clock),
        .start_write(controller_start_write),
        .start_store(controller_start_store),
        .position(controller_position),
        .size(registers_size),
        .region(controller_value),
        .residual(registers_residual),
        .value(ingest_value),
        .value_valid(ingest_elements_valid),
        .request_ready(port_elements_ready),
        .wants(elements_wants),
        .value_ready(elements_value_ready),
        .request_valid(elements_request_valid),
        .request_address(elements_request_address),
        .request_data(elements_request_data),
        .request_enables(elements_request_enables),
        .idle(elements_idle)
    );
    harmonia_pair_rotate rotate (
        .clock(clock),
        .value(ingest_value),
        .offset(ingest_offset),
        .value_valid(ingest_rotate_valid),
        .rotation(registers_rotation),
        .halvings(ingest_halvings),
        .count(registers_size),
        .value_ready(rotate_value_ready),
        .rotated(rotate_rotated),
        .rotated_valid(rotate_rotated_valid)
    );
    harmonia_pair_collector collector (
        .clock(clock),
        .key(controller_stores),
        .size(registers_size),
        .blocks(registers_blocks),
        .rotated(rotate_rotated),
        .rotated_valid(rotate_rotated_valid),
        .beat_ready(offer_room),
        .lanes(collector_lanes),
        .lanes_valid(collector_lanes_valid),
        .beat(collector_beat),
        .beat_valid(collector_beat_valid),
        .collected(collector_collected)
    );
    harmonia_pair_lanes lanes (
        .clock(clock),
        .key(controller_stores),
        .key_three(registers_key_three),
        .value_three(registers_value_three),
        .keys(collector_lanes),
        .keys_valid(collector_lanes_valid),
        .floats(widen_floats),
        .floats_valid(widen_floats_valid),
        .values(lanes_values),
        .values_valid(lanes_values_valid),
        .limit(lanes_limit)
    );
    harmonia_pair_kv_converter kv_converter (
        .clock(clock),
        .values(lanes_values),
        .values_valid(lanes_values_valid),
        .limit(lanes_limit),
        .mantissas(kv_converter_mantissas),
        .exponent(kv_converter_exponent),
        .block_valid(kv_converter_block_valid)
    );
    harmonia_pair_writer writer (
        .clock(clock),
        .start(controller_start_blocks),
        .value(controller_commits),
        .three(planes_three),
        .position(controller_position),
        .slot(controller_slot),
        .no_low(controller_no_low),
        .blocks(registers_blocks),
        .low_base(planes_low),
        .high_base(planes_high),
        .mantissas(kv_converter_mantissas),
        .exponent(kv_converter_exponent),
        .block_valid(kv_converter_block_valid),
        .ignores(controller_attends),
        .request_ready(port_writer_ready),
        .request_valid(writer_request_valid),
        .request_address(writer_request_address),
        .request_data(writer_request_data),
        .request_enables(writer_request_enables),
        .written(writer_written),
        .idle(writer_idle)
    );
    harmonia_pair_pages pages (
        .clock(clock),
        .start(controller_start_pages),
        .commit(controller_commits),
        .next_channel(writer_written),
        .group(controller_group),
        .blocks(registers_blocks),
        .init_pages(registers_init_pages),
        .local_pages(registers_local_pages),
        .key_three(registers_key_three),
        .value_three(registers_value_three),
        .residual(registers_residual),
        .key_low(registers_key_low),
        .value_low(registers_value_low),
        .key_high(registers_key_high),
        .value_high(registers_value_high),
        .request_ready(port_pages_ready),
        .burst_ready(reader_burst_ready),
        .request_valid(pages_request_valid),
        .request_address(pages_request_address),
        .request_length(pages_request_length),
        .burst_valid(pages_burst_valid),
        .burst(pages_burst),
        .idle(pages_idle)
    );
    harmonia_pair_words words (
        .clock(clock),
        .read_data(memory_read_data),
        .read_valid(memory_read_valid),
        .reader_ready(reader_word_ready),
        .ingest_ready(ingest_word_ready),
        .read_ready(words_read_ready),
        .word(words_word),
        .word_valid(words_word_valid)
    );
    harmonia_pair_reader reader (
        .clock(clock),
        .burst(pages_burst),
        .burst_valid(pages_burst_valid),
        .word(words_word),
        .word_valid(words_word_valid),
        .room(beat_queue_room),
        .burst_ready(reader_burst_ready),
        .word_ready(reader_word_ready),
        .residual_valid(reader_residual_valid),
        .reserve(reader_reserve),
        .beat(reader_beat),
        .beat_valid(reader_beat_valid)
    );
    harmonia_pair_residual residual (
        .clock(clock),
        .start(controller_start_pages),
        .size(registers_size),
        .last_token(controller_last_token),
        .word(words_word),
        .word_valid(reader_residual_valid),
        .halves(residual_halves),
        .halves_valid(residual_halves_valid)
    );
    harmonia_pair_widen widen (
        .clock(clock),
        .halves(residual_halves),
        .halves_valid(residual_halves_valid),
        .floats(widen_floats),
        .floats_valid(widen_floats_valid)
    );
    harmonia_pair_fresh fresh (
        .clock(clock),
        .enable(controller_attends),
        .mantissas(kv_converter_mantissas),
        .exponent(kv_converter_exponent),
        .block_valid(kv_converter_block_valid),
        .beat(fresh_beat),
        .beat_valid(fresh_beat_valid)
    );
    harmonia_pair_planes planes (
        .clock(clock),
        .commits(controller_commits),
        .key_three(registers_key_three),
        .value_three(registers_value_three),
        .key_low(registers_key_low),
        .value_low(registers_value_low),
        .key_high(registers_key_high),
        .value_high(registers_value_high),
        .three(planes_three),
        .low(planes_low),
        .high(planes_high)
    );
    harmonia_pair_beat_queue beat_queue (
        .clock(clock),
        .planes(reader_beat),
        .planes_valid(reader_beat_valid),
        .fresh(fresh_beat),
        .fresh_valid(fresh_beat_valid),
        .reserve(reader_reserve),
        .kv_ready(kv_ready),
        .room(beat_queue_room),
        .kv_data(beat_queue_kv_data),
        .kv_valid(beat_queue_kv_valid)
    );
    harmonia_pair_port port (
        .clock(clock),
        .pages_valid(pages_request_valid),
        .pages_address(pages_request_address),
        .pages_length(pages_request_length),
        .offsets_valid(ingest_request_valid),
        .offsets_address(ingest_request_address),
        .offsets_length(ingest_request_length),
        .writer_valid(writer_request_valid),
        .writer_address(writer_request_address),
        .writer_data(writer_request_data),
        .writer_enables(writer_request_enables),
        .elements_valid(elements_request_valid),
        .elements_address(elements_request_address),
        .elements_data(elements_request_data),
        .elements_enables(elements_request_enables),
        .request_ready(memory_request_ready),
        .pages_ready(port_pages_ready),
        .offsets_ready(port_offsets_ready),
        .writer_ready(port_writer_ready),
        .elements_ready(port_elements_ready),
        .request_valid(port_request_valid),
        .request_write(port_request_write),
        .request_address(port_request_address),
        .request_length(port_request_length),
        .request_data(port_request_data),
        .request_enables(port_request_enables)
    );
    harmonia_pair_schedule schedule (
        .clock(clock),
        .start(controller_start_attend),
        .group(controller_group),
        .init_pages(registers_init_pages),
        .local_pages(registers_local_pages),
        .blocks(registers_blocks),
        .last_query(controller_last_query),
        .command_ready(engine_command_ready),
        .command_data(schedule_command_data),
        .command_valid(schedule_command_valid),
        .idle(schedule_idle)
    );
    harmonia_pair_scores scores (
        .clock(clock),
        .start(controller_start_attend),
        .group(controller_group),
        .position(controller_position),
        .last_query(controller_last_query),
        .result(results_result),
        .result_valid(results_result_valid),
        .result_ready(scores_result_ready),
        .score(scores_score),
        .rows(scores_rows),
        .address(scores_address),
        .visible(scores_visible),
        .clear(scores_clear),
        .done(scores_done)
    );
    harmonia_pair_row row_0 (
        .clock(clock),
        .score(scores_score),
        .score_valid(scores_rows[0]),
        .address(scores_address),
        .score_visible(scores_visible),
        .clear(scores_clear),
        .read(weights_read),
        .read_address(weights_read_address),
        .visible(weights_visible),
        .moves(weights_moves),
        .next_row(row_1_weights),
        .weights(row_0_weights),
        .counts(outputs_counts[0]),
        .overflow_in(row_1_overflow_out),
        .overflow_out(row_0_overflow_out),
        .weights_valid_in(row_1_weights_valid_out),
        .weights_valid_out(row_0_weights_valid_out)
    );
    harmonia_pair_row row_1 (
        .clock(clock),
        .score(scores_score),
        .score_valid(scores_rows[1]),
        .address(scores_address),
        .score_visible(scores_visible),
        .clear(scores_clear),
        .read(weights_read),
        .read_address(weights_read_address),
        .visible(weights_visible),
        .moves(weights_moves),
        .next_row(row_0_weights),
        .weights(row_1_weights),
        .counts(outputs_counts[1]),
        .overflow_in(outputs_chain_end),
        .overflow_out(row_1_overflow_out),
        .weights_valid_in(outputs_chain_end),
        .weights_valid_out(row_1_weights_valid_out)
    );
    harmonia_pair_weights weights (
        .clock(clock),
        .start(scores_done),
        .group(controller_group),
        .position(controller_position),
        .last_query(controller_last_query),
        .lanes_valid(row_0_weights_valid_out),
        .taken(offer_weights_taken),
        .read(weights_read),
        .read_address(weights_read_address),
        .visible(weights_visible),
        .offers(weights_offers),
        .moves(weights_moves)
    );
    harmonia_pair_offer offer (
        .clock(clock),
        .query(collector_beat),
        .query_valid(collector_beat_valid),
        .weights(row_0_weights),
        .weights_valid(weights_offers),
        .activations_ready(activations_ready),
        .room(offer_room),
        .weights_taken(offer_weights_taken),
        .activations_data(offer_activations_data),
        .activations_valid(offer_activations_valid)
    );
    harmonia_pair_results results (
        .clock(clock),
        .engine_results(engine_results_data),
        .engine_results_valid(engine_results_valid),
        .scores_ready(scores_result_ready),
        .outputs_ready(outputs_result_ready),
        .quotient(divide_quotient),
        .quotient_flags(divide_quotient_flags),
        .engine_results_ready(results_engine_results_ready),
        .result(results_result),
        .result_valid(results_result_valid),
        .answer(results_answer)
    );
    harmonia_pair_outputs outputs (
        .clock(clock),
        .start(scores_done),
        .blocks(registers_blocks),
        .last_query(controller_last_query),
        .overflow(row_0_overflow_out),
        .result(results_result),
        .result_valid(results_result_valid),
        .taken(queue_taken),
        .result_ready(outputs_result_ready),
        .numerator(outputs_numerator),
        .denominator(outputs_denominator),
        .flags(outputs_flags),
        .operands_valid(outputs_operands_valid),
        .counts(outputs_counts),
        .chain_end(outputs_chain_end),
        .idle(outputs_idle)
    );
    harmonia_pair_divide divide (
        .clock(clock),
        .numerator(outputs_numerator),
        .denominator(outputs_denominator),
        .flags(outputs_flags),
        .operands_valid(outputs_operands_valid),
        .quotient(divide_quotient),
        .quotient_flags(divide_quotient_flags),
        .quotient_valid(divide_quotient_valid)
    );
    harmonia_pair_result_queue queue (
        .clock(clock),
        .result(results_answer),
        .result_valid(divide_quotient_valid),
        .results_ready(results_ready),
        .results_data(queue_results_data),
        .results_valid(queue_results_valid),
        .taken(queue_taken)
    );
    wire unused_scores_rows = &{1'b0, scores_rows[2], scores_rows[3]};
    wire unused_outputs_counts = &{1'b0, outputs_counts[2], outputs_counts[3]};
    assign command_ready = controller_command_ready;
    assign vectors_ready = ingest_vectors_ready;
    assign memory_read_ready = words_read_ready;
    assign kv_data = beat_queue_kv_data;
    assign kv_valid = beat_queue_kv_valid;
    assign memory_request_valid = port_request_valid;
    assign memory_request_write = port_request_write;
    assign memory_request_address = port_request_address;
    assign memory_request_length = port_request_length;
    assign memory_request_data = port_request_data;
    assign memory_request_enables = port_request_enables;
    assign engine_command_data = schedule_command_data;
    assign engine_command_valid = schedule_command_valid;
    assign activations_data = offer_activations_data;
    assign activations_valid = offer_activations_valid;
    assign engine_results_ready = results_engine_results_ready;
    assign results_data = queue_results_data;
    assign results_valid = queue_results_valid;
endmodule

module harmonia_pair_beat_queue (
    input wire clock,
    input wire [383:0] planes,
    input wire planes_valid,
    input wire [383:0] fresh,
    input wire fresh_valid,
    input wire [1:0] reserve,
    input wire kv_ready,
    output wire room,
    output wire [383:0] kv_data,
    output wire kv_valid
);
    // 16 beats of keys or values, and one on offer; places are promised before.
    (* no_rw_check *) reg [383:0] beats [0:15];
    reg [383:0] entering;
    reg enters = 1'd0;
    reg [4:0] head = 5'd0;
    reg [4:0] tail = 5'd0;
    reg full = 1'd0;
    wire inverse;
    wire inverse_1;
    wire both;
    reg left = 1'd0;
    reg [4:0] free = 5'd16;
    reg inverse_q = 1'd0;
    reg [383:0] first = 384'h0;
    assign inverse = ~full;
    assign inverse_1 = ~(head == tail);
    assign both = inverse & inverse_1;
    assign room = inverse_q;
    assign kv_data = first;
    assign kv_valid = full;
    always @(posedge clock) begin
        entering <= fresh_valid ? fresh : planes;
        enters <= planes_valid | fresh_valid;
        if (both) head <= head + 5'd1;
        if (enters) tail <= tail + 5'd1;
        full <= full ? (~kv_ready) : inverse_1;
        left <= both;
        free <= (free + {4'b0, left}) - {3'b0, reserve};
        inverse_q <= ~(free < 5'd9);
        if (inverse) first <= beats[head[3:0]];
        if (enters) beats[tail[3:0]] <= entering;
    end
endmodule

module harmonia_pair_collector (
    input wire clock,
    input wire key,
    input wire [8:0] size,
    input wire [3:0] blocks,
    input wire [31:0] rotated,
    input wire rotated_valid,
    input wire beat_ready,
    output wire [127:0] lanes,
    output wire lanes_valid,
    output wire [1023:0] beat,
    output wire beat_valid,
    output wire collected
);
    // Serial FP32 values to four lanes, or to 32.
    reg [8:0] count = 9'h0;
    reg complete = 1'd0;
    reg beat_waits = 1'd0;
    reg padding = 1'd0;
    wire inverse;
    wire pad;
    wire step;
    wire [8:0] sum;
    wire equal;
    wire inverse_1;
    wire both;
    reg step_q = 1'd0;
    reg both_q = 1'd0;
    reg [1023:0] values = 1024'h0;
    reg [31:0] both_q_1;
    reg both_q_2 = 1'd0;
    reg both_q_3 = 1'd0;
    reg both_q_4 = 1'd0;
    assign inverse = ~beat_waits;
    assign pad = padding & inverse;
    assign step = rotated_valid | pad;
    assign sum = count + 9'h1;
    assign equal = sum == {blocks, 5'd0};
    assign inverse_1 = ~equal;
    assign both = complete & inverse;
    assign lanes = values[1023:896];
    assign lanes_valid = both_q_4;
    assign beat = values;
    assign beat_valid = beat_waits;
    assign collected = both;
    always @(posedge clock) begin
        count <= both ? 9'h0 : (step ? sum : count);
        complete <= both_q | (complete & (~both));
        beat_waits <= both_q_2 | (beat_waits & (~(beat_waits & beat_ready)));
        if (step) padding <= (((sum == size) & inverse_1) | padding) & inverse_1;
        step_q <= step;
        both_q <= step & equal;
        if (step_q) values <= {both_q_1, values[1023:32]};
        both_q_1 <= rotated & {32{rotated_valid}};
        both_q_2 <= ((&count[4:0]) & step) & (~key);
        both_q_3 <= ((&count[1:0]) & step) & key;
        both_q_4 <= both_q_3;
    end
endmodule

module harmonia_pair_controller (
    input wire clock,
    input wire [63:0] command_data,
    input wire command_valid,
    input wire ingest_idle,
    input wire elements_idle,
    input wire writer_idle,
    input wire pages_idle,
    input wire schedule_idle,
    input wire outputs_idle,
    output wire command_ready,
    output wire set,
    output wire [3:0] register,
    output wire [23:0] value,
    output wire [1:0] last_query,
    output wire [15:0] position,
    output wire [10:0] group,
    output wire [4:0] last_token,
    output wire [15:0] slot,
    output wire no_low,
    output wire start_write,
    output wire start_store,
    output wire start_attend,
    output wire start_blocks,
    output wire start_pages,
    output wire stores,
    output wire commits,
    output wire attends
);
    // Commands of the attention unit.
    reg [1:0] mode = 2'd0;
    wire equal;
    wire equal_1;
    wire accept;
    reg [3:0] opcode = 4'd0;
    reg [3:0] register_number = 4'd0;
    reg [15:0] position_field = 16'h0;
    reg [23:0] base_field = 24'h0;
    reg [15:0] slot_field = 16'h0;
    reg equal_q = 1'd0;
    reg equal_q_1 = 1'd0;
    reg equal_q_2 = 1'd0;
    reg equal_q_3 = 1'd0;
    reg equal_q_4 = 1'd0;
    reg [2:0] settling = 3'd7;
    wire settled;
    wire either;
    wire [1:0] chosen;
    reg ready = 1'd1;
    reg both_q = 1'd0;
    assign equal = mode == 2'd1;
    assign equal_1 = mode == 2'd2;
    assign accept = (mode == 2'd0) & command_valid;
    assign settled = equal & (settling == 3'd0);
    assign either = equal_q_3 | equal_q_4;
    assign chosen = ((mode == 2'd3) & ((((((1'd1 & ingest_idle) & elements_idle) & writer_idle) & pages_idle) & schedule_idle) & outputs_idle))
        ? 2'd0
        : (equal_1
        ? 2'd3
        : (settled ? (((equal_q_1 | equal_q_2) | either) ? 2'd2 : 2'd0) : (accept ? 2'd1 : mode)));
    assign command_ready = ready;
    assign set = settled & equal_q;
    assign register = register_number;
    assign value = base_field;
    assign last_query = register_number[1:0];
    assign position = position_field;
    assign group = position_field[15:5];
    assign last_token = position_field[4:0] | {5{equal_q_3}};
    assign slot = slot_field;
    assign no_low = both_q;
    assign start_write = equal_1 & equal_q_1;
    assign start_store = equal_1 & equal_q_2;
    assign start_attend = equal_1 & equal_q_4;
    assign start_blocks = equal_1 & (equal_q_2 | equal_q_3);
    assign start_pages = equal_1 & either;
    assign stores = equal_q_2;
    assign commits = equal_q_3;
    assign attends = equal_q_4;
    always @(posedge clock) begin
        mode <= chosen;
        if (accept) opcode <= command_data[3:0];
        if (accept) register_number <= command_data[7:4];
        if (accept) position_field <= command_data[23:8];
        if (accept) base_field <= command_data[47:24];
        if (accept) slot_field <= command_data[63:48];
        equal_q <= opcode == 4'd4;
        equal_q_1 <= opcode == 4'd5;
        equal_q_2 <= opcode == 4'd6;
        equal_q_3 <= opcode == 4'd7;
        equal_q_4 <= opcode == 4'd8;
        settling <= equal ? (settling - 3'd1) : 3'd7;
        ready <= chosen == 2'd0;
        both_q <= equal_q_3 & (slot_field == 16'hffff);
    end
endmodule

module harmonia_pair_divide (
    input wire clock,
    input wire [31:0] numerator,
    input wire [31:0] denominator,
    input wire [1:0] flags,
    input wire operands_valid,
    output wire [31:0] quotient,
    output wire [1:0] quotient_flags,
    output wire quotient_valid
);
    // FP32 numerator / denominator, rounded half to even.
    reg [31:0] numerator_q;
    reg [31:0] denominator_q;
    reg [7:0] difference_q;
    reg [7:0] field;
    reg [24:0] remainder;
    wire inverse;
    reg inverse_q;
    reg [24:0] divisor;
    reg [24:0] remainder_1;
    wire inverse_1;
    reg [1:0] joined_q;
    reg [24:0] divisor_1;
    reg [24:0] remainder_2;
    wire inverse_2;
    reg [2:0] joined_q_1;
    reg [24:0] divisor_2;
    reg [24:0] remainder_3;
    wire inverse_3;
    reg [3:0] joined_q_2;
    reg [24:0] divisor_3;
    reg [24:0] remainder_4;
    wire inverse_4;
    reg [4:0] joined_q_3;
    reg [24:0] divisor_4;
    reg [24:0] remainder_5;
    wire inverse_5;
    reg [5:0] joined_q_4;
    reg [24:0] divisor_5;
    reg [24:0] remainder_6;
    wire inverse_6;
    reg [6:0] joined_q_5;
    reg [24:0] divisor_6;
    reg [24:0] remainder_7;
    wire inverse_7;
    reg [7:0] joined_q_6;
    reg [24:0] divisor_7;
    reg [24:0] remainder_8;
    wire inverse_8;
    reg [8:0] joined_q_7;
    reg [24:0] divisor_8;
    reg [24:0] remainder_9;
    wire inverse_9;
    reg [9:0] joined_q_8;
    reg [24:0] divisor_9;
    reg [24:0] remainder_10;
    wire inverse_10;
    reg [10:0] joined_q_9;
    reg [24:0] divisor_10;
    reg [24:0] remainder_11;
    wire inverse_11;
    reg [11:0] joined_q_10;
    reg [24:0] divisor_11;
    reg [24:0] remainder_12;
    wire inverse_12;
    reg [12:0] joined_q_11;
    reg [24:0] divisor_12;
    reg [24:0] remainder_13;
    wire inverse_13;
    reg [13:0] joined_q_12;
    reg [24:0] divisor_13;
    reg [24:0] remainder_14;
    wire inverse_14;
    reg [14:0] joined_q_13;
    reg [24:0] divisor_14;
    reg [24:0] remainder_15;
    wire inverse_15;
    reg [15:0] joined_q_14;
    reg [24:0] divisor_15;
    reg [24:0] remainder_16;
    wire inverse_16;
    reg [16:0] joined_q_15;
    reg [24:0] divisor_16;
    reg [24:0] remainder_17;
    wire inverse_17;
    reg [17:0] joined_q_16;
    reg [24:0] divisor_17;
    reg [24:0] remainder_18;
    wire inverse_18;
    reg [18:0] joined_q_17;
    reg [24:0] divisor_18;
    reg [24:0] remainder_19;
    wire inverse_19;
    reg [19:0] joined_q_18;
    reg [24:0] divisor_19;
    reg [24:0] remainder_20;
    wire inverse_20;
    reg [20:0] joined_q_19;
    reg [24:0] divisor_20;
    reg [24:0] remainder_21;
    wire inverse_21;
    reg [21:0] joined_q_20;
    reg [24:0] divisor_21;
    reg [24:0] remainder_22;
    wire inverse_22;
    reg [22:0] joined_q_21;
    reg [24:0] divisor_22;
    reg [24:0] remainder_23;
    wire inverse_23;
    reg [23:0] joined_q_22;
    reg [24:0] divisor_23;
    reg [24:0] remainder_24;
    wire inverse_24;
    reg [24:0] bits;
    reg [24:0] divisor_24;
    reg [24:0] remainder_25;
    wire [23:0] chosen;
    reg [7:0] field_q;
    reg [7:0] field_q_1;
    reg [7:0] field_q_2;
    reg [7:0] field_q_3;
    reg [7:0] field_q_4;
    reg [7:0] field_q_5;
    reg [7:0] field_q_6;
    reg [7:0] field_q_7;
    reg [7:0] field_q_8;
    reg [7:0] field_q_9;
    reg [7:0] field_q_10;
    reg [7:0] field_q_11;
    reg [7:0] field_q_12;
    reg [7:0] field_q_13;
    reg [7:0] field_q_14;
    reg [7:0] field_q_15;
    reg [7:0] field_q_16;
    reg [7:0] field_q_17;
    reg [7:0] field_q_18;
    reg [7:0] field_q_19;
    reg [7:0] field_q_20;
    reg [7:0] field_q_21;
    reg [7:0] field_q_22;
    reg [7:0] field_q_23;
    reg inverse_q_1;
    reg inverse_q_2;
    reg inverse_q_3;
    reg inverse_q_4;
    reg inverse_q_5;
    reg inverse_q_6;
    reg inverse_q_7;
    reg inverse_q_8;
    reg inverse_q_9;
    reg inverse_q_10;
    reg inverse_q_11;
    reg inverse_q_12;
    reg inverse_q_13;
    reg inverse_q_14;
    reg inverse_q_15;
    reg inverse_q_16;
    reg inverse_q_17;
    reg inverse_q_18;
    reg inverse_q_19;
    reg inverse_q_20;
    reg inverse_q_21;
    reg inverse_q_22;
    reg inverse_q_23;
    reg inverse_q_24;
    reg inverse_q_25;
    reg inverse_q_26;
    reg [30:0] chosen_q;
    reg half;
    reg differs_q;
    reg differs_q_1;
    reg differs_q_2;
    reg differs_q_3;
    reg differs_q_4;
    reg differs_q_5;
    reg differs_q_6;
    reg differs_q_7;
    reg differs_q_8;
    reg differs_q_9;
    reg differs_q_10;
    reg differs_q_11;
    reg differs_q_12;
    reg differs_q_13;
    reg differs_q_14;
    reg differs_q_15;
    reg differs_q_16;
    reg differs_q_17;
    reg differs_q_18;
    reg differs_q_19;
    reg differs_q_20;
    reg differs_q_21;
    reg differs_q_22;
    reg differs_q_23;
    reg differs_q_24;
    reg differs_q_25;
    reg differs_q_26;
    reg [31:0] joined_q_23;
    reg [1:0] flags_q;
    reg [1:0] flags_q_1;
    reg [1:0] flags_q_2;
    reg [1:0] flags_q_3;
    reg [1:0] flags_q_4;
    reg [1:0] flags_q_5;
    reg [1:0] flags_q_6;
    reg [1:0] flags_q_7;
    reg [1:0] flags_q_8;
    reg [1:0] flags_q_9;
    reg [1:0] flags_q_10;
    reg [1:0] flags_q_11;
    reg [1:0] flags_q_12;
    reg [1:0] flags_q_13;
    reg [1:0] flags_q_14;
    reg [1:0] flags_q_15;
    reg [1:0] flags_q_16;
    reg [1:0] flags_q_17;
    reg [1:0] flags_q_18;
    reg [1:0] flags_q_19;
    reg [1:0] flags_q_20;
    reg [1:0] flags_q_21;
    reg [1:0] flags_q_22;
    reg [1:0] flags_q_23;
    reg [1:0] flags_q_24;
    reg [1:0] flags_q_25;
    reg [1:0] flags_q_26;
    reg [1:0] flags_q_27;
    reg [1:0] flags_q_28;
    reg operands_valid_q = 1'd0;
    reg operands_valid_q_1 = 1'd0;
    reg operands_valid_q_2 = 1'd0;
    reg operands_valid_q_3 = 1'd0;
    reg operands_valid_q_4 = 1'd0;
    reg operands_valid_q_5 = 1'd0;
    reg operands_valid_q_6 = 1'd0;
    reg operands_valid_q_7 = 1'd0;
    reg operands_valid_q_8 = 1'd0;
    reg operands_valid_q_9 = 1'd0;
    reg operands_valid_q_10 = 1'd0;
    reg operands_valid_q_11 = 1'd0;
    reg operands_valid_q_12 = 1'd0;
    reg operands_valid_q_13 = 1'd0;
    reg operands_valid_q_14 = 1'd0;
    reg operands_valid_q_15 = 1'd0;
    reg operands_valid_q_16 = 1'd0;
    reg operands_valid_q_17 = 1'd0;
    reg operands_valid_q_18 = 1'd0;
    reg operands_valid_q_19 = 1'd0;
    reg operands_valid_q_20 = 1'd0;
    reg operands_valid_q_21 = 1'd0;
    reg operands_valid_q_22 = 1'd0;
    reg operands_valid_q_23 = 1'd0;
    reg operands_valid_q_24 = 1'd0;
    reg operands_valid_q_25 = 1'd0;
    reg operands_valid_q_26 = 1'd0;
    reg operands_valid_q_27 = 1'd0;
    reg operands_valid_q_28 = 1'd0;
    wire unused;
    assign inverse = ~remainder[24];
    assign inverse_1 = ~remainder_1[24];
    assign inverse_2 = ~remainder_2[24];
    assign inverse_3 = ~remainder_3[24];
    assign inverse_4 = ~remainder_4[24];
    assign inverse_5 = ~remainder_5[24];
    assign inverse_6 = ~remainder_6[24];
    assign inverse_7 = ~remainder_7[24];
    assign inverse_8 = ~remainder_8[24];
    assign inverse_9 = ~remainder_9[24];
    assign inverse_10 = ~remainder_10[24];
    assign inverse_11 = ~remainder_11[24];
    assign inverse_12 = ~remainder_12[24];
    assign inverse_13 = ~remainder_13[24];
    assign inverse_14 = ~remainder_14[24];
    assign inverse_15 = ~remainder_15[24];
    assign inverse_16 = ~remainder_16[24];
    assign inverse_17 = ~remainder_17[24];
    assign inverse_18 = ~remainder_18[24];
    assign inverse_19 = ~remainder_19[24];
    assign inverse_20 = ~remainder_20[24];
    assign inverse_21 = ~remainder_21[24];
    assign inverse_22 = ~remainder_22[24];
    assign inverse_23 = ~remainder_23[24];
    assign inverse_24 = ~remainder_24[24];
    assign chosen = bits[24] ? bits[23:0] : {bits[22:0], ~remainder_25[24]};
    assign quotient = joined_q_23;
    assign quotient_flags = flags_q_28;
    assign quotient_valid = operands_valid_q_28;
    assign unused = &{1'b0, remainder_25[23:0]};
    always @(posedge clock) begin
        numerator_q <= numerator;
        denominator_q <= denominator;
        difference_q <= numerator_q[30:23] - denominator_q[30:23];
        field <= difference_q + 8'd126;
        remainder <= {1'b0, {1'd1, numerator_q[22:0]}} - {1'b0, {1'd1, denominator_q[22:0]}};
        inverse_q <= inverse;
        divisor <= {1'b0, {1'd1, denominator_q[22:0]}};
        remainder_1 <= {remainder[23:0], 1'd0} + (divisor ^ {25{inverse}}) + {24'b0, inverse};
        joined_q <= {inverse_q, inverse_1};
        divisor_1 <= divisor;
        remainder_2 <= {remainder_1[23:0], 1'd0} + (divisor_1 ^ {25{inverse_1}}) + {24'b0, inverse_1};
        joined_q_1 <= {joined_q, inverse_2};
        divisor_2 <= divisor_1;
        remainder_3 <= {remainder_2[23:0], 1'd0} + (divisor_2 ^ {25{inverse_2}}) + {24'b0, inverse_2};
        joined_q_2 <= {joined_q_1, inverse_3};
        divisor_3 <= divisor_2;
        remainder_4 <= {remainder_3[23:0], 1'd0} + (divisor_3 ^ {25{inverse_3}}) + {24'b0, inverse_3};
        joined_q_3 <= {joined_q_2, inverse_4};
        divisor_4 <= divisor_3;
        remainder_5 <= {remainder_4[23:0], 1'd0} + (divisor_4 ^ {25{inverse_4}}) + {24'b0, inverse_4};
        joined_q_4 <= {joined_q_3, inverse_5};
        divisor_5 <= divisor_4;
        remainder_6 <= {remainder_5[23:0], 1'd0} + (divisor_5 ^ {25{inverse_5}}) + {24'b0, inverse_5};
        joined_q_5 <= {joined_q_4, inverse_6};
        divisor_6 <= divisor_5;
        remainder_7 <= {remainder_6[23:0], 1'd0} + (divisor_6 ^ {25{inverse_6}}) + {24'b0, inverse_6};
        joined_q_6 <= {joined_q_5, inverse_7};
        divisor_7 <= divisor_6;
        remainder_8 <= {remainder_7[23:0], 1'd0} + (divisor_7 ^ {25{inverse_7}}) + {24'b0, inverse_7};
        joined_q_7 <= {joined_q_6, inverse_8};
        divisor_8 <= divisor_7;
        remainder_9 <= {remainder_8[23:0], 1'd0} + (divisor_8 ^ {25{inverse_8}}) + {24'b0, inverse_8};
        joined_q_8 <= {joined_q_7, inverse_9};
        divisor_9 <= divisor_8;
        remainder_10 <= {remainder_9[23:0], 1'd0} + (divisor_9 ^ {25{inverse_9}}) + {24'b0, inverse_9};
        joined_q_9 <= {joined_q_8, inverse_10};
        divisor_10 <= divisor_9;
        remainder_11 <= {remainder_10[23:0], 1'd0} + (divisor_10 ^ {25{inverse_10}}) + {24'b0, inverse_10};
        joined_q_10 <= {joined_q_9, inverse_11};
        divisor_11 <= divisor_10;
        remainder_12 <= {remainder_11[23:0], 1'd0} + (divisor_11 ^ {25{inverse_11}}) + {24'b0, inverse_11};
        joined_q_11 <= {joined_q_10, inverse_12};
        divisor_12 <= divisor_11;
        remainder_13 <= {remainder_12[23:0], 1'd0} + (divisor_12 ^ {25{inverse_12}}) + {24'b0, inverse_12};
        joined_q_12 <= {joined_q_11, inverse_13};
        divisor_13 <= divisor_12;
        remainder_14 <= {remainder_13[23:0], 1'd0} + (divisor_13 ^ {25{inverse_13}}) + {24'b0, inverse_13};
        joined_q_13 <= {joined_q_12, inverse_14};
        divisor_14 <= divisor_13;
        remainder_15 <= {remainder_14[23:0], 1'd0} + (divisor_14 ^ {25{inverse_14}}) + {24'b0, inverse_14};
        joined_q_14 <= {joined_q_13, inverse_15};
        divisor_15 <= divisor_14;
        remainder_16 <= {remainder_15[23:0], 1'd0} + (divisor_15 ^ {25{inverse_15}}) + {24'b0, inverse_15};
        joined_q_15 <= {joined_q_14, inverse_16};
        divisor_16 <= divisor_15;
        remainder_17 <= {remainder_16[23:0], 1'd0} + (divisor_16 ^ {25{inverse_16}}) + {24'b0, inverse_16};
        joined_q_16 <= {joined_q_15, inverse_17};
        divisor_17 <= divisor_16;
        remainder_18 <= {remainder_17[23:0], 1'd0} + (divisor_17 ^ {25{inverse_17}}) + {24'b0, inverse_17};
        joined_q_17 <= {joined_q_16, inverse_18};
        divisor_18 <= divisor_17;
        remainder_19 <= {remainder_18[23:0], 1'd0} + (divisor_18 ^ {25{inverse_18}}) + {24'b0, inverse_18};
        joined_q_18 <= {joined_q_17, inverse_19};
        divisor_19 <= divisor_18;
        remainder_20 <= {remainder_19[23:0], 1'd0} + (divisor_19 ^ {25{inverse_19}}) + {24'b0, inverse_19};
        joined_q_19 <= {joined_q_18, inverse_20};
        divisor_20 <= divisor_19;
        remainder_21 <= {remainder_20[23:0], 1'd0} + (divisor_20 ^ {25{inverse_20}}) + {24'b0, inverse_20};
        joined_q_20 <= {joined_q_19, inverse_21};
        divisor_21 <= divisor_20;
        remainder_22 <= {remainder_21[23:0], 1'd0} + (divisor_21 ^ {25{inverse_21}}) + {24'b0, inverse_21};
        joined_q_21 <= {joined_q_20, inverse_22};
        divisor_22 <= divisor_21;
        remainder_23 <= {remainder_22[23:0], 1'd0} + (divisor_22 ^ {25{inverse_22}}) + {24'b0, inverse_22};
        joined_q_22 <= {joined_q_21, inverse_23};
        divisor_23 <= divisor_22;
        remainder_24 <= {remainder_23[23:0], 1'd0} + (divisor_23 ^ {25{inverse_23}}) + {24'b0, inverse_23};
        bits <= {joined_q_22, inverse_24};
        divisor_24 <= divisor_23;
        remainder_25 <= {remainder_24[23:0], 1'd0} + (divisor_24 ^ {25{inverse_24}}) + {24'b0, inverse_24};
        field_q <= field;
        field_q_1 <= field_q;
        field_q_2 <= field_q_1;
        field_q_3 <= field_q_2;
        field_q_4 <= field_q_3;
        field_q_5 <= field_q_4;
        field_q_6 <= field_q_5;
        field_q_7 <= field_q_6;
        field_q_8 <= field_q_7;
        field_q_9 <= field_q_8;
        field_q_10 <= field_q_9;
        field_q_11 <= field_q_10;
        field_q_12 <= field_q_11;
        field_q_13 <= field_q_12;
        field_q_14 <= field_q_13;
        field_q_15 <= field_q_14;
        field_q_16 <= field_q_15;
        field_q_17 <= field_q_16;
        field_q_18 <= field_q_17;
        field_q_19 <= field_q_18;
        field_q_20 <= field_q_19;
        field_q_21 <= field_q_20;
        field_q_22 <= field_q_21;
        field_q_23 <= field_q_22;
        inverse_q_1 <= ~(|numerator_q[30:23]);
        inverse_q_2 <= inverse_q_1;
        inverse_q_3 <= inverse_q_2;
        inverse_q_4 <= inverse_q_3;
        inverse_q_5 <= inverse_q_4;
        inverse_q_6 <= inverse_q_5;
        inverse_q_7 <= inverse_q_6;
        inverse_q_8 <= inverse_q_7;
        inverse_q_9 <= inverse_q_8;
        inverse_q_10 <= inverse_q_9;
        inverse_q_11 <= inverse_q_10;
        inverse_q_12 <= inverse_q_11;
        inverse_q_13 <= inverse_q_12;
        inverse_q_14 <= inverse_q_13;
        inverse_q_15 <= inverse_q_14;
        inverse_q_16 <= inverse_q_15;
        inverse_q_17 <= inverse_q_16;
        inverse_q_18 <= inverse_q_17;
        inverse_q_19 <= inverse_q_18;
        inverse_q_20 <= inverse_q_19;
        inverse_q_21 <= inverse_q_20;
        inverse_q_22 <= inverse_q_21;
        inverse_q_23 <= inverse_q_22;
        inverse_q_24 <= inverse_q_23;
        inverse_q_25 <= inverse_q_24;
        inverse_q_26 <= inverse_q_25;
        chosen_q <= inverse_q_26 ? 31'h0 : {field_q_23 + {7'b0, bits[24]}, chosen[23:1]};
        half <= chosen[0] & (~inverse_q_26);
        differs_q <= numerator_q[31] ^ denominator_q[31];
        differs_q_1 <= differs_q;
        differs_q_2 <= differs_q_1;
        differs_q_3 <= differs_q_2;
        differs_q_4 <= differs_q_3;
        differs_q_5 <= differs_q_4;
        differs_q_6 <= differs_q_5;
        differs_q_7 <= differs_q_6;
        differs_q_8 <= differs_q_7;
        differs_q_9 <= differs_q_8;
        differs_q_10 <= differs_q_9;
        differs_q_11 <= differs_q_10;
        differs_q_12 <= differs_q_11;
        differs_q_13 <= differs_q_12;
        differs_q_14 <= differs_q_13;
        differs_q_15 <= differs_q_14;
        differs_q_16 <= differs_q_15;
        differs_q_17 <= differs_q_16;
        differs_q_18 <= differs_q_17;
        differs_q_19 <= differs_q_18;
        differs_q_20 <= differs_q_19;
        differs_q_21 <= differs_q_20;
        differs_q_22 <= differs_q_21;
        differs_q_23 <= differs_q_22;
        differs_q_24 <= differs_q_23;
        differs_q_25 <= differs_q_24;
        differs_q_26 <= differs_q_25;
        joined_q_23 <= {differs_q_26, chosen_q + {30'b0, half}};
        flags_q <= flags;
        flags_q_1 <= flags_q;
        flags_q_2 <= flags_q_1;
        flags_q_3 <= flags_q_2;
        flags_q_4 <= flags_q_3;
        flags_q_5 <= flags_q_4;
        flags_q_6 <= flags_q_5;
        flags_q_7 <= flags_q_6;
        flags_q_8 <= flags_q_7;
        flags_q_9 <= flags_q_8;
        flags_q_10 <= flags_q_9;
        flags_q_11 <= flags_q_10;
        flags_q_12 <= flags_q_11;
        flags_q_13 <= flags_q_12;
        flags_q_14 <= flags_q_13;
        flags_q_15 <= flags_q_14;
        flags_q_16 <= flags_q_15;
        flags_q_17 <= flags_q_16;
        flags_q_18 <= flags_q_17;
        flags_q_19 <= flags_q_18;
        flags_q_20 <= flags_q_19;
        flags_q_21 <= flags_q_20;
        flags_q_22 <= flags_q_21;
        flags_q_23 <= flags_q_22;
        flags_q_24 <= flags_q_23;
        flags_q_25 <= flags_q_24;
        flags_q_26 <= flags_q_25;
        flags_q_27 <= flags_q_26;
        flags_q_28 <= flags_q_27;
        operands_valid_q <= operands_valid;
        operands_valid_q_1 <= operands_valid_q;
        operands_valid_q_2 <= operands_valid_q_1;
        operands_valid_q_3 <= operands_valid_q_2;
        operands_valid_q_4 <= operands_valid_q_3;
        operands_valid_q_5 <= operands_valid_q_4;
        operands_valid_q_6 <= operands_valid_q_5;
        operands_valid_q_7 <= operands_valid_q_6;
        operands_valid_q_8 <= operands_valid_q_7;
        operands_valid_q_9 <= operands_valid_q_8;
        operands_valid_q_10 <= operands_valid_q_9;
        operands_valid_q_11 <= operands_valid_q_10;
        operands_valid_q_12 <= operands_valid_q_11;
        operands_valid_q_13 <= operands_valid_q_12;
        operands_valid_q_14 <= operands_valid_q_13;
        operands_valid_q_15 <= operands_valid_q_14;
        operands_valid_q_16 <= operands_valid_q_15;
        operands_valid_q_17 <= operands_valid_q_16;
        operands_valid_q_18 <= operands_valid_q_17;
        operands_valid_q_19 <= operands_valid_q_18;
        operands_valid_q_20 <= operands_valid_q_19;
        operands_valid_q_21 <= operands_valid_q_20;
        operands_valid_q_22 <= operands_valid_q_21;
        operands_valid_q_23 <= operands_valid_q_22;
        operands_valid_q_24 <= operands_valid_q_23;
        operands_valid_q_25 <= operands_valid_q_24;
        operands_valid_q_26 <= operands_valid_q_25;
        operands_valid_q_27 <= operands_valid_q_26;
        operands_valid_q_28 <= operands_valid_q_27;
    end
endmodule

module harmonia_pair_dot (
    input wire clock,
    input wire [287:0] mantissas,
    input wire [575:0] operands,
    output wire [17:0] sum_0,
    output wire [17:0] sum_1
);
    // P0 = sum a * w0, P1 = sum a * w1 over 32 lanes; operand = w1 * 2^13 + w0.
    reg [8:0] product_0_a;
    reg [17:0] product_0_b;
    reg [26:0] product_0;
    reg [8:0] product_1_a;
    reg [17:0] product_1_b;
    reg [26:0] product_1;
    reg [8:0] product_2_a;
    reg [17:0] product_2_b;
    reg [26:0] product_2;
    reg [8:0] product_3_a;
    reg [17:0] product_3_b;
    reg [26:0] product_3;
    reg [8:0] product_4_a;
    reg [17:0] product_4_b;
    reg [26:0] product_4;
    reg [8:0] product_5_a;
    reg [17:0] product_5_b;
    reg [26:0] product_5;
    reg [8:0] product_6_a;
    reg [17:0] product_6_b;
    reg [26:0] product_6;
    reg [8:0] product_7_a;
    reg [17:0] product_7_b;
    reg [26:0] product_7;
    reg [8:0] product_8_a;
    reg [17:0] product_8_b;
    reg [26:0] product_8;
    reg [8:0] product_9_a;
    reg [17:0] product_9_b;
    reg [26:0] product_9;
    reg [8:0] product_10_a;
    reg [17:0] product_10_b;
    reg [26:0] product_10;
    reg [8:0] product_11_a;
    reg [17:0] product_11_b;
    reg [26:0] product_11;
    reg [8:0] product_12_a;
    reg [17:0] product_12_b;
    reg [26:0] product_12;
    reg [8:0] product_13_a;
    reg [17:0] product_13_b;
    reg [26:0] product_13;
    reg [8:0] product_14_a;
    reg [17:0] product_14_b;
    reg [26:0] product_14;
    reg [8:0] product_15_a;
    reg [17:0] product_15_b;
    reg [26:0] product_15;
    reg [8:0] product_16_a;
    reg [17:0] product_16_b;
    reg [26:0] product_16;
    reg [8:0] product_17_a;
    reg [17:0] product_17_b;
    reg [26:0] product_17;
    reg [8:0] product_18_a;
    reg [17:0] product_18_b;
    reg [26:0] product_18;
    reg [8:0] product_19_a;
    reg [17:0] product_19_b;
    reg [26:0] product_19;
    reg [8:0] product_20_a;
    reg [17:0] product_20_b;
    reg [26:0] product_20;
    reg [8:0] product_21_a;
    reg [17:0] product_21_b;
    reg [26:0] product_21;
    reg [8:0] product_22_a;
    reg [17:0] product_22_b;
    reg [26:0] product_22;
    reg [8:0] product_23_a;
    reg [17:0] product_23_b;
    reg [26:0] product_23;
    reg [8:0] product_24_a;
    reg [17:0] product_24_b;
    reg [26:0] product_24;
    reg [8:0] product_25_a;
    reg [17:0] product_25_b;
    reg [26:0] product_25;
    reg [8:0] product_26_a;
    reg [17:0] product_26_b;
    reg [26:0] product_26;
    reg [8:0] product_27_a;
    reg [17:0] product_27_b;
    reg [26:0] product_27;
    reg [8:0] product_28_a;
    reg [17:0] product_28_b;
    reg [26:0] product_28;
    reg [8:0] product_29_a;
    reg [17:0] product_29_b;
    reg [26:0] product_29;
    reg [8:0] product_30_a;
    reg [17:0] product_30_b;
    reg [26:0] product_30;
    reg [8:0] product_31_a;
    reg [17:0] product_31_b;
    reg [26:0] product_31;
    reg [13:0] sum_q;
    reg [13:0] sum_q_1;
    reg [13:0] sum_q_2;
    reg [13:0] sum_q_3;
    reg [13:0] sum_q_4;
    reg [13:0] sum_q_5;
    reg [13:0] sum_q_6;
    reg [13:0] sum_q_7;
    reg [13:0] sum_q_8;
    reg [13:0] sum_q_9;
    reg [13:0] sum_q_10;
    reg [13:0] sum_q_11;
    reg [13:0] sum_q_12;
    reg [13:0] sum_q_13;
    reg [13:0] sum_q_14;
    reg [13:0] sum_q_15;
    reg [14:0] sum_q_16;
    reg [14:0] sum_q_17;
    reg [14:0] sum_q_18;
    reg [14:0] sum_q_19;
    reg [14:0] sum_q_20;
    reg [14:0] sum_q_21;
    reg [14:0] sum_q_22;
    reg [14:0] sum_q_23;
    reg [15:0] sum_q_24;
    reg [15:0] sum_q_25;
    reg [15:0] sum_q_26;
    reg [15:0] sum_q_27;
    reg [16:0] sum_q_28;
    reg [16:0] sum_q_29;
    reg [17:0] sum_q_30;
    reg [13:0] sum_q_31;
    reg [13:0] sum_q_32;
    reg [13:0] sum_q_33;
    reg [13:0] sum_q_34;
    reg [13:0] sum_q_35;
    reg [13:0] sum_q_36;
    reg [13:0] sum_q_37;
    reg [13:0] sum_q_38;
    reg [13:0] sum_q_39;
    reg [13:0] sum_q_40;
    reg [13:0] sum_q_41;
    reg [13:0] sum_q_42;
    reg [13:0] sum_q_43;
    reg [13:0] sum_q_44;
    reg [13:0] sum_q_45;
    reg [13:0] sum_q_46;
    reg product_1_q;
    reg product_3_q;
    reg product_5_q;
    reg product_7_q;
    reg product_9_q;
    reg product_11_q;
    reg product_13_q;
    reg product_15_q;
    reg product_17_q;
    reg product_19_q;
    reg product_21_q;
    reg product_23_q;
    reg product_25_q;
    reg product_27_q;
    reg product_29_q;
    reg [14:0] sum_q_47;
    reg [14:0] sum_q_48;
    reg [14:0] sum_q_49;
    reg [14:0] sum_q_50;
    reg [14:0] sum_q_51;
    reg [14:0] sum_q_52;
    reg [14:0] sum_q_53;
    reg [14:0] sum_q_54;
    reg product_3_q_1;
    reg product_7_q_1;
    reg product_11_q_1;
    reg product_15_q_1;
    reg product_19_q_1;
    reg product_23_q_1;
    reg product_27_q_1;
    reg [15:0] sum_q_55;
    reg [15:0] sum_q_56;
    reg [15:0] sum_q_57;
    reg [15:0] sum_q_58;
    reg product_7_q_2;
    reg product_15_q_2;
    reg product_23_q_2;
    reg [16:0] sum_q_59;
    reg [16:0] sum_q_60;
    reg product_15_q_3;
    reg [17:0] sum_q_61;
    reg product_31_q;
    reg product_31_q_1;
    reg product_31_q_2;
    reg product_31_q_3;
    reg product_31_q_4;
    reg [17:0] sum_q_62;
    reg [17:0] sum_q_63;
    wire unused;
    assign sum_0 = sum_q_62;
    assign sum_1 = sum_q_63;
    assign unused = &{1'b0, {product_31[26], product_30[26], product_29[26], product_28[26], product_27[26], product_26[26], product_25[26], product_24[26],
    product_23[26], product_22[26], product_21[26], product_20[26], product_19[26], product_18[26], product_17[26], product_16[26],
    product_15[26], product_14[26], product_13[26], product_12[26], product_11[26], product_10[26], product_9[26], product_8[26],
    product_7[26], product_6[26], product_5[26], product_4[26], product_3[26], product_2[26], product_1[26], product_0[26]}};
    always @(posedge clock) begin
        product_0_a <= mantissas[8:0];
        product_0_b <= operands[17:0];
        product_0 <= $signed({{18{product_0_a[8]}}, product_0_a}) * $signed({{9{product_0_b[17]}}, product_0_b});
        product_1_a <= mantissas[17:9];
        product_1_b <= operands[35:18];
        product_1 <= $signed({{18{product_1_a[8]}}, product_1_a}) * $signed({{9{product_1_b[17]}}, product_1_b});
        product_2_a <= mantissas[26:18];
        product_2_b <= operands[53:36];
        product_2 <= $signed({{18{product_2_a[8]}}, product_2_a}) * $signed({{9{product_2_b[17]}}, product_2_b});
        product_3_a <= mantissas[35:27];
        product_3_b <= operands[71:54];
        product_3 <= $signed({{18{product_3_a[8]}}, product_3_a}) * $signed({{9{product_3_b[17]}}, product_3_b});
        product_4_a <= mantissas[44:36];
        product_4_b <= operands[89:72];
        product_4 <= $signed({{18{product_4_a[8]}}, product_4_a}) * $signed({{9{product_4_b[17]}}, product_4_b});
        product_5_a <= mantissas[53:45];
        product_5_b <= operands[107:90];
        product_5 <= $signed({{18{product_5_a[8]}}, product_5_a}) * $signed({{9{product_5_b[17]}}, product_5_b});
        product_6_a <= mantissas[62:54];
        product_6_b <= operands[125:108];
        product_6 <= $signed({{18{product_6_a[8]}}, product_6_a}) * $signed({{9{product_6_b[17]}}, product_6_b});
        product_7_a <= mantissas[71:63];
        product_7_b <= operands[143:126];
        product_7 <= $signed({{18{product_7_a[8]}}, product_7_a}) * $signed({{9{product_7_b[17]}}, product_7_b});
        product_8_a <= mantissas[80:72];
        product_8_b <= operands[161:144];
        product_8 <= $signed({{18{product_8_a[8]}}, product_8_a}) * $signed({{9{product_8_b[17]}}, product_8_b});
        product_9_a <= mantissas[89:81];
        product_9_b <= operands[179:162];
        product_9 <= $signed({{18{product_9_a[8]}}, product_9_a}) * $signed({{9{product_9_b[17]}}, product_9_b});
        product_10_a <= mantissas[98:90];
        product_10_b <= operands[197:180];
        product_10 <= $signed({{18{product_10_a[8]}}, product_10_a}) * $signed({{9{product_10_b[17]}}, product_10_b});
        product_11_a <= mantissas[107:99];
        product_11_b <= operands[215:198];
        product_11 <= $signed({{18{product_11_a[8]}}, product_11_a}) * $signed({{9{product_11_b[17]}}, product_11_b});
        product_12_a <= mantissas[116:108];
        product_12_b <= operands[233:216];
        product_12 <= $signed({{18{product_12_a[8]}}, product_12_a}) * $signed({{9{product_12_b[17]}}, product_12_b});
        product_13_a <= mantissas[125:117];
        product_13_b <= operands[251:234];
        product_13 <= $signed({{18{product_13_a[8]}}, product_13_a}) * $signed({{9{product_13_b[17]}}, product_13_b});
        product_14_a <= mantissas[134:126];
        product_14_b <= operands[269:252];
        product_14 <= $signed({{18{product_14_a[8]}}, product_14_a}) * $signed({{9{product_14_b[17]}}, product_14_b});
        product_15_a <= mantissas[143:135];
        product_15_b <= operands[287:270];
        product_15 <= $signed({{18{product_15_a[8]}}, product_15_a}) * $signed({{9{product_15_b[17]}}, product_15_b});
        product_16_a <= mantissas[152:144];
        product_16_b <= operands[305:288];
        product_16 <= $signed({{18{product_16_a[8]}}, product_16_a}) * $signed({{9{product_16_b[17]}}, product_16_b});
        product_17_a <= mantissas[161:153];
        product_17_b <= operands[323:306];
        product_17 <= $signed({{18{product_17_a[8]}}, product_17_a}) * $signed({{9{product_17_b[17]}}, product_17_b});
        product_18_a <= mantissas[170:162];
        product_18_b <= operands[341:324];
        product_18 <= $signed({{18{product_18_a[8]}}, product_18_a}) * $signed({{9{product_18_b[17]}}, product_18_b});
        product_19_a <= mantissas[179:171];
        product_19_b <= operands[359:342];
        product_19 <= $signed({{18{product_19_a[8]}}, product_19_a}) * $signed({{9{product_19_b[17]}}, product_19_b});
        product_20_a <= mantissas[188:180];
        product_20_b <= operands[377:360];
        product_20 <= $signed({{18{product_20_a[8]}}, product_20_a}) * $signed({{9{product_20_b[17]}}, product_20_b});
        product_21_a <= mantissas[197:189];
        product_21_b <= operands[395:378];
        product_21 <= $signed({{18{product_21_a[8]}}, product_21_a}) * $signed({{9{product_21_b[17]}}, product_21_b});
        product_22_a <= mantissas[206:198];
        product_22_b <= operands[413:396];
        product_22 <= $signed({{18{product_22_a[8]}}, product_22_a}) * $signed({{9{product_22_b[17]}}, product_22_b});
        product_23_a <= mantissas[215:207];
        product_23_b <= operands[431:414];
        product_23 <= $signed({{18{product_23_a[8]}}, product_23_a}) * $signed({{9{product_23_b[17]}}, product_23_b});
        product_24_a <= mantissas[224:216];
        product_24_b <= operands[449:432];
        product_24 <= $signed({{18{product_24_a[8]}}, product_24_a}) * $signed({{9{product_24_b[17]}}, product_24_b});
        product_25_a <= mantissas[233:225];
        product_25_b <= operands[467:450];
        product_25 <= $signed({{18{product_25_a[8]}}, product_25_a}) * $signed({{9{product_25_b[17]}}, product_25_b});
        product_26_a <= mantissas[242:234];
        product_26_b <= operands[485:468];
        product_26 <= $signed({{18{product_26_a[8]}}, product_26_a}) * $signed({{9{product_26_b[17]}}, product_26_b});
        product_27_a <= mantissas[251:243];
        product_27_b <= operands[503:486];
        product_27 <= $signed({{18{product_27_a[8]}}, product_27_a}) * $signed({{9{product_27_b[17]}}, product_27_b});
        product_28_a <= mantissas[260:252];
        product_28_b <= operands[521:504];
        product_28 <= $signed({{18{product_28_a[8]}}, product_28_a}) * $signed({{9{product_28_b[17]}}, product_28_b});
        product_29_a <= mantissas[269:261];
        product_29_b <= operands[539:522];
        product_29 <= $signed({{18{product_29_a[8]}}, product_29_a}) * $signed({{9{product_29_b[17]}}, product_29_b});
        product_30_a <= mantissas[278:270];
        product_30_b <= operands[557:540];
        product_30 <= $signed({{18{product_30_a[8]}}, product_30_a}) * $signed({{9{product_30_b[17]}}, product_30_b});
        product_31_a <= mantissas[287:279];
        product_31_b <= operands[575:558];
        product_31 <= $signed({{18{product_31_a[8]}}, product_31_a}) * $signed({{9{product_31_b[17]}}, product_31_b});
        sum_q <= {{1{product_0[12]}}, product_0[12:0]} + {{1{product_1[12]}}, product_1[12:0]};
        sum_q_1 <= {{1{product_2[12]}}, product_2[12:0]} + {{1{product_3[12]}}, product_3[12:0]};
        sum_q_2 <= {{1{product_4[12]}}, product_4[12:0]} + {{1{product_5[12]}}, product_5[12:0]};
        sum_q_3 <= {{1{product_6[12]}}, product_6[12:0]} + {{1{product_7[12]}}, product_7[12:0]};
        sum_q_4 <= {{1{product_8[12]}}, product_8[12:0]} + {{1{product_9[12]}}, product_9[12:0]};
        sum_q_5 <= {{1{product_10[12]}}, product_10[12:0]} + {{1{product_11[12]}}, product_11[12:0]};
        sum_q_6 <= {{1{product_12[12]}}, product_12[12:0]} + {{1{product_13[12]}}, product_13[12:0]};
        sum_q_7 <= {{1{product_14[12]}}, product_14[12:0]} + {{1{product_15[12]}}, product_15[12:0]};
        sum_q_8 <= {{1{product_16[12]}}, product_16[12:0]} + {{1{product_17[12]}}, product_17[12:0]};
        sum_q_9 <= {{1{product_18[12]}}, product_18[12:0]} + {{1{product_19[12]}}, product_19[12:0]};
        sum_q_10 <= {{1{product_20[12]}}, product_20[12:0]} + {{1{product_21[12]}}, product_21[12:0]};
        sum_q_11 <= {{1{product_22[12]}}, product_22[12:0]} + {{1{product_23[12]}}, product_23[12:0]};
        sum_q_12 <= {{1{product_24[12]}}, product_24[12:0]} + {{1{product_25[12]}}, product_25[12:0]};
        sum_q_13 <= {{1{product_26[12]}}, product_26[12:0]} + {{1{product_27[12]}}, product_27[12:0]};
        sum_q_14 <= {{1{product_28[12]}}, product_28[12:0]} + {{1{product_29[12]}}, product_29[12:0]};
        sum_q_15 <= {{1{product_30[12]}}, product_30[12:0]} + {{1{product_31[12]}}, product_31[12:0]};
        sum_q_16 <= {{1{sum_q[13]}}, sum_q} + {{1{sum_q_1[13]}}, sum_q_1};
        sum_q_17 <= {{1{sum_q_2[13]}}, sum_q_2} + {{1{sum_q_3[13]}}, sum_q_3};
        sum_q_18 <= {{1{sum_q_4[13]}}, sum_q_4} + {{1{sum_q_5[13]}}, sum_q_5};
        sum_q_19 <= {{1{sum_q_6[13]}}, sum_q_6} + {{1{sum_q_7[13]}}, sum_q_7};
        sum_q_20 <= {{1{sum_q_8[13]}}, sum_q_8} + {{1{sum_q_9[13]}}, sum_q_9};
        sum_q_21 <= {{1{sum_q_10[13]}}, sum_q_10} + {{1{sum_q_11[13]}}, sum_q_11};
        sum_q_22 <= {{1{sum_q_12[13]}}, sum_q_12} + {{1{sum_q_13[13]}}, sum_q_13};
        sum_q_23 <= {{1{sum_q_14[13]}}, sum_q_14} + {{1{sum_q_15[13]}}, sum_q_15};
        sum_q_24 <= {{1{sum_q_16[14]}}, sum_q_16} + {{1{sum_q_17[14]}}, sum_q_17};
        sum_q_25 <= {{1{sum_q_18[14]}}, sum_q_18} + {{1{sum_q_19[14]}}, sum_q_19};
        sum_q_26 <= {{1{sum_q_20[14]}}, sum_q_20} + {{1{sum_q_21[14]}}, sum_q_21};
        sum_q_27 <= {{1{sum_q_22[14]}}, sum_q_22} + {{1{sum_q_23[14]}}, sum_q_23};
        sum_q_28 <= {{1{sum_q_24[15]}}, sum_q_24} + {{1{sum_q_25[15]}}, sum_q_25};
        sum_q_29 <= {{1{sum_q_26[15]}}, sum_q_26} + {{1{sum_q_27[15]}}, sum_q_27};
        sum_q_30 <= {{1{sum_q_28[16]}}, sum_q_28} + {{1{sum_q_29[16]}}, sum_q_29};
        sum_q_31 <= {{1{product_0[25]}}, product_0[25:13]} + {{1{product_1[25]}}, product_1[25:13]} + {13'b0, product_0[12]};
        sum_q_32 <= {{1{product_2[25]}}, product_2[25:13]} + {{1{product_3[25]}}, product_3[25:13]} + {13'b0, product_2[12]};
        sum_q_33 <= {{1{product_4[25]}}, product_4[25:13]} + {{1{product_5[25]}}, product_5[25:13]} + {13'b0, product_4[12]};
        sum_q_34 <= {{1{product_6[25]}}, product_6[25:13]} + {{1{product_7[25]}}, product_7[25:13]} + {13'b0, product_6[12]};
        sum_q_35 <= {{1{product_8[25]}}, product_8[25:13]} + {{1{product_9[25]}}, product_9[25:13]} + {13'b0, product_8[12]};
        sum_q_36 <= {{1{product_10[25]}}, product_10[25:13]} + {{1{product_11[25]}}, product_11[25:13]} + {13'b0, product_10[12]};
        sum_q_37 <= {{1{product_12[25]}}, product_12[25:13]} + {{1{product_13[25]}}, product_13[25:13]} + {13'b0, product_12[12]};
        sum_q_38 <= {{1{product_14[25]}}, product_14[25:13]} + {{1{product_15[25]}}, product_15[25:13]} + {13'b0, product_14[12]};
        sum_q_39 <= {{1{product_16[25]}}, product_16[25:13]} + {{1{product_17[25]}}, product_17[25:13]} + {13'b0, product_16[12]};
        sum_q_40 <= {{1{product_18[25]}}, product_18[25:13]} + {{1{product_19[25]}}, product_19[25:13]} + {13'b0, product_18[12]};
        sum_q_41 <= {{1{product_20[25]}}, product_20[25:13]} + {{1{product_21[25]}}, product_21[25:13]} + {13'b0, product_20[12]};
        sum_q_42 <= {{1{product_22[25]}}, product_22[25:13]} + {{1{product_23[25]}}, product_23[25:13]} + {13'b0, product_22[12]};
        sum_q_43 <= {{1{product_24[25]}}, product_24[25:13]} + {{1{product_25[25]}}, product_25[25:13]} + {13'b0, product_24[12]};
        sum_q_44 <= {{1{product_26[25]}}, product_26[25:13]} + {{1{product_27[25]}}, product_27[25:13]} + {13'b0, product_26[12]};
        sum_q_45 <= {{1{product_28[25]}}, product_28[25:13]} + {{1{product_29[25]}}, product_29[25:13]} + {13'b0, product_28[12]};
        sum_q_46 <= {{1{product_30[25]}}, product_30[25:13]} + {{1{product_31[25]}}, product_31[25:13]} + {13'b0, product_30[12]};
        product_1_q <= product_1[12];
        product_3_q <= product_3[12];
        product_5_q <= product_5[12];
        product_7_q <= product_7[12];
        product_9_q <= product_9[12];
        product_11_q <= product_11[12];
        product_13_q <= product_13[12];
        product_15_q <= product_15[12];
        product_17_q <= product_17[12];
        product_19_q <= product_19[12];
        product_21_q <= product_21[12];
        product_23_q <= product_23[12];
        product_25_q <= product_25[12];
        product_27_q <= product_27[12];
        product_29_q <= product_29[12];
        sum_q_47 <= {{1{sum_q_31[13]}}, sum_q_31} + {{1{sum_q_32[13]}}, sum_q_32} + {14'b0, product_1_q};
        sum_q_48 <= {{1{sum_q_33[13]}}, sum_q_33} + {{1{sum_q_34[13]}}, sum_q_34} + {14'b0, product_5_q};
        sum_q_49 <= {{1{sum_q_35[13]}}, sum_q_35} + {{1{sum_q_36[13]}}, sum_q_36} + {14'b0, product_9_q};
        sum_q_50 <= {{1{sum_q_37[13]}}, sum_q_37} + {{1{sum_q_38[13]}}, sum_q_38} + {14'b0, product_13_q};
        sum_q_51 <= {{1{sum_q_39[13]}}, sum_q_39} + {{1{sum_q_40[13]}}, sum_q_40} + {14'b0, product_17_q};
        sum_q_52 <= {{1{sum_q_41[13]}}, sum_q_41} + {{1{sum_q_42[13]}}, sum_q_42} + {14'b0, product_21_q};
        sum_q_53 <= {{1{sum_q_43[13]}}, sum_q_43} + {{1{sum_q_44[13]}}, sum_q_44} + {14'b0, product_25_q};
        sum_q_54 <= {{1{sum_q_45[13]}}, sum_q_45} + {{1{sum_q_46[13]}}, sum_q_46} + {14'b0, product_29_q};
        product_3_q_1 <= product_3_q;
        product_7_q_1 <= product_7_q;
        product_11_q_1 <= product_11_q;
        product_15_q_1 <= product_15_q;
        product_19_q_1 <= product_19_q;
        product_23_q_1 <= product_23_q;
        product_27_q_1 <= product_27_q;
        sum_q_55 <= {{1{sum_q_47[14]}}, sum_q_47} + {{1{sum_q_48[14]}}, sum_q_48} + {15'b0, product_3_q_1};
        sum_q_56 <= {{1{sum_q_49[14]}}, sum_q_49} + {{1{sum_q_50[14]}}, sum_q_50} + {15'b0, product_11_q_1};
        sum_q_57 <= {{1{sum_q_51[14]}}, sum_q_51} + {{1{sum_q_52[14]}}, sum_q_52} + {15'b0, product_19_q_1};
        sum_q_58 <= {{1{sum_q_53[14]}}, sum_q_53} + {{1{sum_q_54[14]}}, sum_q_54} + {15'b0, product_27_q_1};
        product_7_q_2 <= product_7_q_1;
        product_15_q_2 <= product_15_q_1;
        product_23_q_2 <= product_23_q_1;
        sum_q_59 <= {{1{sum_q_55[15]}}, sum_q_55} + {{1{sum_q_56[15]}}, sum_q_56} + {16'b0, product_7_q_2};
        sum_q_60 <= {{1{sum_q_57[15]}}, sum_q_57} + {{1{sum_q_58[15]}}, sum_q_58} + {16'b0, product_23_q_2};
        product_15_q_3 <= product_15_q_2;
        sum_q_61 <= {{1{sum_q_59[16]}}, sum_q_59} + {{1{sum_q_60[16]}}, sum_q_60} + {17'b0, product_15_q_3};
        product_31_q <= product_31[12];
        product_31_q_1 <= product_31_q;
        product_31_q_2 <= product_31_q_1;
        product_31_q_3 <= product_31_q_2;
        product_31_q_4 <= product_31_q_3;
        sum_q_62 <= sum_q_30;
        sum_q_63 <= sum_q_61 + {17'b0, product_31_q_4};
    end
endmodule

module harmonia_pair_elements (
    input wire clock,
    input wire start_write,
    input wire start_store,
    input wire [15:0] position,
    input wire [8:0] size,
    input wire [23:0] region,
    input wire [23:0] residual,
    input wire [15:0] value,
    input wire value_valid,
    input wire request_ready,
    output wire wants,
    output wire value_ready,
    output wire request_valid,
    output wire [23:0] request_address,
    output wire [63:0] request_data,
    output wire [7:0] request_enables,
    output wire idle
);
    // FP16 values to memory as they are.
    reg [17:0] values_left = 18'h0;
    reg some_left = 1'd0;
    reg request = 1'd0;
    wire inverse;
    wire take;
    wire either;
    wire [17:0] chosen;
    reg scattered = 1'd0;
    reg [1:0] lane = 2'd0;
    wire inverse_1;
    reg [15:0] value_0 = 16'h0;
    wire equal;
    reg [15:0] value_1 = 16'h0;
    wire equal_1;
    reg [15:0] value_2 = 16'h0;
    wire equal_2;
    reg [15:0] value_3 = 16'h0;
    wire equal_3;
    reg [23:0] address = 24'h0;
    wire either_1;
    wire either_2;
    wire either_3;
    wire either_4;
    assign inverse = ~request;
    assign take = (some_left & inverse) & value_valid;
    assign either = start_write | start_store;
    assign chosen = start_store ? {9'b0, size} : {position, 2'd0};
    assign inverse_1 = ~scattered;
    assign equal = lane == 2'd0;
    assign equal_1 = lane == 2'd1;
    assign equal_2 = lane == 2'd2;
    assign equal_3 = lane == 2'd3;
    assign either_1 = inverse_1 | equal;
    assign either_2 = inverse_1 | equal_1;
    assign either_3 = inverse_1 | equal_2;
    assign either_4 = inverse_1 | equal_3;
    assign wants = some_left;
    assign value_ready = some_left & inverse;
    assign request_valid = request;
    assign request_address = address;
    assign request_data = {value_3, value_2, value_1, value_0};
    assign request_enables = {{2{either_4}}, {2{either_3}}, {2{either_2}}, {2{either_1}}};
    assign idle = (~some_left) & inverse;
    always @(posedge clock) begin
        values_left <= either ? chosen : (take ? (values_left - 18'h1) : values_left);
        some_left <= either ? (|chosen) : (take ? ((~(values_left == 18'h1)) & some_left) : some_left);
        request <= (take & (scattered | (&lane))) | (request & (~request_ready));
        if (either) scattered <= start_store;
        lane <= either ? (start_store ? position[1:0] : 2'd0) : ((take & inverse_1) ? (lane + 2'd1) : lane);
        if (take & (scattered | equal)) value_0 <= value;
        if (take & (scattered | equal_1)) value_1 <= value;
        if (take & (scattered | equal_2)) value_2 <= value;
        if (take & (scattered | equal_3)) value_3 <= value;
        address <= either
            ? (start_store ? (residual + {21'b0, position[4:2]}) : region)
            : ((request & request_ready) ? (address + {20'b0, scattered ? 4'd8 : 4'd1}) : address);
    end
endmodule

module harmonia_pair_engine (
    input wire clock,
    input wire [63:0] command_data,
    input wire command_valid,
    output wire command_ready,
    output wire quiet,
    input wire [1023:0] activations_data,
    input wire activations_valid,
    output wire activations_ready,
    input wire [319:0] weights_data,
    input wire weights_valid,
    output wire weights_ready,
    input wire [383:0] kv_data,
    input wire kv_valid,
    output wire kv_ready,
    output wire [33:0] results_data,
    output wire results_valid,
    input wire results_ready
);
    wire sequencer_command_ready;
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
    wire sequencer_pass_valid;
    wire sequencer_low_pass;
    wire sequencer_add;
    wire sequencer_clear;
    wire sequencer_page;
    wire [7:0] sequencer_read_slot;
    wire [7:0] sequencer_write_slot;
    wire sequencer_capture;
    wire sequencer_shift;
    wire [310:0] converter_block;
    wire converter_block_valid;
    wire [575:0] unpack_operands;
    wire [37:0] unpack_scale_0;
    wire [37:0] unpack_scale_1;
    wire [81:0] token_row_0_chain_out;
    wire [81:0] token_row_1_chain_out;
    wire [33:0] to_fp32_result;
    wire to_fp32_result_valid;
    wire [33:0] queue_results_data;
    wire queue_results_valid;
    wire queue_taken;
    harmonia_pair_sequencer sequencer (
        .clock(clock),
        .command_data(command_data),
        .command_valid(command_valid),
        .activations_valid(activations_valid),
        .weights_valid(weights_valid),
        .kv_valid(kv_valid),
        .block_valid(converter_block_valid),
        .taken(queue_taken),
        .command_ready(sequencer_command_ready),
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
        .pass_valid(sequencer_pass_valid),
        .low_pass(sequencer_low_pass),
        .add(sequencer_add),
        .clear(sequencer_clear),
        .page(sequencer_page),
        .read_slot(sequencer_read_slot),
        .write_slot(sequencer_write_slot),
        .capture(sequencer_capture),
        .shift(sequencer_shift)
    );
    harmonia_pair_fp32_to_bfp converter (
        .clock(clock),
        .values(activations_data),
        .values_valid(sequencer_load),
        .block(converter_block),
        .block_valid(converter_block_valid)
    );
    harmonia_pair_unpack unpack (
        .clock(clock),
        .weights(weights_data),
        .kv(kv_data),
        .select_kv(sequencer_select_kv),
        .signed_nibbles(sequencer_signed_nibbles),
        .operands(unpack_operands),
        .scale_0(unpack_scale_0),
        .scale_1(unpack_scale_1)
    );
    harmonia_pair_token_row token_row_0 (
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
    harmonia_pair_token_row token_row_1 (
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
        .chain_in(token_row_0_chain_out),
        .chain_out(token_row_1_chain_out)
    );
    harmonia_pair_to_fp32 to_fp32 (
        .clock(clock),
        .accumulator(token_row_0_chain_out),
        .accumulator_valid(sequencer_shift),
        .result(to_fp32_result),
        .result_valid(to_fp32_result_valid)
    );
    harmonia_pair_result_queue queue (
        .clock(clock),
        .result(to_fp32_result),
        .result_valid(to_fp32_result_valid),
        .results_ready(results_ready),
        .results_data(queue_results_data),
        .results_valid(queue_results_valid),
        .taken(queue_taken)
    );
    wire unused_sequencer_write_enables = &{1'b0, sequencer_write_enables[2], sequencer_write_enables[3]};
    assign command_ready = sequencer_command_ready;
    assign quiet = sequencer_quiet;
    assign activations_ready = sequencer_activations_ready;
    assign weights_ready = sequencer_weights_ready;
    assign kv_ready = sequencer_kv_ready;
    assign results_data = queue_results_data;
    assign results_valid = queue_results_valid;
endmodule

module harmonia_pair_fp32_to_bfp (
    input wire clock,
    input wire [1023:0] values,
    input wire values_valid,
    output wire [310:0] block,
    output wire block_valid
);
    // 32 floats to a block of 9-bit mantissas, largest magnitude 255.
    reg [1023:0] values_q;
    wire negative_0;
    wire negative_1;
    wire negative_2;
    wire negative_3;
    wire negative_4;
    wire negative_5;
    wire negative_6;
    wire negative_7;
    wire negative_8;
    wire negative_9;
    wire negative_10;
    wire negative_11;
    wire negative_12;
    wire negative_13;
    wire negative_14;
    wire negative_15;
    wire negative_16;
    wire negative_17;
    wire negative_18;
    wire negative_19;
    wire negative_20;
    wire negative_21;
    wire negative_22;
    wire negative_23;
    wire negative_24;
    wire negative_25;
    wire negative_26;
    wire negative_27;
    wire negative_28;
    wire negative_29;
    wire negative_30;
    wire negative_31;
    reg [8:0] joined_q;
    reg [8:0] joined_q_1;
    reg [8:0] joined_q_2;
    reg [8:0] joined_q_3;
    reg [8:0] joined_q_4;
    reg [8:0] joined_q_5;
    reg [8:0] joined_q_6;
    reg [8:0] joined_q_7;
    reg [8:0] joined_q_8;
    reg [8:0] joined_q_9;
    reg [8:0] joined_q_10;
    reg [8:0] joined_q_11;
    reg [8:0] joined_q_12;
    reg [8:0] joined_q_13;
    reg [8:0] joined_q_14;
    reg [8:0] joined_q_15;
    reg [8:0] joined_q_16;
    reg [8:0] joined_q_17;
    reg [8:0] joined_q_18;
    reg [8:0] joined_q_19;
    reg [8:0] joined_q_20;
    reg [8:0] joined_q_21;
    reg [8:0] joined_q_22;
    reg [8:0] joined_q_23;
    reg [8:0] joined_q_24;
    reg [8:0] joined_q_25;
    reg [8:0] joined_q_26;
    reg [8:0] joined_q_27;
    reg [8:0] joined_q_28;
    reg [8:0] joined_q_29;
    reg [8:0] joined_q_30;
    reg [8:0] joined_q_31;
    reg [8:0] chosen_q;
    reg [8:0] chosen_q_1;
    reg [8:0] chosen_q_2;
    reg [8:0] chosen_q_3;
    reg [8:0] chosen_q_4;
    reg [8:0] chosen_q_5;
    reg [8:0] chosen_q_6;
    reg [8:0] chosen_q_7;
    reg [8:0] chosen_q_8;
    reg [8:0] chosen_q_9;
    reg [8:0] chosen_q_10;
    reg [8:0] chosen_q_11;
    reg [8:0] chosen_q_12;
    reg [8:0] chosen_q_13;
    reg [8:0] chosen_q_14;
    reg [8:0] chosen_q_15;
    reg [8:0] chosen_q_16;
    reg [8:0] chosen_q_17;
    reg [8:0] chosen_q_18;
    reg [8:0] chosen_q_19;
    reg [8:0] chosen_q_20;
    reg [8:0] chosen_q_21;
    reg [8:0] chosen_q_22;
    reg [8:0] chosen_q_23;
    reg [8:0] chosen_q_24;
    reg [8:0] chosen_q_25;
    reg [8:0] chosen_q_26;
    reg [8:0] chosen_q_27;
    reg [8:0] chosen_q_28;
    reg [8:0] chosen_q_29;
    reg [8:0] largest;
    reg ones_q;
    reg ones_q_1;
    reg ones_q_2;
    reg ones_q_3;
    reg ones_q_4;
    reg ones_q_5;
    reg ones_q_6;
    reg ones_q_7;
    reg ones_q_8;
    reg ones_q_9;
    reg ones_q_10;
    reg ones_q_11;
    reg ones_q_12;
    reg ones_q_13;
    reg ones_q_14;
    reg ones_q_15;
    reg ones_q_16;
    reg ones_q_17;
    reg ones_q_18;
    reg ones_q_19;
    reg ones_q_20;
    reg ones_q_21;
    reg ones_q_22;
    reg ones_q_23;
    reg ones_q_24;
    reg ones_q_25;
    reg ones_q_26;
    reg ones_q_27;
    reg ones_q_28;
    reg ones_q_29;
    reg ones_q_30;
    reg ones_q_31;
    reg nonzero_q;
    wire nonzero;
    reg either_q;
    wire nonzero_1;
    reg either_q_1;
    wire nonzero_2;
    reg either_q_2;
    wire nonzero_3;
    reg either_q_3;
    wire nonzero_4;
    reg either_q_4;
    wire nonzero_5;
    reg either_q_5;
    wire nonzero_6;
    reg either_q_6;
    wire nonzero_7;
    reg either_q_7;
    wire nonzero_8;
    reg either_q_8;
    wire nonzero_9;
    reg either_q_9;
    wire nonzero_10;
    reg either_q_10;
    wire nonzero_11;
    reg either_q_11;
    wire nonzero_12;
    reg either_q_12;
    wire nonzero_13;
    reg either_q_13;
    wire nonzero_14;
    reg either_q_14;
    wire nonzero_15;
    reg either_q_15;
    wire nonzero_16;
    reg either_q_16;
    wire nonzero_17;
    reg either_q_17;
    wire nonzero_18;
    reg either_q_18;
    wire nonzero_19;
    reg either_q_19;
    wire nonzero_20;
    reg either_q_20;
    wire nonzero_21;
    reg either_q_21;
    wire nonzero_22;
    reg either_q_22;
    wire nonzero_23;
    reg either_q_23;
    wire nonzero_24;
    reg either_q_24;
    wire nonzero_25;
    reg either_q_25;
    wire nonzero_26;
    reg either_q_26;
    wire nonzero_27;
    reg either_q_27;
    wire nonzero_28;
    reg either_q_28;
    wire nonzero_29;
    reg either_q_29;
    wire nonzero_30;
    reg either_q_30;
    wire nonzero_31;
    reg either_q_31;
    reg nonzero_q_1;
    wire below;
    reg both_q;
    reg [7:0] chosen_q_30;
    reg [8:0] biased_exponent;
    wire [9:0] significand_0;
    reg [9:0] significand_0_q;
    reg [9:0] significand_0_q_1;
    reg [9:0] significand_0_q_2;
    reg [9:0] significand_0_q_3;
    reg [9:0] significand_0_q_4;
    reg [9:0] significand_0_q_5;
    reg [9:0] significand_0_q_6;
    reg [9:0] significand_0_q_7;
    reg [9:0] significand_0_q_8;
    reg [9:0] significand_0_q_9;
    wire [7:0] field_0;
    reg [7:0] field_0_q;
    reg [7:0] field_0_q_1;
    reg [7:0] field_0_q_2;
    reg [7:0] field_0_q_3;
    reg [7:0] field_0_q_4;
    reg [7:0] field_0_q_5;
    reg [7:0] field_0_q_6;
    reg [7:0] field_0_q_7;
    reg negative_0_q;
    reg negative_0_q_1;
    reg negative_0_q_2;
    reg negative_0_q_3;
    reg negative_0_q_4;
    reg negative_0_q_5;
    reg negative_0_q_6;
    reg negative_0_q_7;
    reg negative_0_q_8;
    reg negative_0_q_9;
    reg negative_0_q_10;
    reg negative_0_q_11;
    reg [8:0] distance_0;
    reg either_q_32;
    reg [3:0] distance_0_q;
    reg [9:0] chosen_q_31;
    reg [1:0] distance_0_q_1;
    reg either_q_33;
    reg [9:0] near_0;
    reg [8:0] mantissa_0;
    wire [9:0] significand_1;
    reg [9:0] significand_1_q;
    reg [9:0] significand_1_q_1;
    reg [9:0] significand_1_q_2;
    reg [9:0] significand_1_q_3;
    reg [9:0] significand_1_q_4;
    reg [9:0] significand_1_q_5;
    reg [9:0] significand_1_q_6;
    reg [9:0] significand_1_q_7;
    reg [9:0] significand_1_q_8;
    reg [9:0] significand_1_q_9;
    wire [7:0] field_1;
    reg [7:0] field_1_q;
    reg [7:0] field_1_q_1;
    reg [7:0] field_1_q_2;
    reg [7:0] field_1_q_3;
    reg [7:0] field_1_q_4;
    reg [7:0] field_1_q_5;
    reg [7:0] field_1_q_6;
    reg [7:0] field_1_q_7;
    reg negative_1_q;
    reg negative_1_q_1;
    reg negative_1_q_2;
    reg negative_1_q_3;
    reg negative_1_q_4;
    reg negative_1_q_5;
    reg negative_1_q_6;
    reg negative_1_q_7;
    reg negative_1_q_8;
    reg negative_1_q_9;
    reg negative_1_q_10;
    reg negative_1_q_11;
    reg [8:0] distance_1;
    reg either_q_34;
    reg [3:0] distance_1_q;
    reg [9:0] chosen_q_32;
    reg [1:0] distance_1_q_1;
    reg either_q_35;
    reg [9:0] near_1;
    reg [8:0] mantissa_1;
    wire [9:0] significand_2;
    reg [9:0] significand_2_q;
    reg [9:0] significand_2_q_1;
    reg [9:0] significand_2_q_2;
    reg [9:0] significand_2_q_3;
    reg [9:0] significand_2_q_4;
    reg [9:0] significand_2_q_5;
    reg [9:0] significand_2_q_6;
    reg [9:0] significand_2_q_7;
    reg [9:0] significand_2_q_8;
    reg [9:0] significand_2_q_9;
    wire [7:0] field_2;
    reg [7:0] field_2_q;
    reg [7:0] field_2_q_1;
    reg [7:0] field_2_q_2;
    reg [7:0] field_2_q_3;
    reg [7:0] field_2_q_4;
    reg [7:0] field_2_q_5;
    reg [7:0] field_2_q_6;
    reg [7:0] field_2_q_7;
    reg negative_2_q;
    reg negative_2_q_1;
    reg negative_2_q_2;
    reg negative_2_q_3;
    reg negative_2_q_4;
    reg negative_2_q_5;
    reg negative_2_q_6;
    reg negative_2_q_7;
    reg negative_2_q_8;
    reg negative_2_q_9;
    reg negative_2_q_10;
    reg negative_2_q_11;
    reg [8:0] distance_2;
    reg either_q_36;
    reg [3:0] distance_2_q;
    reg [9:0] chosen_q_33;
    reg [1:0] distance_2_q_1;
    reg either_q_37;
    reg [9:0] near_2;
    reg [8:0] mantissa_2;
    wire [9:0] significand_3;
    reg [9:0] significand_3_q;
    reg [9:0] significand_3_q_1;
    reg [9:0] significand_3_q_2;
    reg [9:0] significand_3_q_3;
    reg [9:0] significand_3_q_4;
    reg [9:0] significand_3_q_5;
    reg [9:0] significand_3_q_6;
    reg [9:0] significand_3_q_7;
    reg [9:0] significand_3_q_8;
    reg [9:0] significand_3_q_9;
    wire [7:0] field_3;
    reg [7:0] field_3_q;
    reg [7:0] field_3_q_1;
    reg [7:0] field_3_q_2;
    reg [7:0] field_3_q_3;
    reg [7:0] field_3_q_4;
    reg [7:0] field_3_q_5;
    reg [7:0] field_3_q_6;
    reg [7:0] field_3_q_7;
    reg negative_3_q;
    reg negative_3_q_1;
    reg negative_3_q_2;
    reg negative_3_q_3;
    reg negative_3_q_4;
    reg negative_3_q_5;
    reg negative_3_q_6;
    reg negative_3_q_7;
    reg negative_3_q_8;
    reg negative_3_q_9;
    reg negative_3_q_10;
    reg negative_3_q_11;
    reg [8:0] distance_3;
    reg either_q_38;
    reg [3:0] distance_3_q;
    reg [9:0] chosen_q_34;
    reg [1:0] distance_3_q_1;
    reg either_q_39;
    reg [9:0] near_3;
    reg [8:0] mantissa_3;
    wire [9:0] significand_4;
    reg [9:0] significand_4_q;
    reg [9:0] significand_4_q_1;
    reg [9:0] significand_4_q_2;
    reg [9:0] significand_4_q_3;
    reg [9:0] significand_4_q_4;
    reg [9:0] significand_4_q_5;
    reg [9:0] significand_4_q_6;
    reg [9:0] significand_4_q_7;
    reg [9:0] significand_4_q_8;
    reg [9:0] significand_4_q_9;
    wire [7:0] field_4;
    reg [7:0] field_4_q;
    reg [7:0] field_4_q_1;
    reg [7:0] field_4_q_2;
    reg [7:0] field_4_q_3;
    reg [7:0] field_4_q_4;
    reg [7:0] field_4_q_5;
    reg [7:0] field_4_q_6;
    reg [7:0] field_4_q_7;
    reg negative_4_q;
    reg negative_4_q_1;
    reg negative_4_q_2;
    reg negative_4_q_3;
    reg negative_4_q_4;
    reg negative_4_q_5;
    reg negative_4_q_6;
    reg negative_4_q_7;
    reg negative_4_q_8;
    reg negative_4_q_9;
    reg negative_4_q_10;
    reg negative_4_q_11;
    reg [8:0] distance_4;
    reg either_q_40;
    reg [3:0] distance_4_q;
    reg [9:0] chosen_q_35;
    reg [1:0] distance_4_q_1;
    reg either_q_41;
    reg [9:0] near_4;
    reg [8:0] mantissa_4;
    wire [9:0] significand_5;
    reg [9:0] significand_5_q;
    reg [9:0] significand_5_q_1;
    reg [9:0] significand_5_q_2;
    reg [9:0] significand_5_q_3;
    reg [9:0] significand_5_q_4;
    reg [9:0] significand_5_q_5;
    reg [9:0] significand_5_q_6;
    reg [9:0] significand_5_q_7;
    reg [9:0] significand_5_q_8;
    reg [9:0] significand_5_q_9;
    wire [7:0] field_5;
    reg [7:0] field_5_q;
    reg [7:0] field_5_q_1;
    reg [7:0] field_5_q_2;
    reg [7:0] field_5_q_3;
    reg [7:0] field_5_q_4;
    reg [7:0] field_5_q_5;
    reg [7:0] field_5_q_6;
    reg [7:0] field_5_q_7;
    reg negative_5_q;
    reg negative_5_q_1;
    reg negative_5_q_2;
    reg negative_5_q_3;
    reg negative_5_q_4;
    reg negative_5_q_5;
    reg negative_5_q_6;
    reg negative_5_q_7;
    reg negative_5_q_8;
    reg negative_5_q_9;
    reg negative_5_q_10;
    reg negative_5_q_11;
    reg [8:0] distance_5;
    reg either_q_42;
    reg [3:0] distance_5_q;
    reg [9:0] chosen_q_36;
    reg [1:0] distance_5_q_1;
    reg either_q_43;
    reg [9:0] near_5;
    reg [8:0] mantissa_5;
    wire [9:0] significand_6;
    reg [9:0] significand_6_q;
    reg [9:0] significand_6_q_1;
    reg [9:0] significand_6_q_2;
    reg [9:0] significand_6_q_3;
    reg [9:0] significand_6_q_4;
    reg [9:0] significand_6_q_5;
    reg [9:0] significand_6_q_6;
    reg [9:0] significand_6_q_7;
    reg [9:0] significand_6_q_8;
    reg [9:0] significand_6_q_9;
    wire [7:0] field_6;
    reg [7:0] field_6_q;
    reg [7:0] field_6_q_1;
    reg [7:0] field_6_q_2;
    reg [7:0] field_6_q_3;
    reg [7:0] field_6_q_4;
    reg [7:0] field_6_q_5;
    reg [7:0] field_6_q_6;
    reg [7:0] field_6_q_7;
    reg negative_6_q;
    reg negative_6_q_1;
    reg negative_6_q_2;
    reg negative_6_q_3;
    reg negative_6_q_4;
    reg negative_6_q_5;
    reg negative_6_q_6;
    reg negative_6_q_7;
    reg negative_6_q_8;
    reg negative_6_q_9;
    reg negative_6_q_10;
    reg negative_6_q_11;
    reg [8:0] distance_6;
    reg either_q_44;
    reg [3:0] distance_6_q;
    reg [9:0] chosen_q_37;
    reg [1:0] distance_6_q_1;
    reg either_q_45;
    reg [9:0] near_6;
    reg [8:0] mantissa_6;
    wire [9:0] significand_7;
    reg [9:0] significand_7_q;
    reg [9:0] significand_7_q_1;
    reg [9:0] significand_7_q_2;
    reg [9:0] significand_7_q_3;
    reg [9:0] significand_7_q_4;
    reg [9:0] significand_7_q_5;
    reg [9:0] significand_7_q_6;
    reg [9:0] significand_7_q_7;
    reg [9:0] significand_7_q_8;
    reg [9:0] significand_7_q_9;
    wire [7:0] field_7;
    reg [7:0] field_7_q;
    reg [7:0] field_7_q_1;
    reg [7:0] field_7_q_2;
    reg [7:0] field_7_q_3;
    reg [7:0] field_7_q_4;
    reg [7:0] field_7_q_5;
    reg [7:0] field_7_q_6;
    reg [7:0] field_7_q_7;
    reg negative_7_q;
    reg negative_7_q_1;
    reg negative_7_q_2;
    reg negative_7_q_3;
    reg negative_7_q_4;
    reg negative_7_q_5;
    reg negative_7_q_6;
    reg negative_7_q_7;
    reg negative_7_q_8;
    reg negative_7_q_9;
    reg negative_7_q_10;
    reg negative_7_q_11;
    reg [8:0] distance_7;
    reg either_q_46;
    reg [3:0] distance_7_q;
    reg [9:0] chosen_q_38;
    reg [1:0] distance_7_q_1;
    reg either_q_47;
    reg [9:0] near_7;
    reg [8:0] mantissa_7;
    wire [9:0] significand_8;
    reg [9:0] significand_8_q;
    reg [9:0] significand_8_q_1;
    reg [9:0] significand_8_q_2;
    reg [9:0] significand_8_q_3;
    reg [9:0] significand_8_q_4;
    reg [9:0] significand_8_q_5;
    reg [9:0] significand_8_q_6;
    reg [9:0] significand_8_q_7;
    reg [9:0] significand_8_q_8;
    reg [9:0] significand_8_q_9;
    wire [7:0] field_8;
    reg [7:0] field_8_q;
    reg [7:0] field_8_q_1;
    reg [7:0] field_8_q_2;
    reg [7:0] field_8_q_3;
    reg [7:0] field_8_q_4;
    reg [7:0] field_8_q_5;
    reg [7:0] field_8_q_6;
    reg [7:0] field_8_q_7;
    reg negative_8_q;
    reg negative_8_q_1;
    reg negative_8_q_2;
    reg negative_8_q_3;
    reg negative_8_q_4;
    reg negative_8_q_5;
    reg negative_8_q_6;
    reg negative_8_q_7;
    reg negative_8_q_8;
    reg negative_8_q_9;
    reg negative_8_q_10;
    reg negative_8_q_11;
    reg [8:0] distance_8;
    reg either_q_48;
    reg [3:0] distance_8_q;
    reg [9:0] chosen_q_39;
    reg [1:0] distance_8_q_1;
    reg either_q_49;
    reg [9:0] near_8;
    reg [8:0] mantissa_8;
    wire [9:0] significand_9;
    reg [9:0] significand_9_q;
    reg [9:0] significand_9_q_1;
    reg [9:0] significand_9_q_2;
    reg [9:0] significand_9_q_3;
    reg [9:0] significand_9_q_4;
    reg [9:0] significand_9_q_5;
    reg [9:0] significand_9_q_6;
    reg [9:0] significand_9_q_7;
    reg [9:0] significand_9_q_8;
    reg [9:0] significand_9_q_9;
    wire [7:0] field_9;
    reg [7:0] field_9_q;
    reg [7:0] field_9_q_1;
    reg [7:0] field_9_q_2;
    reg [7:0] field_9_q_3;
    reg [7:0] field_9_q_4;
    reg [7:0] field_9_q_5;
    reg [7:0] field_9_q_6;
    reg [7:0] field_9_q_7;
    reg negative_9_q;
    reg negative_9_q_1;
    reg negative_9_q_2;
    reg negative_9_q_3;
    reg negative_9_q_4;
    reg negative_9_q_5;
    reg negative_9_q_6;
    reg negative_9_q_7;
    reg negative_9_q_8;
    reg negative_9_q_9;
    reg negative_9_q_10;
    reg negative_9_q_11;
    reg [8:0] distance_9;
    reg either_q_50;
    reg [3:0] distance_9_q;
    reg [9:0] chosen_q_40;
    reg [1:0] distance_9_q_1;
    reg either_q_51;
    reg [9:0] near_9;
    reg [8:0] mantissa_9;
    wire [9:0] significand_10;
    reg [9:0] significand_10_q;
    reg [9:0] significand_10_q_1;
    reg [9:0] significand_10_q_2;
    reg [9:0] significand_10_q_3;
    reg [9:0] significand_10_q_4;
    reg [9:0] significand_10_q_5;
    reg [9:0] significand_10_q_6;
    reg [9:0] significand_10_q_7;
    reg [9:0] significand_10_q_8;
    reg [9:0] significand_10_q_9;
    wire [7:0] field_10;
    reg [7:0] field_10_q;
    reg [7:0] field_10_q_1;
    reg [7:0] field_10_q_2;
    reg [7:0] field_10_q_3;
    reg [7:0] field_10_q_4;
    reg [7:0] field_10_q_5;
    reg [7:0] field_10_q_6;
    reg [7:0] field_10_q_7;
    reg negative_10_q;
    reg negative_10_q_1;
    reg negative_10_q_2;
    reg negative_10_q_3;
    reg negative_10_q_4;
    reg negative_10_q_5;
    reg negative_10_q_6;
    reg negative_10_q_7;
    reg negative_10_q_8;
    reg negative_10_q_9;
    reg negative_10_q_10;
    reg negative_10_q_11;
    reg [8:0] distance_10;
    reg either_q_52;
    reg [3:0] distance_10_q;
    reg [9:0] chosen_q_41;
    reg [1:0] distance_10_q_1;
    reg either_q_53;
    reg [9:0] near_10;
    reg [8:0] mantissa_10;
    wire [9:0] significand_11;
    reg [9:0] significand_11_q;
    reg [9:0] significand_11_q_1;
    reg [9:0] significand_11_q_2;
    reg [9:0] significand_11_q_3;
    reg [9:0] significand_11_q_4;
    reg [9:0] significand_11_q_5;
    reg [9:0] significand_11_q_6;
    reg [9:0] significand_11_q_7;
    reg [9:0] significand_11_q_8;
    reg [9:0] significand_11_q_9;
    wire [7:0] field_11;
    reg [7:0] field_11_q;
    reg [7:0] field_11_q_1;
    reg [7:0] field_11_q_2;
    reg [7:0] field_11_q_3;
    reg [7:0] field_11_q_4;
    reg [7:0] field_11_q_5;
    reg [7:0] field_11_q_6;
    reg [7:0] field_11_q_7;
    reg negative_11_q;
    reg negative_11_q_1;
    reg negative_11_q_2;
    reg negative_11_q_3;
    reg negative_11_q_4;
    reg negative_11_q_5;
    reg negative_11_q_6;
    reg negative_11_q_7;
    reg negative_11_q_8;
    reg negative_11_q_9;
    reg negative_11_q_10;
    reg negative_11_q_11;
    reg [8:0] distance_11;
    reg either_q_54;
    reg [3:0] distance_11_q;
    reg [9:0] chosen_q_42;
    reg [1:0] distance_11_q_1;
    reg either_q_55;
    reg [9:0] near_11;
    reg [8:0] mantissa_11;
    wire [9:0] significand_12;
    reg [9:0] significand_12_q;
    reg [9:0] significand_12_q_1;
    reg [9:0] significand_12_q_2;
    reg [9:0] significand_12_q_3;
    reg [9:0] significand_12_q_4;
    reg [9:0] significand_12_q_5;
    reg [9:0] significand_12_q_6;
    reg [9:0] significand_12_q_7;
    reg [9:0] significand_12_q_8;
    reg [9:0] significand_12_q_9;
    wire [7:0] field_12;
    reg [7:0] field_12_q;
    reg [7:0] field_12_q_1;
    reg [7:0] field_12_q_2;
    reg [7:0] field_12_q_3;
    reg [7:0] field_12_q_4;
    reg [7:0] field_12_q_5;
    reg [7:0] field_12_q_6;
    reg [7:0] field_12_q_7;
    reg negative_12_q;
    reg negative_12_q_1;
    reg negative_12_q_2;
    reg negative_12_q_3;
    reg negative_12_q_4;
    reg negative_12_q_5;
    reg negative_12_q_6;
    reg negative_12_q_7;
    reg negative_12_q_8;
    reg negative_12_q_9;
    reg negative_12_q_10;
    reg negative_12_q_11;
    reg [8:0] distance_12;
    reg either_q_56;
    reg [3:0] distance_12_q;
    reg [9:0] chosen_q_43;
    reg [1:0] distance_12_q_1;
    reg either_q_57;
    reg [9:0] near_12;
    reg [8:0] mantissa_12;
    wire [9:0] significand_13;
    reg [9:0] significand_13_q;
    reg [9:0] significand_13_q_1;
    reg [9:0] significand_13_q_2;
    reg [9:0] significand_13_q_3;
    reg [9:0] significand_13_q_4;
    reg [9:0] significand_13_q_5;
    reg [9:0] significand_13_q_6;
    reg [9:0] significand_13_q_7;
    reg [9:0] significand_13_q_8;
    reg [9:0] significand_13_q_9;
    wire [7:0] field_13;
    reg [7:0] field_13_q;
    reg [7:0] field_13_q_1;
    reg [7:0] field_13_q_2;
    reg [7:0] field_13_q_3;
    reg [7:0] field_13_q_4;
    reg [7:0] field_13_q_5;
    reg [7:0] field_13_q_6;
    reg [7:0] field_13_q_7;
    reg negative_13_q;
    reg negative_13_q_1;
    reg negative_13_q_2;
    reg negative_13_q_3;
    reg negative_13_q_4;
    reg negative_13_q_5;
    reg negative_13_q_6;
    reg negative_13_q_7;
    reg negative_13_q_8;
    reg negative_13_q_9;
    reg negative_13_q_10;
    reg negative_13_q_11;
    reg [8:0] distance_13;
    reg either_q_58;
    reg [3:0] distance_13_q;
    reg [9:0] chosen_q_44;
    reg [1:0] distance_13_q_1;
    reg either_q_59;
    reg [9:0] near_13;
    reg [8:0] mantissa_13;
    wire [9:0] significand_14;
    reg [9:0] significand_14_q;
    reg [9:0] significand_14_q_1;
    reg [9:0] significand_14_q_2;
    reg [9:0] significand_14_q_3;
    reg [9:0] significand_14_q_4;
    reg [9:0] significand_14_q_5;
    reg [9:0] significand_14_q_6;
    reg [9:0] significand_14_q_7;
    reg [9:0] significand_14_q_8;
    reg [9:0] significand_14_q_9;
    wire [7:0] field_14;
    reg [7:0] field_14_q;
    reg [7:0] field_14_q_1;
    reg [7:0] field_14_q_2;
    reg [7:0] field_14_q_3;
    reg [7:0] field_14_q_4;
    reg [7:0] field_14_q_5;
    reg [7:0] field_14_q_6;
    reg [7:0] field_14_q_7;
    reg negative_14_q;
    reg negative_14_q_1;
    reg negative_14_q_2;
    reg negative_14_q_3;
    reg negative_14_q_4;
    reg negative_14_q_5;
    reg negative_14_q_6;
    reg negative_14_q_7;
    reg negative_14_q_8;
    reg negative_14_q_9;
    reg negative_14_q_10;
    reg negative_14_q_11;
    reg [8:0] distance_14;
    reg either_q_60;
    reg [3:0] distance_14_q;
    reg [9:0] chosen_q_45;
    reg [1:0] distance_14_q_1;
    reg either_q_61;
    reg [9:0] near_14;
    reg [8:0] mantissa_14;
    wire [9:0] significand_15;
    reg [9:0] significand_15_q;
    reg [9:0] significand_15_q_1;
    reg [9:0] significand_15_q_2;
    reg [9:0] significand_15_q_3;
    reg [9:0] significand_15_q_4;
    reg [9:0] significand_15_q_5;
    reg [9:0] significand_15_q_6;
    reg [9:0] significand_15_q_7;
    reg [9:0] significand_15_q_8;
    reg [9:0] significand_15_q_9;
    wire [7:0] field_15;
    reg [7:0] field_15_q;
    reg [7:0] field_15_q_1;
    reg [7:0] field_15_q_2;
    reg [7:0] field_15_q_3;
    reg [7:0] field_15_q_4;
    reg [7:0] field_15_q_5;
    reg [7:0] field_15_q_6;
    reg [7:0] field_15_q_7;
    reg negative_15_q;
    reg negative_15_q_1;
    reg negative_15_q_2;
    reg negative_15_q_3;
    reg negative_15_q_4;
    reg negative_15_q_5;
    reg negative_15_q_6;
    reg negative_15_q_7;
    reg negative_15_q_8;
    reg negative_15_q_9;
    reg negative_15_q_10;
    reg negative_15_q_11;
    reg [8:0] distance_15;
    reg either_q_62;
    reg [3:0] distance_15_q;
    reg [9:0] chosen_q_46;
    reg [1:0] distance_15_q_1;
    reg either_q_63;
    reg [9:0] near_15;
    reg [8:0] mantissa_15;
    wire [9:0] significand_16;
    reg [9:0] significand_16_q;
    reg [9:0] significand_16_q_1;
    reg [9:0] significand_16_q_2;
    reg [9:0] significand_16_q_3;
    reg [9:0] significand_16_q_4;
    reg [9:0] significand_16_q_5;
    reg [9:0] significand_16_q_6;
    reg [9:0] significand_16_q_7;
    reg [9:0] significand_16_q_8;
    reg [9:0] significand_16_q_9;
    wire [7:0] field_16;
    reg [7:0] field_16_q;
    reg [7:0] field_16_q_1;
    reg [7:0] field_16_q_2;
    reg [7:0] field_16_q_3;
    reg [7:0] field_16_q_4;
    reg [7:0] field_16_q_5;
    reg [7:0] field_16_q_6;
    reg [7:0] field_16_q_7;
    reg negative_16_q;
    reg negative_16_q_1;
    reg negative_16_q_2;
    reg negative_16_q_3;
    reg negative_16_q_4;
    reg negative_16_q_5;
    reg negative_16_q_6;
    reg negative_16_q_7;
    reg negative_16_q_8;
    reg negative_16_q_9;
    reg negative_16_q_10;
    reg negative_16_q_11;
    reg [8:0] distance_16;
    reg either_q_64;
    reg [3:0] distance_16_q;
    reg [9:0] chosen_q_47;
    reg [1:0] distance_16_q_1;
    reg either_q_65;
    reg [9:0] near_16;
    reg [8:0] mantissa_16;
    wire [9:0] significand_17;
    reg [9:0] significand_17_q;
    reg [9:0] significand_17_q_1;
    reg [9:0] significand_17_q_2;
    reg [9:0] significand_17_q_3;
    reg [9:0] significand_17_q_4;
    reg [9:0] significand_17_q_5;
    reg [9:0] significand_17_q_6;
    reg [9:0] significand_17_q_7;
    reg [9:0] significand_17_q_8;
    reg [9:0] significand_17_q_9;
    wire [7:0] field_17;
    reg [7:0] field_17_q;
    reg [7:0] field_17_q_1;
    reg [7:0] field_17_q_2;
    reg [7:0] field_17_q_3;
    reg [7:0] field_17_q_4;
    reg [7:0] field_17_q_5;
    reg [7:0] field_17_q_6;
    reg [7:0] field_17_q_7;
    reg negative_17_q;
    reg negative_17_q_1;
    reg negative_17_q_2;
    reg negative_17_q_3;
    reg negative_17_q_4;
    reg negative_17_q_5;
    reg negative_17_q_6;
    reg negative_17_q_7;
    reg negative_17_q_8;
    reg negative_17_q_9;
    reg negative_17_q_10;
    reg negative_17_q_11;
    reg [8:0] distance_17;
    reg either_q_66;
    reg [3:0] distance_17_q;
    reg [9:0] chosen_q_48;
    reg [1:0] distance_17_q_1;
    reg either_q_67;
    reg [9:0] near_17;
    reg [8:0] mantissa_17;
    wire [9:0] significand_18;
    reg [9:0] significand_18_q;
    reg [9:0] significand_18_q_1;
    reg [9:0] significand_18_q_2;
    reg [9:0] significand_18_q_3;
    reg [9:0] significand_18_q_4;
    reg [9:0] significand_18_q_5;
    reg [9:0] significand_18_q_6;
    reg [9:0] significand_18_q_7;
    reg [9:0] significand_18_q_8;
    reg [9:0] significand_18_q_9;
    wire [7:0] field_18;
    reg [7:0] field_18_q;
    reg [7:0] field_18_q_1;
    reg [7:0] field_18_q_2;
    reg [7:0] field_18_q_3;
    reg [7:0] field_18_q_4;
    reg [7:0] field_18_q_5;
    reg [7:0] field_18_q_6;
    reg [7:0] field_18_q_7;
    reg negative_18_q;
    reg negative_18_q_1;
    reg negative_18_q_2;
    reg negative_18_q_3;
    reg negative_18_q_4;
    reg negative_18_q_5;
    reg negative_18_q_6;
    reg negative_18_q_7;
    reg negative_18_q_8;
    reg negative_18_q_9;
    reg negative_18_q_10;
    reg negative_18_q_11;
    reg [8:0] distance_18;
    reg either_q_68;
    reg [3:0] distance_18_q;
    reg [9:0] chosen_q_49;
    reg [1:0] distance_18_q_1;
    reg either_q_69;
    reg [9:0] near_18;
    reg [8:0] mantissa_18;
    wire [9:0] significand_19;
    reg [9:0] significand_19_q;
    reg [9:0] significand_19_q_1;
    reg [9:0] significand_19_q_2;
    reg [9:0] significand_19_q_3;
    reg [9:0] significand_19_q_4;
    reg [9:0] significand_19_q_5;
    reg [9:0] significand_19_q_6;
    reg [9:0] significand_19_q_7;
    reg [9:0] significand_19_q_8;
    reg [9:0] significand_19_q_9;
    wire [7:0] field_19;
    reg [7:0] field_19_q;
    reg [7:0] field_19_q_1;
    reg [7:0] field_19_q_2;
    reg [7:0] field_19_q_3;
    reg [7:0] field_19_q_4;
    reg [7:0] field_19_q_5;
    reg [7:0] field_19_q_6;
    reg [7:0] field_19_q_7;
    reg negative_19_q;
    reg negative_19_q_1;
    reg negative_19_q_2;
    reg negative_19_q_3;
    reg negative_19_q_4;
    reg negative_19_q_5;
    reg negative_19_q_6;
    reg negative_19_q_7;
    reg negative_19_q_8;
    reg negative_19_q_9;
    reg negative_19_q_10;
    reg negative_19_q_11;
    reg [8:0] distance_19;
    reg either_q_70;
    reg [3:0] distance_19_q;
    reg [9:0] chosen_q_50;
    reg [1:0] distance_19_q_1;
    reg either_q_71;
    reg [9:0] near_19;
    reg [8:0] mantissa_19;
    wire [9:0] significand_20;
    reg [9:0] significand_20_q;
    reg [9:0] significand_20_q_1;
    reg [9:0] significand_20_q_2;
    reg [9:0] significand_20_q_3;
    reg [9:0] significand_20_q_4;
    reg [9:0] significand_20_q_5;
    reg [9:0] significand_20_q_6;
    reg [9:0] significand_20_q_7;
    reg [9:0] significand_20_q_8;
    reg [9:0] significand_20_q_9;
    wire [7:0] field_20;
    reg [7:0] field_20_q;
    reg [7:0] field_20_q_1;
    reg [7:0] field_20_q_2;
    reg [7:0] field_20_q_3;
    reg [7:0] field_20_q_4;
    reg [7:0] field_20_q_5;
    reg [7:0] field_20_q_6;
    reg [7:0] field_20_q_7;
    reg negative_20_q;
    reg negative_20_q_1;
    reg negative_20_q_2;
    reg negative_20_q_3;
    reg negative_20_q_4;
    reg negative_20_q_5;
    reg negative_20_q_6;
    reg negative_20_q_7;
    reg negative_20_q_8;
    reg negative_20_q_9;
    reg negative_20_q_10;
    reg negative_20_q_11;
    reg [8:0] distance_20;
    reg either_q_72;
    reg [3:0] distance_20_q;
    reg [9:0] chosen_q_51;
    reg [1:0] distance_20_q_1;
    reg either_q_73;
    reg [9:0] near_20;
    reg [8:0] mantissa_20;
    wire [9:0] significand_21;
    reg [9:0] significand_21_q;
    reg [9:0] significand_21_q_1;
    reg [9:0] significand_21_q_2;
    reg [9:0] significand_21_q_3;
    reg [9:0] significand_21_q_4;
    reg [9:0] significand_21_q_5;
    reg [9:0] significand_21_q_6;
    reg [9:0] significand_21_q_7;
    reg [9:0] significand_21_q_8;
    reg [9:0] significand_21_q_9;
    wire [7:0] field_21;
    reg [7:0] field_21_q;
    reg [7:0] field_21_q_1;
    reg [7:0] field_21_q_2;
    reg [7:0] field_21_q_3;
    reg [7:0] field_21_q_4;
    reg [7:0] field_21_q_5;
    reg [7:0] field_21_q_6;
    reg [7:0] field_21_q_7;
    reg negative_21_q;
    reg negative_21_q_1;
    reg negative_21_q_2;
    reg negative_21_q_3;
    reg negative_21_q_4;
    reg negative_21_q_5;
    reg negative_21_q_6;
    reg negative_21_q_7;
    reg negative_21_q_8;
    reg negative_21_q_9;
    reg negative_21_q_10;
    reg negative_21_q_11;
    reg [8:0] distance_21;
    reg either_q_74;
    reg [3:0] distance_21_q;
    reg [9:0] chosen_q_52;
    reg [1:0] distance_21_q_1;
    reg either_q_75;
    reg [9:0] near_21;
    reg [8:0] mantissa_21;
    wire [9:0] significand_22;
    reg [9:0] significand_22_q;
    reg [9:0] significand_22_q_1;
    reg [9:0] significand_22_q_2;
    reg [9:0] significand_22_q_3;
    reg [9:0] significand_22_q_4;
    reg [9:0] significand_22_q_5;
    reg [9:0] significand_22_q_6;
    reg [9:0] significand_22_q_7;
    reg [9:0] significand_22_q_8;
    reg [9:0] significand_22_q_9;
    wire [7:0] field_22;
    reg [7:0] field_22_q;
    reg [7:0] field_22_q_1;
    reg [7:0] field_22_q_2;
    reg [7:0] field_22_q_3;
    reg [7:0] field_22_q_4;
    reg [7:0] field_22_q_5;
    reg [7:0] field_22_q_6;
    reg [7:0] field_22_q_7;
    reg negative_22_q;
    reg negative_22_q_1;
    reg negative_22_q_2;
    reg negative_22_q_3;
    reg negative_22_q_4;
    reg negative_22_q_5;
    reg negative_22_q_6;
    reg negative_22_q_7;
    reg negative_22_q_8;
    reg negative_22_q_9;
    reg negative_22_q_10;
    reg negative_22_q_11;
    reg [8:0] distance_22;
    reg either_q_76;
    reg [3:0] distance_22_q;
    reg [9:0] chosen_q_53;
    reg [1:0] distance_22_q_1;
    reg either_q_77;
    reg [9:0] near_22;
    reg [8:0] mantissa_22;
    wire [9:0] significand_23;
    reg [9:0] significand_23_q;
    reg [9:0] significand_23_q_1;
    reg [9:0] significand_23_q_2;
    reg [9:0] significand_23_q_3;
    reg [9:0] significand_23_q_4;
    reg [9:0] significand_23_q_5;
    reg [9:0] significand_23_q_6;
    reg [9:0] significand_23_q_7;
    reg [9:0] significand_23_q_8;
    reg [9:0] significand_23_q_9;
    wire [7:0] field_23;
    reg [7:0] field_23_q;
    reg [7:0] field_23_q_1;
    reg [7:0] field_23_q_2;
    reg [7:0] field_23_q_3;
    reg [7:0] field_23_q_4;
    reg [7:0] field_23_q_5;
    reg [7:0] field_23_q_6;
    reg [7:0] field_23_q_7;
    reg negative_23_q;
    reg negative_23_q_1;
    reg negative_23_q_2;
    reg negative_23_q_3;
    reg negative_23_q_4;
    reg negative_23_q_5;
    reg negative_23_q_6;
    reg negative_23_q_7;
    reg negative_23_q_8;
    reg negative_23_q_9;
    reg negative_23_q_10;
    reg negative_23_q_11;
    reg [8:0] distance_23;
    reg either_q_78;
    reg [3:0] distance_23_q;
    reg [9:0] chosen_q_54;
    reg [1:0] distance_23_q_1;
    reg either_q_79;
    reg [9:0] near_23;
    reg [8:0] mantissa_23;
    wire [9:0] significand_24;
    reg [9:0] significand_24_q;
    reg [9:0] significand_24_q_1;
    reg [9:0] significand_24_q_2;
    reg [9:0] significand_24_q_3;
    reg [9:0] significand_24_q_4;
    reg [9:0] significand_24_q_5;
    reg [9:0] significand_24_q_6;
    reg [9:0] significand_24_q_7;
    reg [9:0] significand_24_q_8;
    reg [9:0] significand_24_q_9;
    wire [7:0] field_24;
    reg [7:0] field_24_q;
    reg [7:0] field_24_q_1;
    reg [7:0] field_24_q_2;
    reg [7:0] field_24_q_3;
    reg [7:0] field_24_q_4;
    reg [7:0] field_24_q_5;
    reg [7:0] field_24_q_6;
    reg [7:0] field_24_q_7;
    reg negative_24_q;
    reg negative_24_q_1;
    reg negative_24_q_2;
    reg negative_24_q_3;
    reg negative_24_q_4;
    reg negative_24_q_5;
    reg negative_24_q_6;
    reg negative_24_q_7;
    reg negative_24_q_8;
    reg negative_24_q_9;
    reg negative_24_q_10;
    reg negative_24_q_11;
    reg [8:0] distance_24;
    reg either_q_80;
    reg [3:0] distance_24_q;
    reg [9:0] chosen_q_55;
    reg [1:0] distance_24_q_1;
    reg either_q_81;
    reg [9:0] near_24;
    reg [8:0] mantissa_24;
    wire [9:0] significand_25;
    reg [9:0] significand_25_q;
    reg [9:0] significand_25_q_1;
    reg [9:0] significand_25_q_2;
    reg [9:0] significand_25_q_3;
    reg [9:0] significand_25_q_4;
    reg [9:0] significand_25_q_5;
    reg [9:0] significand_25_q_6;
    reg [9:0] significand_25_q_7;
    reg [9:0] significand_25_q_8;
    reg [9:0] significand_25_q_9;
    wire [7:0] field_25;
    reg [7:0] field_25_q;
    reg [7:0] field_25_q_1;
    reg [7:0] field_25_q_2;
    reg [7:0] field_25_q_3;
    reg [7:0] field_25_q_4;
    reg [7:0] field_25_q_5;
    reg [7:0] field_25_q_6;
    reg [7:0] field_25_q_7;
    reg negative_25_q;
    reg negative_25_q_1;
    reg negative_25_q_2;
    reg negative_25_q_3;
    reg negative_25_q_4;
    reg negative_25_q_5;
    reg negative_25_q_6;
    reg negative_25_q_7;
    reg negative_25_q_8;
    reg negative_25_q_9;
    reg negative_25_q_10;
    reg negative_25_q_11;
    reg [8:0] distance_25;
    reg either_q_82;
    reg [3:0] distance_25_q;
    reg [9:0] chosen_q_56;
    reg [1:0] distance_25_q_1;
    reg either_q_83;
    reg [9:0] near_25;
    reg [8:0] mantissa_25;
    wire [9:0] significand_26;
    reg [9:0] significand_26_q;
    reg [9:0] significand_26_q_1;
    reg [9:0] significand_26_q_2;
    reg [9:0] significand_26_q_3;
    reg [9:0] significand_26_q_4;
    reg [9:0] significand_26_q_5;
    reg [9:0] significand_26_q_6;
    reg [9:0] significand_26_q_7;
    reg [9:0] significand_26_q_8;
    reg [9:0] significand_26_q_9;
    wire [7:0] field_26;
    reg [7:0] field_26_q;
    reg [7:0] field_26_q_1;
    reg [7:0] field_26_q_2;
    reg [7:0] field_26_q_3;
    reg [7:0] field_26_q_4;
    reg [7:0] field_26_q_5;
    reg [7:0] field_26_q_6;
    reg [7:0] field_26_q_7;
    reg negative_26_q;
    reg negative_26_q_1;
    reg negative_26_q_2;
    reg negative_26_q_3;
    reg negative_26_q_4;
    reg negative_26_q_5;
    reg negative_26_q_6;
    reg negative_26_q_7;
    reg negative_26_q_8;
    reg negative_26_q_9;
    reg negative_26_q_10;
    reg negative_26_q_11;
    reg [8:0] distance_26;
    reg either_q_84;
    reg [3:0] distance_26_q;
    reg [9:0] chosen_q_57;
    reg [1:0] distance_26_q_1;
    reg either_q_85;
    reg [9:0] near_26;
    reg [8:0] mantissa_26;
    wire [9:0] significand_27;
    reg [9:0] significand_27_q;
    reg [9:0] significand_27_q_1;
    reg [9:0] significand_27_q_2;
    reg [9:0] significand_27_q_3;
    reg [9:0] significand_27_q_4;
    reg [9:0] significand_27_q_5;
    reg [9:0] significand_27_q_6;
    reg [9:0] significand_27_q_7;
    reg [9:0] significand_27_q_8;
    reg [9:0] significand_27_q_9;
    wire [7:0] field_27;
    reg [7:0] field_27_q;
    reg [7:0] field_27_q_1;
    reg [7:0] field_27_q_2;
    reg [7:0] field_27_q_3;
    reg [7:0] field_27_q_4;
    reg [7:0] field_27_q_5;
    reg [7:0] field_27_q_6;
    reg [7:0] field_27_q_7;
    reg negative_27_q;
    reg negative_27_q_1;
    reg negative_27_q_2;
    reg negative_27_q_3;
    reg negative_27_q_4;
    reg negative_27_q_5;
    reg negative_27_q_6;
    reg negative_27_q_7;
    reg negative_27_q_8;
    reg negative_27_q_9;
    reg negative_27_q_10;
    reg negative_27_q_11;
    reg [8:0] distance_27;
    reg either_q_86;
    reg [3:0] distance_27_q;
    reg [9:0] chosen_q_58;
    reg [1:0] distance_27_q_1;
    reg either_q_87;
    reg [9:0] near_27;
    reg [8:0] mantissa_27;
    wire [9:0] significand_28;
    reg [9:0] significand_28_q;
    reg [9:0] significand_28_q_1;
    reg [9:0] significand_28_q_2;
    reg [9:0] significand_28_q_3;
    reg [9:0] significand_28_q_4;
    reg [9:0] significand_28_q_5;
    reg [9:0] significand_28_q_6;
    reg [9:0] significand_28_q_7;
    reg [9:0] significand_28_q_8;
    reg [9:0] significand_28_q_9;
    wire [7:0] field_28;
    reg [7:0] field_28_q;
    reg [7:0] field_28_q_1;
    reg [7:0] field_28_q_2;
    reg [7:0] field_28_q_3;
    reg [7:0] field_28_q_4;
    reg [7:0] field_28_q_5;
    reg [7:0] field_28_q_6;
    reg [7:0] field_28_q_7;
    reg negative_28_q;
    reg negative_28_q_1;
    reg negative_28_q_2;
    reg negative_28_q_3;
    reg negative_28_q_4;
    reg negative_28_q_5;
    reg negative_28_q_6;
    reg negative_28_q_7;
    reg negative_28_q_8;
    reg negative_28_q_9;
    reg negative_28_q_10;
    reg negative_28_q_11;
    reg [8:0] distance_28;
    reg either_q_88;
    reg [3:0] distance_28_q;
    reg [9:0] chosen_q_59;
    reg [1:0] distance_28_q_1;
    reg either_q_89;
    reg [9:0] near_28;
    reg [8:0] mantissa_28;
    wire [9:0] significand_29;
    reg [9:0] significand_29_q;
    reg [9:0] significand_29_q_1;
    reg [9:0] significand_29_q_2;
    reg [9:0] significand_29_q_3;
    reg [9:0] significand_29_q_4;
    reg [9:0] significand_29_q_5;
    reg [9:0] significand_29_q_6;
    reg [9:0] significand_29_q_7;
    reg [9:0] significand_29_q_8;
    reg [9:0] significand_29_q_9;
    wire [7:0] field_29;
    reg [7:0] field_29_q;
    reg [7:0] field_29_q_1;
    reg [7:0] field_29_q_2;
    reg [7:0] field_29_q_3;
    reg [7:0] field_29_q_4;
    reg [7:0] field_29_q_5;
    reg [7:0] field_29_q_6;
    reg [7:0] field_29_q_7;
    reg negative_29_q;
    reg negative_29_q_1;
    reg negative_29_q_2;
    reg negative_29_q_3;
    reg negative_29_q_4;
    reg negative_29_q_5;
    reg negative_29_q_6;
    reg negative_29_q_7;
    reg negative_29_q_8;
    reg negative_29_q_9;
    reg negative_29_q_10;
    reg negative_29_q_11;
    reg [8:0] distance_29;
    reg either_q_90;
    reg [3:0] distance_29_q;
    reg [9:0] chosen_q_60;
    reg [1:0] distance_29_q_1;
    reg either_q_91;
    reg [9:0] near_29;
    reg [8:0] mantissa_29;
    wire [9:0] significand_30;
    reg [9:0] significand_30_q;
    reg [9:0] significand_30_q_1;
    reg [9:0] significand_30_q_2;
    reg [9:0] significand_30_q_3;
    reg [9:0] significand_30_q_4;
    reg [9:0] significand_30_q_5;
    reg [9:0] significand_30_q_6;
    reg [9:0] significand_30_q_7;
    reg [9:0] significand_30_q_8;
    reg [9:0] significand_30_q_9;
    wire [7:0] field_30;
    reg [7:0] field_30_q;
    reg [7:0] field_30_q_1;
    reg [7:0] field_30_q_2;
    reg [7:0] field_30_q_3;
    reg [7:0] field_30_q_4;
    reg [7:0] field_30_q_5;
    reg [7:0] field_30_q_6;
    reg [7:0] field_30_q_7;
    reg negative_30_q;
    reg negative_30_q_1;
    reg negative_30_q_2;
    reg negative_30_q_3;
    reg negative_30_q_4;
    reg negative_30_q_5;
    reg negative_30_q_6;
    reg negative_30_q_7;
    reg negative_30_q_8;
    reg negative_30_q_9;
    reg negative_30_q_10;
    reg negative_30_q_11;
    reg [8:0] distance_30;
    reg either_q_92;
    reg [3:0] distance_30_q;
    reg [9:0] chosen_q_61;
    reg [1:0] distance_30_q_1;
    reg either_q_93;
    reg [9:0] near_30;
    reg [8:0] mantissa_30;
    wire [9:0] significand_31;
    reg [9:0] significand_31_q;
    reg [9:0] significand_31_q_1;
    reg [9:0] significand_31_q_2;
    reg [9:0] significand_31_q_3;
    reg [9:0] significand_31_q_4;
    reg [9:0] significand_31_q_5;
    reg [9:0] significand_31_q_6;
    reg [9:0] significand_31_q_7;
    reg [9:0] significand_31_q_8;
    reg [9:0] significand_31_q_9;
    wire [7:0] field_31;
    reg [7:0] field_31_q;
    reg [7:0] field_31_q_1;
    reg [7:0] field_31_q_2;
    reg [7:0] field_31_q_3;
    reg [7:0] field_31_q_4;
    reg [7:0] field_31_q_5;
    reg [7:0] field_31_q_6;
    reg [7:0] field_31_q_7;
    reg negative_31_q;
    reg negative_31_q_1;
    reg negative_31_q_2;
    reg negative_31_q_3;
    reg negative_31_q_4;
    reg negative_31_q_5;
    reg negative_31_q_6;
    reg negative_31_q_7;
    reg negative_31_q_8;
    reg negative_31_q_9;
    reg negative_31_q_10;
    reg negative_31_q_11;
    reg [8:0] distance_31;
    reg either_q_94;
    reg [3:0] distance_31_q;
    reg [9:0] chosen_q_62;
    reg [1:0] distance_31_q_1;
    reg either_q_95;
    reg [9:0] near_31;
    reg [8:0] mantissa_31;
    reg [9:0] sum_q;
    reg [9:0] sum_q_1;
    reg [9:0] sum_q_2;
    reg [9:0] sum_q_3;
    reg [9:0] sum_q_4;
    reg [9:0] sum_q_5;
    reg [9:0] sum_q_6;
    reg [9:0] sum_q_7;
    reg [9:0] sum_q_8;
    reg [9:0] sum_q_9;
    reg [9:0] sum_q_10;
    reg [9:0] sum_q_11;
    reg [9:0] sum_q_12;
    reg [9:0] sum_q_13;
    reg [9:0] sum_q_14;
    reg [9:0] sum_q_15;
    reg [10:0] sum_q_16;
    reg [10:0] sum_q_17;
    reg [10:0] sum_q_18;
    reg [10:0] sum_q_19;
    reg [10:0] sum_q_20;
    reg [10:0] sum_q_21;
    reg [10:0] sum_q_22;
    reg [10:0] sum_q_23;
    reg [11:0] sum_q_24;
    reg [11:0] sum_q_25;
    reg [11:0] sum_q_26;
    reg [11:0] sum_q_27;
    reg [12:0] sum_q_28;
    reg [12:0] sum_q_29;
    reg [13:0] sum_q_30;
    reg nonzero_q_2;
    reg nonzero_q_3;
    reg nonzero_q_4;
    reg nonzero_q_5;
    reg nonzero_q_6;
    reg nonzero_q_7;
    reg [7:0] chosen_q_63;
    reg [7:0] chosen_q_64;
    reg [7:0] chosen_q_65;
    reg [7:0] chosen_q_66;
    reg [7:0] chosen_q_67;
    reg [7:0] chosen_q_68;
    reg [7:0] chosen_q_69;
    reg [7:0] chosen_q_70;
    reg [7:0] chosen_q_71;
    reg [7:0] chosen_q_72;
    reg [287:0] joined_q_32;
    reg [287:0] joined_q_33;
    reg [287:0] joined_q_34;
    reg [287:0] joined_q_35;
    reg [287:0] joined_q_36;
    reg nonzero_q_8;
    reg nonzero_q_9;
    reg nonzero_q_10;
    reg nonzero_q_11;
    reg nonzero_q_12;
    reg nonzero_q_13;
    reg nonzero_q_14;
    reg nonzero_q_15;
    reg nonzero_q_16;
    reg nonzero_q_17;
    reg nonzero_q_18;
    reg nonzero_q_19;
    reg nonzero_q_20;
    reg nonzero_q_21;
    reg nonzero_q_22;
    reg nonzero_q_23;
    reg values_valid_q = 1'd0;
    reg values_valid_q_1 = 1'd0;
    reg values_valid_q_2 = 1'd0;
    reg values_valid_q_3 = 1'd0;
    reg values_valid_q_4 = 1'd0;
    reg values_valid_q_5 = 1'd0;
    reg values_valid_q_6 = 1'd0;
    reg values_valid_q_7 = 1'd0;
    reg values_valid_q_8 = 1'd0;
    reg values_valid_q_9 = 1'd0;
    reg values_valid_q_10 = 1'd0;
    reg values_valid_q_11 = 1'd0;
    reg values_valid_q_12 = 1'd0;
    reg values_valid_q_13 = 1'd0;
    reg values_valid_q_14 = 1'd0;
    reg values_valid_q_15 = 1'd0;
    reg values_valid_q_16 = 1'd0;
    reg values_valid_q_17 = 1'd0;
    reg values_valid_q_18 = 1'd0;
    assign negative_0 = values_q[31];
    assign negative_1 = values_q[63];
    assign negative_2 = values_q[95];
    assign negative_3 = values_q[127];
    assign negative_4 = values_q[159];
    assign negative_5 = values_q[191];
    assign negative_6 = values_q[223];
    assign negative_7 = values_q[255];
    assign negative_8 = values_q[287];
    assign negative_9 = values_q[319];
    assign negative_10 = values_q[351];
    assign negative_11 = values_q[383];
    assign negative_12 = values_q[415];
    assign negative_13 = values_q[447];
    assign negative_14 = values_q[479];
    assign negative_15 = values_q[511];
    assign negative_16 = values_q[543];
    assign negative_17 = values_q[575];
    assign negative_18 = values_q[607];
    assign negative_19 = values_q[639];
    assign negative_20 = values_q[671];
    assign negative_21 = values_q[703];
    assign negative_22 = values_q[735];
    assign negative_23 = values_q[767];
    assign negative_24 = values_q[799];
    assign negative_25 = values_q[831];
    assign negative_26 = values_q[863];
    assign negative_27 = values_q[895];
    assign negative_28 = values_q[927];
    assign negative_29 = values_q[959];
    assign negative_30 = values_q[991];
    assign negative_31 = values_q[1023];
    assign nonzero = |values_q[30:23];
    assign nonzero_1 = |values_q[62:55];
    assign nonzero_2 = |values_q[94:87];
    assign nonzero_3 = |values_q[126:119];
    assign nonzero_4 = |values_q[158:151];
    assign nonzero_5 = |values_q[190:183];
    assign nonzero_6 = |values_q[222:215];
    assign nonzero_7 = |values_q[254:247];
    assign nonzero_8 = |values_q[286:279];
    assign nonzero_9 = |values_q[318:311];
    assign nonzero_10 = |values_q[350:343];
    assign nonzero_11 = |values_q[382:375];
    assign nonzero_12 = |values_q[414:407];
    assign nonzero_13 = |values_q[446:439];
    assign nonzero_14 = |values_q[478:471];
    assign nonzero_15 = |values_q[510:503];
    assign nonzero_16 = |values_q[542:535];
    assign nonzero_17 = |values_q[574:567];
    assign nonzero_18 = |values_q[606:599];
    assign nonzero_19 = |values_q[638:631];
    assign nonzero_20 = |values_q[670:663];
    assign nonzero_21 = |values_q[702:695];
    assign nonzero_22 = |values_q[734:727];
    assign nonzero_23 = |values_q[766:759];
    assign nonzero_24 = |values_q[798:791];
    assign nonzero_25 = |values_q[830:823];
    assign nonzero_26 = |values_q[862:855];
    assign nonzero_27 = |values_q[894:887];
    assign nonzero_28 = |values_q[926:919];
    assign nonzero_29 = |values_q[958:951];
    assign nonzero_30 = |values_q[990:983];
    assign nonzero_31 = |values_q[1022:1015];
    assign below = largest[8:1] < 8'd6;
    assign significand_0 = {nonzero, values_q[22:15], |values_q[14:0]};
    assign field_0 = {values_q[30:24], values_q[23] | (~nonzero)};
    assign significand_1 = {nonzero_1, values_q[54:47], |values_q[46:32]};
    assign field_1 = {values_q[62:56], values_q[55] | (~nonzero_1)};
    assign significand_2 = {nonzero_2, values_q[86:79], |values_q[78:64]};
    assign field_2 = {values_q[94:88], values_q[87] | (~nonzero_2)};
    assign significand_3 = {nonzero_3, values_q[118:111], |values_q[110:96]};
    assign field_3 = {values_q[126:120], values_q[119] | (~nonzero_3)};
    assign significand_4 = {nonzero_4, values_q[150:143], |values_q[142:128]};
    assign field_4 = {values_q[158:152], values_q[151] | (~nonzero_4)};
    assign significand_5 = {nonzero_5, values_q[182:175], |values_q[174:160]};
    assign field_5 = {values_q[190:184], values_q[183] | (~nonzero_5)};
    assign significand_6 = {nonzero_6, values_q[214:207], |values_q[206:192]};
    assign field_6 = {values_q[222:216], values_q[215] | (~nonzero_6)};
    assign significand_7 = {nonzero_7, values_q[246:239], |values_q[238:224]};
    assign field_7 = {values_q[254:248], values_q[247] | (~nonzero_7)};
    assign significand_8 = {nonzero_8, values_q[278:271], |values_q[270:256]};
    assign field_8 = {values_q[286:280], values_q[279] | (~nonzero_8)};
    assign significand_9 = {nonzero_9, values_q[310:303], |values_q[302:288]};
    assign field_9 = {values_q[318:312], values_q[311] | (~nonzero_9)};
    assign significand_10 = {nonzero_10, values_q[342:335], |values_q[334:320]};
    assign field_10 = {values_q[350:344], values_q[343] | (~nonzero_10)};
    assign significand_11 = {nonzero_11, values_q[374:367], |values_q[366:352]};
    assign field_11 = {values_q[382:376], values_q[375] | (~nonzero_11)};
    assign significand_12 = {nonzero_12, values_q[406:399], |values_q[398:384]};
    assign field_12 = {values_q[414:408], values_q[407] | (~nonzero_12)};
    assign significand_13 = {nonzero_13, values_q[438:431], |values_q[430:416]};
    assign field_13 = {values_q[446:440], values_q[439] | (~nonzero_13)};
    assign significand_14 = {nonzero_14, values_q[470:463], |values_q[462:448]};
    assign field_14 = {values_q[478:472], values_q[471] | (~nonzero_14)};
    assign significand_15 = {nonzero_15, values_q[502:495], |values_q[494:480]};
    assign field_15 = {values_q[510:504], values_q[503] | (~nonzero_15)};
    assign significand_16 = {nonzero_16, values_q[534:527], |values_q[526:512]};
    assign field_16 = {values_q[542:536], values_q[535] | (~nonzero_16)};
    assign significand_17 = {nonzero_17, values_q[566:559], |values_q[558:544]};
    assign field_17 = {values_q[574:568], values_q[567] | (~nonzero_17)};
    assign significand_18 = {nonzero_18, values_q[598:591], |values_q[590:576]};
    assign field_18 = {values_q[606:600], values_q[599] | (~nonzero_18)};
    assign significand_19 = {nonzero_19, values_q[630:623], |values_q[622:608]};
    assign field_19 = {values_q[638:632], values_q[631] | (~nonzero_19)};
    assign significand_20 = {nonzero_20, values_q[662:655], |values_q[654:640]};
    assign field_20 = {values_q[670:664], values_q[663] | (~nonzero_20)};
    assign significand_21 = {nonzero_21, values_q[694:687], |values_q[686:672]};
    assign field_21 = {values_q[702:696], values_q[695] | (~nonzero_21)};
    assign significand_22 = {nonzero_22, values_q[726:719], |values_q[718:704]};
    assign field_22 = {values_q[734:728], values_q[727] | (~nonzero_22)};
    assign significand_23 = {nonzero_23, values_q[758:751], |values_q[750:736]};
    assign field_23 = {values_q[766:760], values_q[759] | (~nonzero_23)};
    assign significand_24 = {nonzero_24, values_q[790:783], |values_q[782:768]};
    assign field_24 = {values_q[798:792], values_q[791] | (~nonzero_24)};
    assign significand_25 = {nonzero_25, values_q[822:815], |values_q[814:800]};
    assign field_25 = {values_q[830:824], values_q[823] | (~nonzero_25)};
    assign significand_26 = {nonzero_26, values_q[854:847], |values_q[846:832]};
    assign field_26 = {values_q[862:856], values_q[855] | (~nonzero_26)};
    assign significand_27 = {nonzero_27, values_q[886:879], |values_q[878:864]};
    assign field_27 = {values_q[894:888], values_q[887] | (~nonzero_27)};
    assign significand_28 = {nonzero_28, values_q[918:911], |values_q[910:896]};
    assign field_28 = {values_q[926:920], values_q[919] | (~nonzero_28)};
    assign significand_29 = {nonzero_29, values_q[950:943], |values_q[942:928]};
    assign field_29 = {values_q[958:952], values_q[951] | (~nonzero_29)};
    assign significand_30 = {nonzero_30, values_q[982:975], |values_q[974:960]};
    assign field_30 = {values_q[990:984], values_q[983] | (~nonzero_30)};
    assign significand_31 = {nonzero_31, values_q[1014:1007], |values_q[1006:992]};
    assign field_31 = {values_q[1022:1016], values_q[1015] | (~nonzero_31)};
    assign block = {nonzero_q_23, sum_q_30, chosen_q_72, joined_q_36};
    assign block_valid = values_valid_q_18;
    always @(posedge clock) begin
        values_q <= values;
        joined_q <= {values_q[30:23], ~(values_q[22:15] < 8'd255)};
        joined_q_1 <= {values_q[62:55], ~(values_q[54:47] < 8'd255)};
        joined_q_2 <= {values_q[94:87], ~(values_q[86:79] < 8'd255)};
        joined_q_3 <= {values_q[126:119], ~(values_q[118:111] < 8'd255)};
        joined_q_4 <= {values_q[158:151], ~(values_q[150:143] < 8'd255)};
        joined_q_5 <= {values_q[190:183], ~(values_q[182:175] < 8'd255)};
        joined_q_6 <= {values_q[222:215], ~(values_q[214:207] < 8'd255)};
        joined_q_7 <= {values_q[254:247], ~(values_q[246:239] < 8'd255)};
        joined_q_8 <= {values_q[286:279], ~(values_q[278:271] < 8'd255)};
        joined_q_9 <= {values_q[318:311], ~(values_q[310:303] < 8'd255)};
        joined_q_10 <= {values_q[350:343], ~(values_q[342:335] < 8'd255)};
        joined_q_11 <= {values_q[382:375], ~(values_q[374:367] < 8'd255)};
        joined_q_12 <= {values_q[414:407], ~(values_q[406:399] < 8'd255)};
        joined_q_13 <= {values_q[446:439], ~(values_q[438:431] < 8'd255)};
        joined_q_14 <= {values_q[478:471], ~(values_q[470:463] < 8'd255)};
        joined_q_15 <= {values_q[510:503], ~(values_q[502:495] < 8'd255)};
        joined_q_16 <= {values_q[542:535], ~(values_q[534:527] < 8'd255)};
        joined_q_17 <= {values_q[574:567], ~(values_q[566:559] < 8'd255)};
        joined_q_18 <= {values_q[606:599], ~(values_q[598:591] < 8'd255)};
        joined_q_19 <= {values_q[638:631], ~(values_q[630:623] < 8'd255)};
        joined_q_20 <= {values_q[670:663], ~(values_q[662:655] < 8'd255)};
        joined_q_21 <= {values_q[702:695], ~(values_q[694:687] < 8'd255)};
        joined_q_22 <= {values_q[734:727], ~(values_q[726:719] < 8'd255)};
        joined_q_23 <= {values_q[766:759], ~(values_q[758:751] < 8'd255)};
        joined_q_24 <= {values_q[798:791], ~(values_q[790:783] < 8'd255)};
        joined_q_25 <= {values_q[830:823], ~(values_q[822:815] < 8'd255)};
        joined_q_26 <= {values_q[862:855], ~(values_q[854:847] < 8'd255)};
        joined_q_27 <= {values_q[894:887], ~(values_q[886:879] < 8'd255)};
        joined_q_28 <= {values_q[926:919], ~(values_q[918:911] < 8'd255)};
        joined_q_29 <= {values_q[958:951], ~(values_q[950:943] < 8'd255)};
        joined_q_30 <= {values_q[990:983], ~(values_q[982:975] < 8'd255)};
        joined_q_31 <= {values_q[1022:1015], ~(values_q[1014:1007] < 8'd255)};
        chosen_q <= (joined_q < joined_q_1) ? joined_q_1 : joined_q;
        chosen_q_1 <= (joined_q_2 < joined_q_3) ? joined_q_3 : joined_q_2;
        chosen_q_2 <= (joined_q_4 < joined_q_5) ? joined_q_5 : joined_q_4;
        chosen_q_3 <= (joined_q_6 < joined_q_7) ? joined_q_7 : joined_q_6;
        chosen_q_4 <= (joined_q_8 < joined_q_9) ? joined_q_9 : joined_q_8;
        chosen_q_5 <= (joined_q_10 < joined_q_11) ? joined_q_11 : joined_q_10;
        chosen_q_6 <= (joined_q_12 < joined_q_13) ? joined_q_13 : joined_q_12;
        chosen_q_7 <= (joined_q_14 < joined_q_15) ? joined_q_15 : joined_q_14;
        chosen_q_8 <= (joined_q_16 < joined_q_17) ? joined_q_17 : joined_q_16;
        chosen_q_9 <= (joined_q_18 < joined_q_19) ? joined_q_19 : joined_q_18;
        chosen_q_10 <= (joined_q_20 < joined_q_21) ? joined_q_21 : joined_q_20;
        chosen_q_11 <= (joined_q_22 < joined_q_23) ? joined_q_23 : joined_q_22;
        chosen_q_12 <= (joined_q_24 < joined_q_25) ? joined_q_25 : joined_q_24;
        chosen_q_13 <= (joined_q_26 < joined_q_27) ? joined_q_27 : joined_q_26;
        chosen_q_14 <= (joined_q_28 < joined_q_29) ? joined_q_29 : joined_q_28;
        chosen_q_15 <= (joined_q_30 < joined_q_31) ? joined_q_31 : joined_q_30;
        chosen_q_16 <= (chosen_q < chosen_q_1) ? chosen_q_1 : chosen_q;
        chosen_q_17 <= (chosen_q_2 < chosen_q_3) ? chosen_q_3 : chosen_q_2;
        chosen_q_18 <= (chosen_q_4 < chosen_q_5) ? chosen_q_5 : chosen_q_4;
        chosen_q_19 <= (chosen_q_6 < chosen_q_7) ? chosen_q_7 : chosen_q_6;
        chosen_q_20 <= (chosen_q_8 < chosen_q_9) ? chosen_q_9 : chosen_q_8;
        chosen_q_21 <= (chosen_q_10 < chosen_q_11) ? chosen_q_11 : chosen_q_10;
        chosen_q_22 <= (chosen_q_12 < chosen_q_13) ? chosen_q_13 : chosen_q_12;
        chosen_q_23 <= (chosen_q_14 < chosen_q_15) ? chosen_q_15 : chosen_q_14;
        chosen_q_24 <= (chosen_q_16 < chosen_q_17) ? chosen_q_17 : chosen_q_16;
        chosen_q_25 <= (chosen_q_18 < chosen_q_19) ? chosen_q_19 : chosen_q_18;
        chosen_q_26 <= (chosen_q_20 < chosen_q_21) ? chosen_q_21 : chosen_q_20;
        chosen_q_27 <= (chosen_q_22 < chosen_q_23) ? chosen_q_23 : chosen_q_22;
        chosen_q_28 <= (chosen_q_24 < chosen_q_25) ? chosen_q_25 : chosen_q_24;
        chosen_q_29 <= (chosen_q_26 < chosen_q_27) ? chosen_q_27 : chosen_q_26;
        largest <= (chosen_q_28 < chosen_q_29) ? chosen_q_29 : chosen_q_28;
        ones_q <= &values_q[30:23];
        ones_q_1 <= &values_q[62:55];
        ones_q_2 <= &values_q[94:87];
        ones_q_3 <= &values_q[126:119];
        ones_q_4 <= &values_q[158:151];
        ones_q_5 <= &values_q[190:183];
        ones_q_6 <= &values_q[222:215];
        ones_q_7 <= &values_q[254:247];
        ones_q_8 <= &values_q[286:279];
        ones_q_9 <= &values_q[318:311];
        ones_q_10 <= &values_q[350:343];
        ones_q_11 <= &values_q[382:375];
        ones_q_12 <= &values_q[414:407];
        ones_q_13 <= &values_q[446:439];
        ones_q_14 <= &values_q[478:471];
        ones_q_15 <= &values_q[510:503];
        ones_q_16 <= &values_q[542:535];
        ones_q_17 <= &values_q[574:567];
        ones_q_18 <= &values_q[606:599];
        ones_q_19 <= &values_q[638:631];
        ones_q_20 <= &values_q[670:663];
        ones_q_21 <= &values_q[702:695];
        ones_q_22 <= &values_q[734:727];
        ones_q_23 <= &values_q[766:759];
        ones_q_24 <= &values_q[798:791];
        ones_q_25 <= &values_q[830:823];
        ones_q_26 <= &values_q[862:855];
        ones_q_27 <= &values_q[894:887];
        ones_q_28 <= &values_q[926:919];
        ones_q_29 <= &values_q[958:951];
        ones_q_30 <= &values_q[990:983];
        ones_q_31 <= &values_q[1022:1015];
        nonzero_q <= |{ones_q_31, ones_q_30, ones_q_29, ones_q_28, ones_q_27, ones_q_26, ones_q_25, ones_q_24,
        ones_q_23, ones_q_22, ones_q_21, ones_q_20, ones_q_19, ones_q_18, ones_q_17, ones_q_16,
        ones_q_15, ones_q_14, ones_q_13, ones_q_12, ones_q_11, ones_q_10, ones_q_9, ones_q_8,
        ones_q_7, ones_q_6, ones_q_5, ones_q_4, ones_q_3, ones_q_2, ones_q_1, ones_q};
        either_q <= nonzero | (23'h100000 < values_q[22:0]);
        either_q_1 <= nonzero_1 | (23'h100000 < values_q[54:32]);
        either_q_2 <= nonzero_2 | (23'h100000 < values_q[86:64]);
        either_q_3 <= nonzero_3 | (23'h100000 < values_q[118:96]);
        either_q_4 <= nonzero_4 | (23'h100000 < values_q[150:128]);
        either_q_5 <= nonzero_5 | (23'h100000 < values_q[182:160]);
        either_q_6 <= nonzero_6 | (23'h100000 < values_q[214:192]);
        either_q_7 <= nonzero_7 | (23'h100000 < values_q[246:224]);
        either_q_8 <= nonzero_8 | (23'h100000 < values_q[278:256]);
        either_q_9 <= nonzero_9 | (23'h100000 < values_q[310:288]);
        either_q_10 <= nonzero_10 | (23'h100000 < values_q[342:320]);
        either_q_11 <= nonzero_11 | (23'h100000 < values_q[374:352]);
        either_q_12 <= nonzero_12 | (23'h100000 < values_q[406:384]);
        either_q_13 <= nonzero_13 | (23'h100000 < values_q[438:416]);
        either_q_14 <= nonzero_14 | (23'h100000 < values_q[470:448]);
        either_q_15 <= nonzero_15 | (23'h100000 < values_q[502:480]);
        either_q_16 <= nonzero_16 | (23'h100000 < values_q[534:512]);
        either_q_17 <= nonzero_17 | (23'h100000 < values_q[566:544]);
        either_q_18 <= nonzero_18 | (23'h100000 < values_q[598:576]);
        either_q_19 <= nonzero_19 | (23'h100000 < values_q[630:608]);
        either_q_20 <= nonzero_20 | (23'h100000 < values_q[662:640]);
        either_q_21 <= nonzero_21 | (23'h100000 < values_q[694:672]);
        either_q_22 <= nonzero_22 | (23'h100000 < values_q[726:704]);
        either_q_23 <= nonzero_23 | (23'h100000 < values_q[758:736]);
        either_q_24 <= nonzero_24 | (23'h100000 < values_q[790:768]);
        either_q_25 <= nonzero_25 | (23'h100000 < values_q[822:800]);
        either_q_26 <= nonzero_26 | (23'h100000 < values_q[854:832]);
        either_q_27 <= nonzero_27 | (23'h100000 < values_q[886:864]);
        either_q_28 <= nonzero_28 | (23'h100000 < values_q[918:896]);
        either_q_29 <= nonzero_29 | (23'h100000 < values_q[950:928]);
        either_q_30 <= nonzero_30 | (23'h100000 < values_q[982:960]);
        either_q_31 <= nonzero_31 | (23'h100000 < values_q[1014:992]);
        nonzero_q_1 <= |{either_q_31, either_q_30, either_q_29, either_q_28, either_q_27, either_q_26, either_q_25, either_q_24,
        either_q_23, either_q_22, either_q_21, either_q_20, either_q_19, either_q_18, either_q_17, either_q_16,
        either_q_15, either_q_14, either_q_13, either_q_12, either_q_11, either_q_10, either_q_9, either_q_8,
        either_q_7, either_q_6, either_q_5, either_q_4, either_q_3, either_q_2, either_q_1, either_q};
        both_q <= largest[0] & (~below);
        chosen_q_30 <= below ? 8'd6 : largest[8:1];
        biased_exponent <= {1'b0, chosen_q_30} + {8'b0, both_q};
        significand_0_q <= significand_0;
        significand_0_q_1 <= significand_0_q;
        significand_0_q_2 <= significand_0_q_1;
        significand_0_q_3 <= significand_0_q_2;
        significand_0_q_4 <= significand_0_q_3;
        significand_0_q_5 <= significand_0_q_4;
        significand_0_q_6 <= significand_0_q_5;
        significand_0_q_7 <= significand_0_q_6;
        significand_0_q_8 <= significand_0_q_7;
        significand_0_q_9 <= significand_0_q_8;
        field_0_q <= field_0;
        field_0_q_1 <= field_0_q;
        field_0_q_2 <= field_0_q_1;
        field_0_q_3 <= field_0_q_2;
        field_0_q_4 <= field_0_q_3;
        field_0_q_5 <= field_0_q_4;
        field_0_q_6 <= field_0_q_5;
        field_0_q_7 <= field_0_q_6;
        negative_0_q <= negative_0;
        negative_0_q_1 <= negative_0_q;
        negative_0_q_2 <= negative_0_q_1;
        negative_0_q_3 <= negative_0_q_2;
        negative_0_q_4 <= negative_0_q_3;
        negative_0_q_5 <= negative_0_q_4;
        negative_0_q_6 <= negative_0_q_5;
        negative_0_q_7 <= negative_0_q_6;
        negative_0_q_8 <= negative_0_q_7;
        negative_0_q_9 <= negative_0_q_8;
        negative_0_q_10 <= negative_0_q_9;
        negative_0_q_11 <= negative_0_q_10;
        distance_0 <= biased_exponent - {1'b0, field_0_q_7};
        either_q_32 <= (|distance_0[8:4]) | (distance_0[3] & (|distance_0[2:0]));
        distance_0_q <= distance_0[3:0];
        chosen_q_31 <= distance_0_q[3]
            ? (distance_0_q[2]
            ? {9'b0, |significand_0_q_9}
            : {8'b0, {significand_0_q_9[9], |significand_0_q_9[8:0]}})
            : (distance_0_q[2] ? {4'b0, {significand_0_q_9[9:5], |significand_0_q_9[4:0]}} : significand_0_q_9);
        distance_0_q_1 <= distance_0_q[1:0];
        either_q_33 <= either_q_32;
        near_0 <= either_q_33
            ? 10'h0
            : (distance_0_q_1[1]
            ? (distance_0_q_1[0]
            ? {3'b0, {chosen_q_31[9:4], |chosen_q_31[3:0]}}
            : {2'b0, {chosen_q_31[9:3], |chosen_q_31[2:0]}})
            : (distance_0_q_1[0] ? {1'b0, {chosen_q_31[9:2], |chosen_q_31[1:0]}} : chosen_q_31));
        mantissa_0 <= ({1'b0, near_0[9:2]} ^ {9{negative_0_q_11}}) + {8'b0, (near_0[1] & (near_0[0] | near_0[2])) ^ negative_0_q_11};
        significand_1_q <= significand_1;
        significand_1_q_1 <= significand_1_q;
        significand_1_q_2 <= significand_1_q_1;
        significand_1_q_3 <= significand_1_q_2;
        significand_1_q_4 <= significand_1_q_3;
        significand_1_q_5 <= significand_1_q_4;
        significand_1_q_6 <= significand_1_q_5;
        significand_1_q_7 <= significand_1_q_6;
        significand_1_q_8 <= significand_1_q_7;
        significand_1_q_9 <= significand_1_q_8;
        field_1_q <= field_1;
        field_1_q_1 <= field_1_q;
        field_1_q_2 <= field_1_q_1;
        field_1_q_3 <= field_1_q_2;
        field_1_q_4 <= field_1_q_3;
        field_1_q_5 <= field_1_q_4;
        field_1_q_6 <= field_1_q_5;
        field_1_q_7 <= field_1_q_6;
        negative_1_q <= negative_1;
        negative_1_q_1 <= negative_1_q;
        negative_1_q_2 <= negative_1_q_1;
        negative_1_q_3 <= negative_1_q_2;
        negative_1_q_4 <= negative_1_q_3;
        negative_1_q_5 <= negative_1_q_4;
        negative_1_q_6 <= negative_1_q_5;
        negative_1_q_7 <= negative_1_q_6;
        negative_1_q_8 <= negative_1_q_7;
        negative_1_q_9 <= negative_1_q_8;
        negative_1_q_10 <= negative_1_q_9;
        negative_1_q_11 <= negative_1_q_10;
        distance_1 <= biased_exponent - {1'b0, field_1_q_7};
        either_q_34 <= (|distance_1[8:4]) | (distance_1[3] & (|distance_1[2:0]));
        distance_1_q <= distance_1[3:0];
        chosen_q_32 <= distance_1_q[3]
            ? (distance_1_q[2]
            ? {9'b0, |significand_1_q_9}
            : {8'b0, {significand_1_q_9[9], |significand_1_q_9[8:0]}})
            : (distance_1_q[2] ? {4'b0, {significand_1_q_9[9:5], |significand_1_q_9[4:0]}} : significand_1_q_9);
        distance_1_q_1 <= distance_1_q[1:0];
        either_q_35 <= either_q_34;
        near_1 <= either_q_35
            ? 10'h0
            : (distance_1_q_1[1]
            ? (distance_1_q_1[0]
            ? {3'b0, {chosen_q_32[9:4], |chosen_q_32[3:0]}}
            : {2'b0, {chosen_q_32[9:3], |chosen_q_32[2:0]}})
            : (distance_1_q_1[0] ? {1'b0, {chosen_q_32[9:2], |chosen_q_32[1:0]}} : chosen_q_32));
        mantissa_1 <= ({1'b0, near_1[9:2]} ^ {9{negative_1_q_11}}) + {8'b0, (near_1[1] & (near_1[0] | near_1[2])) ^ negative_1_q_11};
        significand_2_q <= significand_2;
        significand_2_q_1 <= significand_2_q;
        significand_2_q_2 <= significand_2_q_1;
        significand_2_q_3 <= significand_2_q_2;
        significand_2_q_4 <= significand_2_q_3;
        significand_2_q_5 <= significand_2_q_4;
        significand_2_q_6 <= significand_2_q_5;
        significand_2_q_7 <= significand_2_q_6;
        significand_2_q_8 <= significand_2_q_7;
        significand_2_q_9 <= significand_2_q_8;
        field_2_q <= field_2;
        field_2_q_1 <= field_2_q;
        field_2_q_2 <= field_2_q_1;
        field_2_q_3 <= field_2_q_2;
        field_2_q_4 <= field_2_q_3;
        field_2_q_5 <= field_2_q_4;
        field_2_q_6 <= field_2_q_5;
        field_2_q_7 <= field_2_q_6;
        negative_2_q <= negative_2;
        negative_2_q_1 <= negative_2_q;
        negative_2_q_2 <= negative_2_q_1;
        negative_2_q_3 <= negative_2_q_2;
        negative_2_q_4 <= negative_2_q_3;
        negative_2_q_5 <= negative_2_q_4;
        negative_2_q_6 <= negative_2_q_5;
        negative_2_q_7 <= negative_2_q_6;
        negative_2_q_8 <= negative_2_q_7;
        negative_2_q_9 <= negative_2_q_8;
        negative_2_q_10 <= negative_2_q_9;
        negative_2_q_11 <= negative_2_q_10;
        distance_2 <= biased_exponent - {1'b0, field_2_q_7};
        either_q_36 <= (|distance_2[8:4]) | (distance_2[3] & (|distance_2[2:0]));
        distance_2_q <= distance_2[3:0];
        chosen_q_33 <= distance_2_q[3]
            ? (distance_2_q[2]
            ? {9'b0, |significand_2_q_9}
            : {8'b0, {significand_2_q_9[9], |significand_2_q_9[8:0]}})
            : (distance_2_q[2] ? {4'b0, {significand_2_q_9[9:5], |significand_2_q_9[4:0]}} : significand_2_q_9);
        distance_2_q_1 <= distance_2_q[1:0];
        either_q_37 <= either_q_36;
        near_2 <= either_q_37
            ? 10'h0
            : (distance_2_q_1[1]
            ? (distance_2_q_1[0]
            ? {3'b0, {chosen_q_33[9:4], |chosen_q_33[3:0]}}
            : {2'b0, {chosen_q_33[9:3], |chosen_q_33[2:0]}})
            : (distance_2_q_1[0] ? {1'b0, {chosen_q_33[9:2], |chosen_q_33[1:0]}} : chosen_q_33));
        mantissa_2 <= ({1'b0, near_2[9:2]} ^ {9{negative_2_q_11}}) + {8'b0, (near_2[1] & (near_2[0] | near_2[2])) ^ negative_2_q_11};
        significand_3_q <= significand_3;
        significand_3_q_1 <= significand_3_q;
        significand_3_q_2 <= significand_3_q_1;
        significand_3_q_3 <= significand_3_q_2;
        significand_3_q_4 <= significand_3_q_3;
        significand_3_q_5 <= significand_3_q_4;
        significand_3_q_6 <= significand_3_q_5;
        significand_3_q_7 <= significand_3_q_6;
        significand_3_q_8 <= significand_3_q_7;
        significand_3_q_9 <= significand_3_q_8;
        field_3_q <= field_3;
        field_3_q_1 <= field_3_q;
        field_3_q_2 <= field_3_q_1;
        field_3_q_3 <= field_3_q_2;
        field_3_q_4 <= field_3_q_3;
        field_3_q_5 <= field_3_q_4;
        field_3_q_6 <= field_3_q_5;
        field_3_q_7 <= field_3_q_6;
        negative_3_q <= negative_3;
        negative_3_q_1 <= negative_3_q;
        negative_3_q_2 <= negative_3_q_1;
        negative_3_q_3 <= negative_3_q_2;
        negative_3_q_4 <= negative_3_q_3;
        negative_3_q_5 <= negative_3_q_4;
        negative_3_q_6 <= negative_3_q_5;
        negative_3_q_7 <= negative_3_q_6;
        negative_3_q_8 <= negative_3_q_7;
        negative_3_q_9 <= negative_3_q_8;
        negative_3_q_10 <= negative_3_q_9;
        negative_3_q_11 <= negative_3_q_10;
        distance_3 <= biased_exponent - {1'b0, field_3_q_7};
        either_q_38 <= (|distance_3[8:4]) | (distance_3[3] & (|distance_3[2:0]));
        distance_3_q <= distance_3[3:0];
        chosen_q_34 <= distance_3_q[3]
            ? (distance_3_q[2]
            ? {9'b0, |significand_3_q_9}
            : {8'b0, {significand_3_q_9[9], |significand_3_q_9[8:0]}})
            : (distance_3_q[2] ? {4'b0, {significand_3_q_9[9:5], |significand_3_q_9[4:0]}} : significand_3_q_9);
        distance_3_q_1 <= distance_3_q[1:0];
        either_q_39 <= either_q_38;
        near_3 <= either_q_39
            ? 10'h0
            : (distance_3_q_1[1]
            ? (distance_3_q_1[0]
            ? {3'b0, {chosen_q_34[9:4], |chosen_q_34[3:0]}}
            : {2'b0, {chosen_q_34[9:3], |chosen_q_34[2:0]}})
            : (distance_3_q_1[0] ? {1'b0, {chosen_q_34[9:2], |chosen_q_34[1:0]}} : chosen_q_34));
        mantissa_3 <= ({1'b0, near_3[9:2]} ^ {9{negative_3_q_11}}) + {8'b0, (near_3[1] & (near_3[0] | near_3[2])) ^ negative_3_q_11};
        significand_4_q <= significand_4;
        significand_4_q_1 <= significand_4_q;
        significand_4_q_2 <= significand_4_q_1;
        significand_4_q_3 <= significand_4_q_2;
        significand_4_q_4 <= significand_4_q_3;
        significand_4_q_5 <= significand_4_q_4;
        significand_4_q_6 <= significand_4_q_5;
        significand_4_q_7 <= significand_4_q_6;
        significand_4_q_8 <= significand_4_q_7;
        significand_4_q_9 <= significand_4_q_8;
        field_4_q <= field_4;
        field_4_q_1 <= field_4_q;
        field_4_q_2 <= field_4_q_1;
        field_4_q_3 <= field_4_q_2;
        field_4_q_4 <= field_4_q_3;
        field_4_q_5 <= field_4_q_4;
        field_4_q_6 <= field_4_q_5;
        field_4_q_7 <= field_4_q_6;
        negative_4_q <= negative_4;
        negative_4_q_1 <= negative_4_q;
        negative_4_q_2 <= negative_4_q_1;
        negative_4_q_3 <= negative_4_q_2;
        negative_4_q_4 <= negative_4_q_3;
        negative_4_q_5 <= negative_4_q_4;
        negative_4_q_6 <= negative_4_q_5;
        negative_4_q_7 <= negative_4_q_6;
        negative_4_q_8 <= negative_4_q_7;
        negative_4_q_9 <= negative_4_q_8;
        negative_4_q_10 <= negative_4_q_9;
        negative_4_q_11 <= negative_4_q_10;
        distance_4 <= biased_exponent - {1'b0, field_4_q_7};
        either_q_40 <= (|distance_4[8:4]) | (distance_4[3] & (|distance_4[2:0]));
        distance_4_q <= distance_4[3:0];
        chosen_q_35 <= distance_4_q[3]
            ? (distance_4_q[2]
            ? {9'b0, |significand_4_q_9}
            : {8'b0, {significand_4_q_9[9], |significand_4_q_9[8:0]}})
            : (distance_4_q[2] ? {4'b0, {significand_4_q_9[9:5], |significand_4_q_9[4:0]}} : significand_4_q_9);
        distance_4_q_1 <= distance_4_q[1:0];
        either_q_41 <= either_q_40;
        near_4 <= either_q_41
            ? 10'h0
            : (distance_4_q_1[1]
            ? (distance_4_q_1[0]
            ? {3'b0, {chosen_q_35[9:4], |chosen_q_35[3:0]}}
            : {2'b0, {chosen_q_35[9:3], |chosen_q_35[2:0]}})
            : (distance_4_q_1[0] ? {1'b0, {chosen_q_35[9:2], |chosen_q_35[1:0]}} : chosen_q_35));
        mantissa_4 <= ({1'b0, near_4[9:2]} ^ {9{negative_4_q_11}}) + {8'b0, (near_4[1] & (near_4[0] | near_4[2])) ^ negative_4_q_11};
        significand_5_q <= significand_5;
        significand_5_q_1 <= significand_5_q;
        significand_5_q_2 <= significand_5_q_1;
        significand_5_q_3 <= significand_5_q_2;
        significand_5_q_4 <= significand_5_q_3;
        significand_5_q_5 <= significand_5_q_4;
        significand_5_q_6 <= significand_5_q_5;
        significand_5_q_7 <= significand_5_q_6;
        significand_5_q_8 <= significand_5_q_7;
        significand_5_q_9 <= significand_5_q_8;
        field_5_q <= field_5;
        field_5_q_1 <= field_5_q;
        field_5_q_2 <= field_5_q_1;
        field_5_q_3 <= field_5_q_2;
        field_5_q_4 <= field_5_q_3;
        field_5_q_5 <= field_5_q_4;
        field_5_q_6 <= field_5_q_5;
        field_5_q_7 <= field_5_q_6;
        negative_5_q <= negative_5;
        negative_5_q_1 <= negative_5_q;
        negative_5_q_2 <= negative_5_q_1;
        negative_5_q_3 <= negative_5_q_2;
        negative_5_q_4 <= negative_5_q_3;
        negative_5_q_5 <= negative_5_q_4;
        negative_5_q_6 <= negative_5_q_5;
        negative_5_q_7 <= negative_5_q_6;
        negative_5_q_8 <= negative_5_q_7;
        negative_5_q_9 <= negative_5_q_8;
        negative_5_q_10 <= negative_5_q_9;
        negative_5_q_11 <= negative_5_q_10;
        distance_5 <= biased_exponent - {1'b0, field_5_q_7};
        either_q_42 <= (|distance_5[8:4]) | (distance_5[3] & (|distance_5[2:0]));
        distance_5_q <= distance_5[3:0];
        chosen_q_36 <= distance_5_q[3]
            ? (distance_5_q[2]
            ? {9'b0, |significand_5_q_9}
            : {8'b0, {significand_5_q_9[9], |significand_5_q_9[8:0]}})
            : (distance_5_q[2] ? {4'b0, {significand_5_q_9[9:5], |significand_5_q_9[4:0]}} : significand_5_q_9);
        distance_5_q_1 <= distance_5_q[1:0];
        either_q_43 <= either_q_42;
        near_5 <= either_q_43
            ? 10'h0
            : (distance_5_q_1[1]
            ? (distance_5_q_1[0]
            ? {3'b0, {chosen_q_36[9:4], |chosen_q_36[3:0]}}
            : {2'b0, {chosen_q_36[9:3], |chosen_q_36[2:0]}})
            : (distance_5_q_1[0] ? {1'b0, {chosen_q_36[9:2], |chosen_q_36[1:0]}} : chosen_q_36));
        mantissa_5 <= ({1'b0, near_5[9:2]} ^ {9{negative_5_q_11}}) + {8'b0, (near_5[1] & (near_5[0] | near_5[2])) ^ negative_5_q_11};
        significand_6_q <= significand_6;
        significand_6_q_1 <= significand_6_q;
        significand_6_q_2 <= significand_6_q_1;
        significand_6_q_3 <= significand_6_q_2;
        significand_6_q_4 <= significand_6_q_3;
        significand_6_q_5 <= significand_6_q_4;
        significand_6_q_6 <= significand_6_q_5;
        significand_6_q_7 <= significand_6_q_6;
        significand_6_q_8 <= significand_6_q_7;
        significand_6_q_9 <= significand_6_q_8;
        field_6_q <= field_6;
        field_6_q_1 <= field_6_q;
        field_6_q_2 <= field_6_q_1;
        field_6_q_3 <= field_6_q_2;
        field_6_q_4 <= field_6_q_3;
        field_6_q_5 <= field_6_q_4;
        field_6_q_6 <= field_6_q_5;
        field_6_q_7 <= field_6_q_6;
        negative_6_q <= negative_6;
        negative_6_q_1 <= negative_6_q;
        negative_6_q_2 <= negative_6_q_1;
        negative_6_q_3 <= negative_6_q_2;
        negative_6_q_4 <= negative_6_q_3;
        negative_6_q_5 <= negative_6_q_4;
        negative_6_q_6 <= negative_6_q_5;
        negative_6_q_7 <= negative_6_q_6;
        negative_6_q_8 <= negative_6_q_7;
        negative_6_q_9 <= negative_6_q_8;
        negative_6_q_10 <= negative_6_q_9;
        negative_6_q_11 <= negative_6_q_10;
        distance_6 <= biased_exponent - {1'b0, field_6_q_7};
        either_q_44 <= (|distance_6[8:4]) | (distance_6[3] & (|distance_6[2:0]));
        distance_6_q <= distance_6[3:0];
        chosen_q_37 <= distance_6_q[3]
            ? (distance_6_q[2]
            ? {9'b0, |significand_6_q_9}
            : {8'b0, {significand_6_q_9[9], |significand_6_q_9[8:0]}})
            : (distance_6_q[2] ? {4'b0, {significand_6_q_9[9:5], |significand_6_q_9[4:0]}} : significand_6_q_9);
        distance_6_q_1 <= distance_6_q[1:0];
        either_q_45 <= either_q_44;
        near_6 <= either_q_45
            ? 10'h0
            : (distance_6_q_1[1]
            ? (distance_6_q_1[0]
            ? {3'b0, {chosen_q_37[9:4], |chosen_q_37[3:0]}}
            : {2'b0, {chosen_q_37[9:3], |chosen_q_37[2:0]}})
            : (distance_6_q_1[0] ? {1'b0, {chosen_q_37[9:2], |chosen_q_37[1:0]}} : chosen_q_37));
        mantissa_6 <= ({1'b0, near_6[9:2]} ^ {9{negative_6_q_11}}) + {8'b0, (near_6[1] & (near_6[0] | near_6[2])) ^ negative_6_q_11};
        significand_7_q <= significand_7;
        significand_7_q_1 <= significand_7_q;
        significand_7_q_2 <= significand_7_q_1;
        significand_7_q_3 <= significand_7_q_2;
        significand_7_q_4 <= significand_7_q_3;
        significand_7_q_5 <= significand_7_q_4;
        significand_7_q_6 <= significand_7_q_5;
        significand_7_q_7 <= significand_7_q_6;
        significand_7_q_8 <= significand_7_q_7;
        significand_7_q_9 <= significand_7_q_8;
        field_7_q <= field_7;
        field_7_q_1 <= field_7_q;
        field_7_q_2 <= field_7_q_1;
        field_7_q_3 <= field_7_q_2;
        field_7_q_4 <= field_7_q_3;
        field_7_q_5 <= field_7_q_4;
        field_7_q_6 <= field_7_q_5;
        field_7_q_7 <= field_7_q_6;
        negative_7_q <= negative_7;
        negative_7_q_1 <= negative_7_q;
        negative_7_q_2 <= negative_7_q_1;
        negative_7_q_3 <= negative_7_q_2;
        negative_7_q_4 <= negative_7_q_3;
        negative_7_q_5 <= negative_7_q_4;
        negative_7_q_6 <= negative_7_q_5;
        negative_7_q_7 <= negative_7_q_6;
        negative_7_q_8 <= negative_7_q_7;
        negative_7_q_9 <= negative_7_q_8;
        negative_7_q_10 <= negative_7_q_9;
        negative_7_q_11 <= negative_7_q_10;
        distance_7 <= biased_exponent - {1'b0, field_7_q_7};
        either_q_46 <= (|distance_7[8:4]) | (distance_7[3] & (|distance_7[2:0]));
        distance_7_q <= distance_7[3:0];
        chosen_q_38 <= distance_7_q[3]
            ? (distance_7_q[2]
            ? {9'b0, |significand_7_q_9}
            : {8'b0, {significand_7_q_9[9], |significand_7_q_9[8:0]}})
            : (distance_7_q[2] ? {4'b0, {significand_7_q_9[9:5], |significand_7_q_9[4:0]}} : significand_7_q_9);
        distance_7_q_1 <= distance_7_q[1:0];
        either_q_47 <= either_q_46;
        near_7 <= either_q_47
            ? 10'h0
            : (distance_7_q_1[1]
            ? (distance_7_q_1[0]
            ? {3'b0, {chosen_q_38[9:4], |chosen_q_38[3:0]}}
            : {2'b0, {chosen_q_38[9:3], |chosen_q_38[2:0]}})
            : (distance_7_q_1[0] ? {1'b0, {chosen_q_38[9:2], |chosen_q_38[1:0]}} : chosen_q_38));
        mantissa_7 <= ({1'b0, near_7[9:2]} ^ {9{negative_7_q_11}}) + {8'b0, (near_7[1] & (near_7[0] | near_7[2])) ^ negative_7_q_11};
        significand_8_q <= significand_8;
        significand_8_q_1 <= significand_8_q;
        significand_8_q_2 <= significand_8_q_1;
        significand_8_q_3 <= significand_8_q_2;
        significand_8_q_4 <= significand_8_q_3;
        significand_8_q_5 <= significand_8_q_4;
        significand_8_q_6 <= significand_8_q_5;
        significand_8_q_7 <= significand_8_q_6;
        significand_8_q_8 <= significand_8_q_7;
        significand_8_q_9 <= significand_8_q_8;
        field_8_q <= field_8;
        field_8_q_1 <= field_8_q;
        field_8_q_2 <= field_8_q_1;
        field_8_q_3 <= field_8_q_2;
        field_8_q_4 <= field_8_q_3;
        field_8_q_5 <= field_8_q_4;
        field_8_q_6 <= field_8_q_5;
        field_8_q_7 <= field_8_q_6;
        negative_8_q <= negative_8;
        negative_8_q_1 <= negative_8_q;
        negative_8_q_2 <= negative_8_q_1;
        negative_8_q_3 <= negative_8_q_2;
        negative_8_q_4 <= negative_8_q_3;
        negative_8_q_5 <= negative_8_q_4;
        negative_8_q_6 <= negative_8_q_5;
        negative_8_q_7 <= negative_8_q_6;
        negative_8_q_8 <= negative_8_q_7;
        negative_8_q_9 <= negative_8_q_8;
        negative_8_q_10 <= negative_8_q_9;
        negative_8_q_11 <= negative_8_q_10;
        distance_8 <= biased_exponent - {1'b0, field_8_q_7};
        either_q_48 <= (|distance_8[8:4]) | (distance_8[3] & (|distance_8[2:0]));
        distance_8_q <= distance_8[3:0];
        chosen_q_39 <= distance_8_q[3]
            ? (distance_8_q[2]
            ? {9'b0, |significand_8_q_9}
            : {8'b0, {significand_8_q_9[9], |significand_8_q_9[8:0]}})
            : (distance_8_q[2] ? {4'b0, {significand_8_q_9[9:5], |significand_8_q_9[4:0]}} : significand_8_q_9);
        distance_8_q_1 <= distance_8_q[1:0];
        either_q_49 <= either_q_48;
        near_8 <= either_q_49
            ? 10'h0
            : (distance_8_q_1[1]
            ? (distance_8_q_1[0]
            ? {3'b0, {chosen_q_39[9:4], |chosen_q_39[3:0]}}
            : {2'b0, {chosen_q_39[9:3], |chosen_q_39[2:0]}})
            : (distance_8_q_1[0] ? {1'b0, {chosen_q_39[9:2], |chosen_q_39[1:0]}} : chosen_q_39));
        mantissa_8 <= ({1'b0, near_8[9:2]} ^ {9{negative_8_q_11}}) + {8'b0, (near_8[1] & (near_8[0] | near_8[2])) ^ negative_8_q_11};
        significand_9_q <= significand_9;
        significand_9_q_1 <= significand_9_q;
        significand_9_q_2 <= significand_9_q_1;
        significand_9_q_3 <= significand_9_q_2;
        significand_9_q_4 <= significand_9_q_3;
        significand_9_q_5 <= significand_9_q_4;
        significand_9_q_6 <= significand_9_q_5;
        significand_9_q_7 <= significand_9_q_6;
        significand_9_q_8 <= significand_9_q_7;
        significand_9_q_9 <= significand_9_q_8;
        field_9_q <= field_9;
        field_9_q_1 <= field_9_q;
        field_9_q_2 <= field_9_q_1;
        field_9_q_3 <= field_9_q_2;
        field_9_q_4 <= field_9_q_3;
        field_9_q_5 <= field_9_q_4;
        field_9_q_6 <= field_9_q_5;
        field_9_q_7 <= field_9_q_6;
        negative_9_q <= negative_9;
        negative_9_q_1 <= negative_9_q;
        negative_9_q_2 <= negative_9_q_1;
        negative_9_q_3 <= negative_9_q_2;
        negative_9_q_4 <= negative_9_q_3;
        negative_9_q_5 <= negative_9_q_4;
        negative_9_q_6 <= negative_9_q_5;
        negative_9_q_7 <= negative_9_q_6;
        negative_9_q_8 <= negative_9_q_7;
        negative_9_q_9 <= negative_9_q_8;
        negative_9_q_10 <= negative_9_q_9;
        negative_9_q_11 <= negative_9_q_10;
        distance_9 <= biased_exponent - {1'b0, field_9_q_7};
        either_q_50 <= (|distance_9[8:4]) | (distance_9[3] & (|distance_9[2:0]));
        distance_9_q <= distance_9[3:0];
        chosen_q_40 <= distance_9_q[3]
            ? (distance_9_q[2]
            ? {9'b0, |significand_9_q_9}
            : {8'b0, {significand_9_q_9[9], |significand_9_q_9[8:0]}})
            : (distance_9_q[2] ? {4'b0, {significand_9_q_9[9:5], |significand_9_q_9[4:0]}} : significand_9_q_9);
        distance_9_q_1 <= distance_9_q[1:0];
        either_q_51 <= either_q_50;
        near_9 <= either_q_51
            ? 10'h0
            : (distance_9_q_1[1]
            ? (distance_9_q_1[0]
            ? {3'b0, {chosen_q_40[9:4], |chosen_q_40[3:0]}}
            : {2'b0, {chosen_q_40[9:3], |chosen_q_40[2:0]}})
            : (distance_9_q_1[0] ? {1'b0, {chosen_q_40[9:2], |chosen_q_40[1:0]}} : chosen_q_40));
        mantissa_9 <= ({1'b0, near_9[9:2]} ^ {9{negative_9_q_11}}) + {8'b0, (near_9[1] & (near_9[0] | near_9[2])) ^ negative_9_q_11};
        significand_10_q <= significand_10;
        significand_10_q_1 <= significand_10_q;
        significand_10_q_2 <= significand_10_q_1;
        significand_10_q_3 <= significand_10_q_2;
        significand_10_q_4 <= significand_10_q_3;
        significand_10_q_5 <= significand_10_q_4;
        significand_10_q_6 <= significand_10_q_5;
        significand_10_q_7 <= significand_10_q_6;
        significand_10_q_8 <= significand_10_q_7;
        significand_10_q_9 <= significand_10_q_8;
        field_10_q <= field_10;
        field_10_q_1 <= field_10_q;
        field_10_q_2 <= field_10_q_1;
        field_10_q_3 <= field_10_q_2;
        field_10_q_4 <= field_10_q_3;
        field_10_q_5 <= field_10_q_4;
        field_10_q_6 <= field_10_q_5;
        field_10_q_7 <= field_10_q_6;
        negative_10_q <= negative_10;
        negative_10_q_1 <= negative_10_q;
        negative_10_q_2 <= negative_10_q_1;
        negative_10_q_3 <= negative_10_q_2;
        negative_10_q_4 <= negative_10_q_3;
        negative_10_q_5 <= negative_10_q_4;
        negative_10_q_6 <= negative_10_q_5;
        negative_10_q_7 <= negative_10_q_6;
        negative_10_q_8 <= negative_10_q_7;
        negative_10_q_9 <= negative_10_q_8;
        negative_10_q_10 <= negative_10_q_9;
        negative_10_q_11 <= negative_10_q_10;
        distance_10 <= biased_exponent - {1'b0, field_10_q_7};
        either_q_52 <= (|distance_10[8:4]) | (distance_10[3] & (|distance_10[2:0]));
        distance_10_q <= distance_10[3:0];
        chosen_q_41 <= distance_10_q[3]
            ? (distance_10_q[2]
            ? {9'b0, |significand_10_q_9}
            : {8'b0, {significand_10_q_9[9], |significand_10_q_9[8:0]}})
            : (distance_10_q[2]
            ? {4'b0, {significand_10_q_9[9:5], |significand_10_q_9[4:0]}}
            : significand_10_q_9);
        distance_10_q_1 <= distance_10_q[1:0];
        either_q_53 <= either_q_52;
        near_10 <= either_q_53
            ? 10'h0
            : (distance_10_q_1[1]
            ? (distance_10_q_1[0]
            ? {3'b0, {chosen_q_41[9:4], |chosen_q_41[3:0]}}
            : {2'b0, {chosen_q_41[9:3], |chosen_q_41[2:0]}})
            : (distance_10_q_1[0] ? {1'b0, {chosen_q_41[9:2], |chosen_q_41[1:0]}} : chosen_q_41));
        mantissa_10 <= ({1'b0, near_10[9:2]} ^ {9{negative_10_q_11}}) + {8'b0, (near_10[1] & (near_10[0] | near_10[2])) ^ negative_10_q_11};
        significand_11_q <= significand_11;
        significand_11_q_1 <= significand_11_q;
        significand_11_q_2 <= significand_11_q_1;
        significand_11_q_3 <= significand_11_q_2;
        significand_11_q_4 <= significand_11_q_3;
        significand_11_q_5 <= significand_11_q_4;
        significand_11_q_6 <= significand_11_q_5;
        significand_11_q_7 <= significand_11_q_6;
        significand_11_q_8 <= significand_11_q_7;
        significand_11_q_9 <= significand_11_q_8;
        field_11_q <= field_11;
        field_11_q_1 <= field_11_q;
        field_11_q_2 <= field_11_q_1;
        field_11_q_3 <= field_11_q_2;
        field_11_q_4 <= field_11_q_3;
        field_11_q_5 <= field_11_q_4;
        field_11_q_6 <= field_11_q_5;
        field_11_q_7 <= field_11_q_6;
        negative_11_q <= negative_11;
        negative_11_q_1 <= negative_11_q;
        negative_11_q_2 <= negative_11_q_1;
        negative_11_q_3 <= negative_11_q_2;
        negative_11_q_4 <= negative_11_q_3;
        negative_11_q_5 <= negative_11_q_4;
        negative_11_q_6 <= negative_11_q_5;
        negative_11_q_7 <= negative_11_q_6;
        negative_11_q_8 <= negative_11_q_7;
        negative_11_q_9 <= negative_11_q_8;
        negative_11_q_10 <= negative_11_q_9;
        negative_11_q_11 <= negative_11_q_10;
        distance_11 <= biased_exponent - {1'b0, field_11_q_7};
        either_q_54 <= (|distance_11[8:4]) | (distance_11[3] & (|distance_11[2:0]));
        distance_11_q <= distance_11[3:0];
        chosen_q_42 <= distance_11_q[3]
            ? (distance_11_q[2]
            ? {9'b0, |significand_11_q_9}
            : {8'b0, {significand_11_q_9[9], |significand_11_q_9[8:0]}})
            : (distance_11_q[2]
            ? {4'b0, {significand_11_q_9[9:5], |significand_11_q_9[4:0]}}
            : significand_11_q_9);
        distance_11_q_1 <= distance_11_q[1:0];
        either_q_55 <= either_q_54;
        near_11 <= either_q_55
            ? 10'h0
            : (distance_11_q_1[1]
            ? (distance_11_q_1[0]
            ? {3'b0, {chosen_q_42[9:4], |chosen_q_42[3:0]}}
            : {2'b0, {chosen_q_42[9:3], |chosen_q_42[2:0]}})
            : (distance_11_q_1[0] ? {1'b0, {chosen_q_42[9:2], |chosen_q_42[1:0]}} : chosen_q_42));
        mantissa_11 <= ({1'b0, near_11[9:2]} ^ {9{negative_11_q_11}}) + {8'b0, (near_11[1] & (near_11[0] | near_11[2])) ^ negative_11_q_11};
        significand_12_q <= significand_12;
        significand_12_q_1 <= significand_12_q;
        significand_12_q_2 <= significand_12_q_1;
        significand_12_q_3 <= significand_12_q_2;
        significand_12_q_4 <= significand_12_q_3;
        significand_12_q_5 <= significand_12_q_4;
        significand_12_q_6 <= significand_12_q_5;
        significand_12_q_7 <= significand_12_q_6;
        significand_12_q_8 <= significand_12_q_7;
        significand_12_q_9 <= significand_12_q_8;
        field_12_q <= field_12;
        field_12_q_1 <= field_12_q;
        field_12_q_2 <= field_12_q_1;
        field_12_q_3 <= field_12_q_2;
        field_12_q_4 <= field_12_q_3;
        field_12_q_5 <= field_12_q_4;
        field_12_q_6 <= field_12_q_5;
        field_12_q_7 <= field_12_q_6;
        negative_12_q <= negative_12;
        negative_12_q_1 <= negative_12_q;
        negative_12_q_2 <= negative_12_q_1;
        negative_12_q_3 <= negative_12_q_2;
        negative_12_q_4 <= negative_12_q_3;
        negative_12_q_5 <= negative_12_q_4;
        negative_12_q_6 <= negative_12_q_5;
        negative_12_q_7 <= negative_12_q_6;
        negative_12_q_8 <= negative_12_q_7;
        negative_12_q_9 <= negative_12_q_8;
        negative_12_q_10 <= negative_12_q_9;
        negative_12_q_11 <= negative_12_q_10;
        distance_12 <= biased_exponent - {1'b0, field_12_q_7};
        either_q_56 <= (|distance_12[8:4]) | (distance_12[3] & (|distance_12[2:0]));
        distance_12_q <= distance_12[3:0];
        chosen_q_43 <= distance_12_q[3]
            ? (distance_12_q[2]
            ? {9'b0, |significand_12_q_9}
            : {8'b0, {significand_12_q_9[9], |significand_12_q_9[8:0]}})
            : (distance_12_q[2]
            ? {4'b0, {significand_12_q_9[9:5], |significand_12_q_9[4:0]}}
            : significand_12_q_9);
        distance_12_q_1 <= distance_12_q[1:0];
        either_q_57 <= either_q_56;
        near_12 <= either_q_57
            ? 10'h0
            : (distance_12_q_1[1]
            ? (distance_12_q_1[0]
            ? {3'b0, {chosen_q_43[9:4], |chosen_q_43[3:0]}}
            : {2'b0, {chosen_q_43[9:3], |chosen_q_43[2:0]}})
            : (distance_12_q_1[0] ? {1'b0, {chosen_q_43[9:2], |chosen_q_43[1:0]}} : chosen_q_43));
        mantissa_12 <= ({1'b0, near_12[9:2]} ^ {9{negative_12_q_11}}) + {8'b0, (near_12[1] & (near_12[0] | near_12[2])) ^ negative_12_q_11};
        significand_13_q <= significand_13;
        significand_13_q_1 <= significand_13_q;
        significand_13_q_2 <= significand_13_q_1;
        significand_13_q_3 <= significand_13_q_2;
        significand_13_q_4 <= significand_13_q_3;
        significand_13_q_5 <= significand_13_q_4;
        significand_13_q_6 <= significand_13_q_5;
        significand_13_q_7 <= significand_13_q_6;
        significand_13_q_8 <= significand_13_q_7;
        significand_13_q_9 <= significand_13_q_8;
        field_13_q <= field_13;
        field_13_q_1 <= field_13_q;
        field_13_q_2 <= field_13_q_1;
        field_13_q_3 <= field_13_q_2;
        field_13_q_4 <= field_13_q_3;
        field_13_q_5 <= field_13_q_4;
        field_13_q_6 <= field_13_q_5;
        field_13_q_7 <= field_13_q_6;
        negative_13_q <= negative_13;
        negative_13_q_1 <= negative_13_q;
        negative_13_q_2 <= negative_13_q_1;
        negative_13_q_3 <= negative_13_q_2;
        negative_13_q_4 <= negative_13_q_3;
        negative_13_q_5 <= negative_13_q_4;
        negative_13_q_6 <= negative_13_q_5;
        negative_13_q_7 <= negative_13_q_6;
        negative_13_q_8 <= negative_13_q_7;
        negative_13_q_9 <= negative_13_q_8;
        negative_13_q_10 <= negative_13_q_9;
        negative_13_q_11 <= negative_13_q_10;
        distance_13 <= biased_exponent - {1'b0, field_13_q_7};
        either_q_58 <= (|distance_13[8:4]) | (distance_13[3] & (|distance_13[2:0]));
        distance_13_q <= distance_13[3:0];
        chosen_q_44 <= distance_13_q[3]
            ? (distance_13_q[2]
            ? {9'b0, |significand_13_q_9}
            : {8'b0, {significand_13_q_9[9], |significand_13_q_9[8:0]}})
            : (distance_13_q[2]
            ? {4'b0, {significand_13_q_9[9:5], |significand_13_q_9[4:0]}}
            : significand_13_q_9);
        distance_13_q_1 <= distance_13_q[1:0];
        either_q_59 <= either_q_58;
        near_13 <= either_q_59
            ? 10'h0
            : (distance_13_q_1[1]
            ? (distance_13_q_1[0]
            ? {3'b0, {chosen_q_44[9:4], |chosen_q_44[3:0]}}
            : {2'b0, {chosen_q_44[9:3], |chosen_q_44[2:0]}})
            : (distance_13_q_1[0] ? {1'b0, {chosen_q_44[9:2], |chosen_q_44[1:0]}} : chosen_q_44));
        mantissa_13 <= ({1'b0, near_13[9:2]} ^ {9{negative_13_q_11}}) + {8'b0, (near_13[1] & (near_13[0] | near_13[2])) ^ negative_13_q_11};
        significand_14_q <= significand_14;
        significand_14_q_1 <= significand_14_q;
        significand_14_q_2 <= significand_14_q_1;
        significand_14_q_3 <= significand_14_q_2;
        significand_14_q_4 <= significand_14_q_3;
        significand_14_q_5 <= significand_14_q_4;
        significand_14_q_6 <= significand_14_q_5;
        significand_14_q_7 <= significand_14_q_6;
        significand_14_q_8 <= significand_14_q_7;
        significand_14_q_9 <= significand_14_q_8;
        field_14_q <= field_14;
        field_14_q_1 <= field_14_q;
        field_14_q_2 <= field_14_q_1;
        field_14_q_3 <= field_14_q_2;
        field_14_q_4 <= field_14_q_3;
        field_14_q_5 <= field_14_q_4;
        field_14_q_6 <= field_14_q_5;
        field_14_q_7 <= field_14_q_6;
        negative_14_q <= negative_14;
        negative_14_q_1 <= negative_14_q;
        negative_14_q_2 <= negative_14_q_1;
        negative_14_q_3 <= negative_14_q_2;
        negative_14_q_4 <= negative_14_q_3;
        negative_14_q_5 <= negative_14_q_4;
        negative_14_q_6 <= negative_14_q_5;
        negative_14_q_7 <= negative_14_q_6;
        negative_14_q_8 <= negative_14_q_7;
        negative_14_q_9 <= negative_14_q_8;
        negative_14_q_10 <= negative_14_q_9;
        negative_14_q_11 <= negative_14_q_10;
        distance_14 <= biased_exponent - {1'b0, field_14_q_7};
        either_q_60 <= (|distance_14[8:4]) | (distance_14[3] & (|distance_14[2:0]));
        distance_14_q <= distance_14[3:0];
        chosen_q_45 <= distance_14_q[3]
            ? (distance_14_q[2]
            ? {9'b0, |significand_14_q_9}
            : {8'b0, {significand_14_q_9[9], |significand_14_q_9[8:0]}})
            : (distance_14_q[2]
            ? {4'b0, {significand_14_q_9[9:5], |significand_14_q_9[4:0]}}
            : significand_14_q_9);
        distance_14_q_1 <= distance_14_q[1:0];
        either_q_61 <= either_q_60;
        near_14 <= either_q_61
            ? 10'h0
            : (distance_14_q_1[1]
            ? (distance_14_q_1[0]
            ? {3'b0, {chosen_q_45[9:4], |chosen_q_45[3:0]}}
            : {2'b0, {chosen_q_45[9:3], |chosen_q_45[2:0]}})
            : (distance_14_q_1[0] ? {1'b0, {chosen_q_45[9:2], |chosen_q_45[1:0]}} : chosen_q_45));
        mantissa_14 <= ({1'b0, near_14[9:2]} ^ {9{negative_14_q_11}}) + {8'b0, (near_14[1] & (near_14[0] | near_14[2])) ^ negative_14_q_11};
        significand_15_q <= significand_15;
        significand_15_q_1 <= significand_15_q;
        significand_15_q_2 <= significand_15_q_1;
        significand_15_q_3 <= significand_15_q_2;
        significand_15_q_4 <= significand_15_q_3;
        significand_15_q_5 <= significand_15_q_4;
        significand_15_q_6 <= significand_15_q_5;
        significand_15_q_7 <= significand_15_q_6;
        significand_15_q_8 <= significand_15_q_7;
        significand_15_q_9 <= significand_15_q_8;
        field_15_q <= field_15;
        field_15_q_1 <= field_15_q;
        field_15_q_2 <= field_15_q_1;
        field_15_q_3 <= field_15_q_2;
        field_15_q_4 <= field_15_q_3;
        field_15_q_5 <= field_15_q_4;
        field_15_q_6 <= field_15_q_5;
        field_15_q_7 <= field_15_q_6;
        negative_15_q <= negative_15;
        negative_15_q_1 <= negative_15_q;
        negative_15_q_2 <= negative_15_q_1;
        negative_15_q_3 <= negative_15_q_2;
        negative_15_q_4 <= negative_15_q_3;
        negative_15_q_5 <= negative_15_q_4;
        negative_15_q_6 <= negative_15_q_5;
        negative_15_q_7 <= negative_15_q_6;
        negative_15_q_8 <= negative_15_q_7;
        negative_15_q_9 <= negative_15_q_8;
        negative_15_q_10 <= negative_15_q_9;
        negative_15_q_11 <= negative_15_q_10;
        distance_15 <= biased_exponent - {1'b0, field_15_q_7};
        either_q_62 <= (|distance_15[8:4]) | (distance_15[3] & (|distance_15[2:0]));
        distance_15_q <= distance_15[3:0];
        chosen_q_46 <= distance_15_q[3]
            ? (distance_15_q[2]
            ? {9'b0, |significand_15_q_9}
            : {8'b0, {significand_15_q_9[9], |significand_15_q_9[8:0]}})
            : (distance_15_q[2]
            ? {4'b0, {significand_15_q_9[9:5], |significand_15_q_9[4:0]}}
            : significand_15_q_9);
        distance_15_q_1 <= distance_15_q[1:0];
        either_q_63 <= either_q_62;
        near_15 <= either_q_63
            ? 10'h0
            : (distance_15_q_1[1]
            ? (distance_15_q_1[0]
            ? {3'b0, {chosen_q_46[9:4], |chosen_q_46[3:0]}}
            : {2'b0, {chosen_q_46[9:3], |chosen_q_46[2:0]}})
            : (distance_15_q_1[0] ? {1'b0, {chosen_q_46[9:2], |chosen_q_46[1:0]}} : chosen_q_46));
        mantissa_15 <= ({1'b0, near_15[9:2]} ^ {9{negative_15_q_11}}) + {8'b0, (near_15[1] & (near_15[0] | near_15[2])) ^ negative_15_q_11};
        significand_16_q <= significand_16;
        significand_16_q_1 <= significand_16_q;
        significand_16_q_2 <= significand_16_q_1;
        significand_16_q_3 <= significand_16_q_2;
        significand_16_q_4 <= significand_16_q_3;
        significand_16_q_5 <= significand_16_q_4;
        significand_16_q_6 <= significand_16_q_5;
        significand_16_q_7 <= significand_16_q_6;
        significand_16_q_8 <= significand_16_q_7;
        significand_16_q_9 <= significand_16_q_8;
        field_16_q <= field_16;
        field_16_q_1 <= field_16_q;
        field_16_q_2 <= field_16_q_1;
        field_16_q_3 <= field_16_q_2;
        field_16_q_4 <= field_16_q_3;
        field_16_q_5 <= field_16_q_4;
        field_16_q_6 <= field_16_q_5;
        field_16_q_7 <= field_16_q_6;
        negative_16_q <= negative_16;
        negative_16_q_1 <= negative_16_q;
        negative_16_q_2 <= negative_16_q_1;
        negative_16_q_3 <= negative_16_q_2;
        negative_16_q_4 <= negative_16_q_3;
        negative_16_q_5 <= negative_16_q_4;
        negative_16_q_6 <= negative_16_q_5;
        negative_16_q_7 <= negative_16_q_6;
        negative_16_q_8 <= negative_16_q_7;
        negative_16_q_9 <= negative_16_q_8;
        negative_16_q_10 <= negative_16_q_9;
        negative_16_q_11 <= negative_16_q_10;
        distance_16 <= biased_exponent - {1'b0, field_16_q_7};
        either_q_64 <= (|distance_16[8:4]) | (distance_16[3] & (|distance_16[2:0]));
        distance_16_q <= distance_16[3:0];
        chosen_q_47 <= distance_16_q[3]
            ? (distance_16_q[2]
            ? {9'b0, |significand_16_q_9}
            : {8'b0, {significand_16_q_9[9], |significand_16_q_9[8:0]}})
            : (distance_16_q[2]
            ? {4'b0, {significand_16_q_9[9:5], |significand_16_q_9[4:0]}}
            : significand_16_q_9);
        distance_16_q_1 <= distance_16_q[1:0];
        either_q_65 <= either_q_64;
        near_16 <= either_q_65
            ? 10'h0
            : (distance_16_q_1[1]
            ? (distance_16_q_1[0]
            ? {3'b0, {chosen_q_47[9:4], |chosen_q_47[3:0]}}
            : {2'b0, {chosen_q_47[9:3], |chosen_q_47[2:0]}})
            : (distance_16_q_1[0] ? {1'b0, {chosen_q_47[9:2], |chosen_q_47[1:0]}} : chosen_q_47));
        mantissa_16 <= ({1'b0, near_16[9:2]} ^ {9{negative_16_q_11}}) + {8'b0, (near_16[1] & (near_16[0] | near_16[2])) ^ negative_16_q_11};
        significand_17_q <= significand_17;
        significand_17_q_1 <= significand_17_q;
        significand_17_q_2 <= significand_17_q_1;
        significand_17_q_3 <= significand_17_q_2;
        significand_17_q_4 <= significand_17_q_3;
        significand_17_q_5 <= significand_17_q_4;
        significand_17_q_6 <= significand_17_q_5;
        significand_17_q_7 <= significand_17_q_6;
        significand_17_q_8 <= significand_17_q_7;
        significand_17_q_9 <= significand_17_q_8;
        field_17_q <= field_17;
        field_17_q_1 <= field_17_q;
        field_17_q_2 <= field_17_q_1;
        field_17_q_3 <= field_17_q_2;
        field_17_q_4 <= field_17_q_3;
        field_17_q_5 <= field_17_q_4;
        field_17_q_6 <= field_17_q_5;
        field_17_q_7 <= field_17_q_6;
        negative_17_q <= negative_17;
        negative_17_q_1 <= negative_17_q;
        negative_17_q_2 <= negative_17_q_1;
        negative_17_q_3 <= negative_17_q_2;
        negative_17_q_4 <= negative_17_q_3;
        negative_17_q_5 <= negative_17_q_4;
        negative_17_q_6 <= negative_17_q_5;
        negative_17_q_7 <= negative_17_q_6;
        negative_17_q_8 <= negative_17_q_7;
        negative_17_q_9 <= negative_17_q_8;
        negative_17_q_10 <= negative_17_q_9;
        negative_17_q_11 <= negative_17_q_10;
        distance_17 <= biased_exponent - {1'b0, field_17_q_7};
        either_q_66 <= (|distance_17[8:4]) | (distance_17[3] & (|distance_17[2:0]));
        distance_17_q <= distance_17[3:0];
        chosen_q_48 <= distance_17_q[3]
            ? (distance_17_q[2]
            ? {9'b0, |significand_17_q_9}
            : {8'b0, {significand_17_q_9[9], |significand_17_q_9[8:0]}})
            : (distance_17_q[2]
            ? {4'b0, {significand_17_q_9[9:5], |significand_17_q_9[4:0]}}
            : significand_17_q_9);
        distance_17_q_1 <= distance_17_q[1:0];
        either_q_67 <= either_q_66;
        near_17 <= either_q_67
            ? 10'h0
            : (distance_17_q_1[1]
            ? (distance_17_q_1[0]
            ? {3'b0, {chosen_q_48[9:4], |chosen_q_48[3:0]}}
            : {2'b0, {chosen_q_48[9:3], |chosen_q_48[2:0]}})
            : (distance_17_q_1[0] ? {1'b0, {chosen_q_48[9:2], |chosen_q_48[1:0]}} : chosen_q_48));
        mantissa_17 <= ({1'b0, near_17[9:2]} ^ {9{negative_17_q_11}}) + {8'b0, (near_17[1] & (near_17[0] | near_17[2])) ^ negative_17_q_11};
        significand_18_q <= significand_18;
        significand_18_q_1 <= significand_18_q;
        significand_18_q_2 <= significand_18_q_1;
        significand_18_q_3 <= significand_18_q_2;
        significand_18_q_4 <= significand_18_q_3;
        significand_18_q_5 <= significand_18_q_4;
        significand_18_q_6 <= significand_18_q_5;
        significand_18_q_7 <= significand_18_q_6;
        significand_18_q_8 <= significand_18_q_7;
        significand_18_q_9 <= significand_18_q_8;
        field_18_q <= field_18;
        field_18_q_1 <= field_18_q;
        field_18_q_2 <= field_18_q_1;
        field_18_q_3 <= field_18_q_2;
        field_18_q_4 <= field_18_q_3;
        field_18_q_5 <= field_18_q_4;
        field_18_q_6 <= field_18_q_5;
        field_18_q_7 <= field_18_q_6;
        negative_18_q <= negative_18;
        negative_18_q_1 <= negative_18_q;
        negative_18_q_2 <= negative_18_q_1;
        negative_18_q_3 <= negative_18_q_2;
        negative_18_q_4 <= negative_18_q_3;
        negative_18_q_5 <= negative_18_q_4;
        negative_18_q_6 <= negative_18_q_5;
        negative_18_q_7 <= negative_18_q_6;
        negative_18_q_8 <= negative_18_q_7;
        negative_18_q_9 <= negative_18_q_8;
        negative_18_q_10 <= negative_18_q_9;
        negative_18_q_11 <= negative_18_q_10;
        distance_18 <= biased_exponent - {1'b0, field_18_q_7};
        either_q_68 <= (|distance_18[8:4]) | (distance_18[3] & (|distance_18[2:0]));
        distance_18_q <= distance_18[3:0];
        chosen_q_49 <= distance_18_q[3]
            ? (distance_18_q[2]
            ? {9'b0, |significand_18_q_9}
            : {8'b0, {significand_18_q_9[9], |significand_18_q_9[8:0]}})
            : (distance_18_q[2]
            ? {4'b0, {significand_18_q_9[9:5], |significand_18_q_9[4:0]}}
            : significand_18_q_9);
        distance_18_q_1 <= distance_18_q[1:0];
        either_q_69 <= either_q_68;
        near_18 <= either_q_69
            ? 10'h0
            : (distance_18_q_1[1]
            ? (distance_18_q_1[0]
            ? {3'b0, {chosen_q_49[9:4], |chosen_q_49[3:0]}}
            : {2'b0, {chosen_q_49[9:3], |chosen_q_49[2:0]}})
            : (distance_18_q_1[0] ? {1'b0, {chosen_q_49[9:2], |chosen_q_49[1:0]}} : chosen_q_49));
        mantissa_18 <= ({1'b0, near_18[9:2]} ^ {9{negative_18_q_11}}) + {8'b0, (near_18[1] & (near_18[0] | near_18[2])) ^ negative_18_q_11};
        significand_19_q <= significand_19;
        significand_19_q_1 <= significand_19_q;
        significand_19_q_2 <= significand_19_q_1;
        significand_19_q_3 <= significand_19_q_2;
        significand_19_q_4 <= significand_19_q_3;
        significand_19_q_5 <= significand_19_q_4;
        significand_19_q_6 <= significand_19_q_5;
        significand_19_q_7 <= significand_19_q_6;
        significand_19_q_8 <= significand_19_q_7;
        significand_19_q_9 <= significand_19_q_8;
        field_19_q <= field_19;
        field_19_q_1 <= field_19_q;
        field_19_q_2 <= field_19_q_1;
        field_19_q_3 <= field_19_q_2;
        field_19_q_4 <= field_19_q_3;
        field_19_q_5 <= field_19_q_4;
        field_19_q_6 <= field_19_q_5;
        field_19_q_7 <= field_19_q_6;
        negative_19_q <= negative_19;
        negative_19_q_1 <= negative_19_q;
        negative_19_q_2 <= negative_19_q_1;
        negative_19_q_3 <= negative_19_q_2;
        negative_19_q_4 <= negative_19_q_3;
        negative_19_q_5 <= negative_19_q_4;
        negative_19_q_6 <= negative_19_q_5;
        negative_19_q_7 <= negative_19_q_6;
        negative_19_q_8 <= negative_19_q_7;
        negative_19_q_9 <= negative_19_q_8;
        negative_19_q_10 <= negative_19_q_9;
        negative_19_q_11 <= negative_19_q_10;
        distance_19 <= biased_exponent - {1'b0, field_19_q_7};
        either_q_70 <= (|distance_19[8:4]) | (distance_19[3] & (|distance_19[2:0]));
        distance_19_q <= distance_19[3:0];
        chosen_q_50 <= distance_19_q[3]
            ? (distance_19_q[2]
            ? {9'b0, |significand_19_q_9}
            : {8'b0, {significand_19_q_9[9], |significand_19_q_9[8:0]}})
            : (distance_19_q[2]
            ? {4'b0, {significand_19_q_9[9:5], |significand_19_q_9[4:0]}}
            : significand_19_q_9);
        distance_19_q_1 <= distance_19_q[1:0];
        either_q_71 <= either_q_70;
        near_19 <= either_q_71
            ? 10'h0
            : (distance_19_q_1[1]
            ? (distance_19_q_1[0]
            ? {3'b0, {chosen_q_50[9:4], |chosen_q_50[3:0]}}
            : {2'b0, {chosen_q_50[9:3], |chosen_q_50[2:0]}})
            : (distance_19_q_1[0] ? {1'b0, {chosen_q_50[9:2], |chosen_q_50[1:0]}} : chosen_q_50));
        mantissa_19 <= ({1'b0, near_19[9:2]} ^ {9{negative_19_q_11}}) + {8'b0, (near_19[1] & (near_19[0] | near_19[2])) ^ negative_19_q_11};
        significand_20_q <= significand_20;
        significand_20_q_1 <= significand_20_q;
        significand_20_q_2 <= significand_20_q_1;
        significand_20_q_3 <= significand_20_q_2;
        significand_20_q_4 <= significand_20_q_3;
        significand_20_q_5 <= significand_20_q_4;
        significand_20_q_6 <= significand_20_q_5;
        significand_20_q_7 <= significand_20_q_6;
        significand_20_q_8 <= significand_20_q_7;
        significand_20_q_9 <= significand_20_q_8;
        field_20_q <= field_20;
        field_20_q_1 <= field_20_q;
        field_20_q_2 <= field_20_q_1;
        field_20_q_3 <= field_20_q_2;
        field_20_q_4 <= field_20_q_3;
        field_20_q_5 <= field_20_q_4;
        field_20_q_6 <= field_20_q_5;
        field_20_q_7 <= field_20_q_6;
        negative_20_q <= negative_20;
        negative_20_q_1 <= negative_20_q;
        negative_20_q_2 <= negative_20_q_1;
        negative_20_q_3 <= negative_20_q_2;
        negative_20_q_4 <= negative_20_q_3;
        negative_20_q_5 <= negative_20_q_4;
        negative_20_q_6 <= negative_20_q_5;
        negative_20_q_7 <= negative_20_q_6;
        negative_20_q_8 <= negative_20_q_7;
        negative_20_q_9 <= negative_20_q_8;
        negative_20_q_10 <= negative_20_q_9;
        negative_20_q_11 <= negative_20_q_10;
        distance_20 <= biased_exponent - {1'b0, field_20_q_7};
        either_q_72 <= (|distance_20[8:4]) | (distance_20[3] & (|distance_20[2:0]));
        distance_20_q <= distance_20[3:0];
        chosen_q_51 <= distance_20_q[3]
            ? (distance_20_q[2]
            ? {9'b0, |significand_20_q_9}
            : {8'b0, {significand_20_q_9[9], |significand_20_q_9[8:0]}})
            : (distance_20_q[2]
            ? {4'b0, {significand_20_q_9[9:5], |significand_20_q_9[4:0]}}
            : significand_20_q_9);
        distance_20_q_1 <= distance_20_q[1:0];
        either_q_73 <= either_q_72;
        near_20 <= either_q_73
            ? 10'h0
            : (distance_20_q_1[1]
            ? (distance_20_q_1[0]
            ? {3'b0, {chosen_q_51[9:4], |chosen_q_51[3:0]}}
            : {2'b0, {chosen_q_51[9:3], |chosen_q_51[2:0]}})
            : (distance_20_q_1[0] ? {1'b0, {chosen_q_51[9:2], |chosen_q_51[1:0]}} : chosen_q_51));
        mantissa_20 <= ({1'b0, near_20[9:2]} ^ {9{negative_20_q_11}}) + {8'b0, (near_20[1] & (near_20[0] | near_20[2])) ^ negative_20_q_11};
        significand_21_q <= significand_21;
        significand_21_q_1 <= significand_21_q;
        significand_21_q_2 <= significand_21_q_1;
        significand_21_q_3 <= significand_21_q_2;
        significand_21_q_4 <= significand_21_q_3;
        significand_21_q_5 <= significand_21_q_4;
        significand_21_q_6 <= significand_21_q_5;
        significand_21_q_7 <= significand_21_q_6;
        significand_21_q_8 <= significand_21_q_7;
        significand_21_q_9 <= significand_21_q_8;
        field_21_q <= field_21;
        field_21_q_1 <= field_21_q;
        field_21_q_2 <= field_21_q_1;
        field_21_q_3 <= field_21_q_2;
        field_21_q_4 <= field_21_q_3;
        field_21_q_5 <= field_21_q_4;
        field_21_q_6 <= field_21_q_5;
        field_21_q_7 <= field_21_q_6;
        negative_21_q <= negative_21;
        negative_21_q_1 <= negative_21_q;
        negative_21_q_2 <= negative_21_q_1;
        negative_21_q_3 <= negative_21_q_2;
        negative_21_q_4 <= negative_21_q_3;
        negative_21_q_5 <= negative_21_q_4;
        negative_21_q_6 <= negative_21_q_5;
        negative_21_q_7 <= negative_21_q_6;
        negative_21_q_8 <= negative_21_q_7;
        negative_21_q_9 <= negative_21_q_8;
        negative_21_q_10 <= negative_21_q_9;
        negative_21_q_11 <= negative_21_q_10;
        distance_21 <= biased_exponent - {1'b0, field_21_q_7};
        either_q_74 <= (|distance_21[8:4]) | (distance_21[3] & (|distance_21[2:0]));
        distance_21_q <= distance_21[3:0];
        chosen_q_52 <= distance_21_q[3]
            ? (distance_21_q[2]
            ? {9'b0, |significand_21_q_9}
            : {8'b0, {significand_21_q_9[9], |significand_21_q_9[8:0]}})
            : (distance_21_q[2]
            ? {4'b0, {significand_21_q_9[9:5], |significand_21_q_9[4:0]}}
            : significand_21_q_9);
        distance_21_q_1 <= distance_21_q[1:0];
        either_q_75 <= either_q_74;
        near_21 <= either_q_75
            ? 10'h0
            : (distance_21_q_1[1]
            ? (distance_21_q_1[0]
            ? {3'b0, {chosen_q_52[9:4], |chosen_q_52[3:0]}}
            : {2'b0, {chosen_q_52[9:3], |chosen_q_52[2:0]}})
            : (distance_21_q_1[0] ? {1'b0, {chosen_q_52[9:2], |chosen_q_52[1:0]}} : chosen_q_52));
        mantissa_21 <= ({1'b0, near_21[9:2]} ^ {9{negative_21_q_11}}) + {8'b0, (near_21[1] & (near_21[0] | near_21[2])) ^ negative_21_q_11};
        significand_22_q <= significand_22;
        significand_22_q_1 <= significand_22_q;
        significand_22_q_2 <= significand_22_q_1;
        significand_22_q_3 <= significand_22_q_2;
        significand_22_q_4 <= significand_22_q_3;
        significand_22_q_5 <= significand_22_q_4;
        significand_22_q_6 <= significand_22_q_5;
        significand_22_q_7 <= significand_22_q_6;
        significand_22_q_8 <= significand_22_q_7;
        significand_22_q_9 <= significand_22_q_8;
        field_22_q <= field_22;
        field_22_q_1 <= field_22_q;
        field_22_q_2 <= field_22_q_1;
        field_22_q_3 <= field_22_q_2;
        field_22_q_4 <= field_22_q_3;
        field_22_q_5 <= field_22_q_4;
        field_22_q_6 <= field_22_q_5;
        field_22_q_7 <= field_22_q_6;
        negative_22_q <= negative_22;
        negative_22_q_1 <= negative_22_q;
        negative_22_q_2 <= negative_22_q_1;
        negative_22_q_3 <= negative_22_q_2;
        negative_22_q_4 <= negative_22_q_3;
        negative_22_q_5 <= negative_22_q_4;
        negative_22_q_6 <= negative_22_q_5;
        negative_22_q_7 <= negative_22_q_6;
        negative_22_q_8 <= negative_22_q_7;
        negative_22_q_9 <= negative_22_q_8;
        negative_22_q_10 <= negative_22_q_9;
        negative_22_q_11 <= negative_22_q_10;
        distance_22 <= biased_exponent - {1'b0, field_22_q_7};
        either_q_76 <= (|distance_22[8:4]) | (distance_22[3] & (|distance_22[2:0]));
        distance_22_q <= distance_22[3:0];
        chosen_q_53 <= distance_22_q[3]
            ? (distance_22_q[2]
            ? {9'b0, |significand_22_q_9}
            : {8'b0, {significand_22_q_9[9], |significand_22_q_9[8:0]}})
            : (distance_22_q[2]
            ? {4'b0, {significand_22_q_9[9:5], |significand_22_q_9[4:0]}}
            : significand_22_q_9);
        distance_22_q_1 <= distance_22_q[1:0];
        either_q_77 <= either_q_76;
        near_22 <= either_q_77
            ? 10'h0
            : (distance_22_q_1[1]
            ? (distance_22_q_1[0]
            ? {3'b0, {chosen_q_53[9:4], |chosen_q_53[3:0]}}
            : {2'b0, {chosen_q_53[9:3], |chosen_q_53[2:0]}})
            : (distance_22_q_1[0] ? {1'b0, {chosen_q_53[9:2], |chosen_q_53[1:0]}} : chosen_q_53));
        mantissa_22 <= ({1'b0, near_22[9:2]} ^ {9{negative_22_q_11}}) + {8'b0, (near_22[1] & (near_22[0] | near_22[2])) ^ negative_22_q_11};
        significand_23_q <= significand_23;
        significand_23_q_1 <= significand_23_q;
        significand_23_q_2 <= significand_23_q_1;
        significand_23_q_3 <= significand_23_q_2;
        significand_23_q_4 <= significand_23_q_3;
        significand_23_q_5 <= significand_23_q_4;
        significand_23_q_6 <= significand_23_q_5;
        significand_23_q_7 <= significand_23_q_6;
        significand_23_q_8 <= significand_23_q_7;
        significand_23_q_9 <= significand_23_q_8;
        field_23_q <= field_23;
        field_23_q_1 <= field_23_q;
        field_23_q_2 <= field_23_q_1;
        field_23_q_3 <= field_23_q_2;
        field_23_q_4 <= field_23_q_3;
        field_23_q_5 <= field_23_q_4;
        field_23_q_6 <= field_23_q_5;
        field_23_q_7 <= field_23_q_6;
        negative_23_q <= negative_23;
        negative_23_q_1 <= negative_23_q;
        negative_23_q_2 <= negative_23_q_1;
        negative_23_q_3 <= negative_23_q_2;
        negative_23_q_4 <= negative_23_q_3;
        negative_23_q_5 <= negative_23_q_4;
        negative_23_q_6 <= negative_23_q_5;
        negative_23_q_7 <= negative_23_q_6;
        negative_23_q_8 <= negative_23_q_7;
        negative_23_q_9 <= negative_23_q_8;
        negative_23_q_10 <= negative_23_q_9;
        negative_23_q_11 <= negative_23_q_10;
        distance_23 <= biased_exponent - {1'b0, field_23_q_7};
        either_q_78 <= (|distance_23[8:4]) | (distance_23[3] & (|distance_23[2:0]));
        distance_23_q <= distance_23[3:0];
        chosen_q_54 <= distance_23_q[3]
            ? (distance_23_q[2]
            ? {9'b0, |significand_23_q_9}
            : {8'b0, {significand_23_q_9[9], |significand_23_q_9[8:0]}})
            : (distance_23_q[2]
            ? {4'b0, {significand_23_q_9[9:5], |significand_23_q_9[4:0]}}
            : significand_23_q_9);
        distance_23_q_1 <= distance_23_q[1:0];
        either_q_79 <= either_q_78;
        near_23 <= either_q_79
            ? 10'h0
            : (distance_23_q_1[1]
            ? (distance_23_q_1[0]
            ? {3'b0, {chosen_q_54[9:4], |chosen_q_54[3:0]}}
            : {2'b0, {chosen_q_54[9:3], |chosen_q_54[2:0]}})
            : (distance_23_q_1[0] ? {1'b0, {chosen_q_54[9:2], |chosen_q_54[1:0]}} : chosen_q_54));
        mantissa_23 <= ({1'b0, near_23[9:2]} ^ {9{negative_23_q_11}}) + {8'b0, (near_23[1] & (near_23[0] | near_23[2])) ^ negative_23_q_11};
        significand_24_q <= significand_24;
        significand_24_q_1 <= significand_24_q;
        significand_24_q_2 <= significand_24_q_1;
        significand_24_q_3 <= significand_24_q_2;
        significand_24_q_4 <= significand_24_q_3;
        significand_24_q_5 <= significand_24_q_4;
        significand_24_q_6 <= significand_24_q_5;
        significand_24_q_7 <= significand_24_q_6;
        significand_24_q_8 <= significand_24_q_7;
        significand_24_q_9 <= significand_24_q_8;
        field_24_q <= field_24;
        field_24_q_1 <= field_24_q;
        field_24_q_2 <= field_24_q_1;
        field_24_q_3 <= field_24_q_2;
        field_24_q_4 <= field_24_q_3;
        field_24_q_5 <= field_24_q_4;
        field_24_q_6 <= field_24_q_5;
        field_24_q_7 <= field_24_q_6;
        negative_24_q <= negative_24;
        negative_24_q_1 <= negative_24_q;
        negative_24_q_2 <= negative_24_q_1;
        negative_24_q_3 <= negative_24_q_2;
        negative_24_q_4 <= negative_24_q_3;
        negative_24_q_5 <= negative_24_q_4;
        negative_24_q_6 <= negative_24_q_5;
        negative_24_q_7 <= negative_24_q_6;
        negative_24_q_8 <= negative_24_q_7;
        negative_24_q_9 <= negative_24_q_8;
        negative_24_q_10 <= negative_24_q_9;
        negative_24_q_11 <= negative_24_q_10;
        distance_24 <= biased_exponent - {1'b0, field_24_q_7};
        either_q_80 <= (|distance_24[8:4]) | (distance_24[3] & (|distance_24[2:0]));
        distance_24_q <= distance_24[3:0];
        chosen_q_55 <= distance_24_q[3]
            ? (distance_24_q[2]
            ? {9'b0, |significand_24_q_9}
            : {8'b0, {significand_24_q_9[9], |significand_24_q_9[8:0]}})
            : (distance_24_q[2]
            ? {4'b0, {significand_24_q_9[9:5], |significand_24_q_9[4:0]}}
            : significand_24_q_9);
        distance_24_q_1 <= distance_24_q[1:0];
        either_q_81 <= either_q_80;
        near_24 <= either_q_81
            ? 10'h0
            : (distance_24_q_1[1]
            ? (distance_24_q_1[0]
            ? {3'b0, {chosen_q_55[9:4], |chosen_q_55[3:0]}}
            : {2'b0, {chosen_q_55[9:3], |chosen_q_55[2:0]}})
            : (distance_24_q_1[0] ? {1'b0, {chosen_q_55[9:2], |chosen_q_55[1:0]}} : chosen_q_55));
        mantissa_24 <= ({1'b0, near_24[9:2]} ^ {9{negative_24_q_11}}) + {8'b0, (near_24[1] & (near_24[0] | near_24[2])) ^ negative_24_q_11};
        significand_25_q <= significand_25;
        significand_25_q_1 <= significand_25_q;
        significand_25_q_2 <= significand_25_q_1;
        significand_25_q_3 <= significand_25_q_2;
        significand_25_q_4 <= significand_25_q_3;
        significand_25_q_5 <= significand_25_q_4;
        significand_25_q_6 <= significand_25_q_5;
        significand_25_q_7 <= significand_25_q_6;
        significand_25_q_8 <= significand_25_q_7;
        significand_25_q_9 <= significand_25_q_8;
        field_25_q <= field_25;
        field_25_q_1 <= field_25_q;
        field_25_q_2 <= field_25_q_1;
        field_25_q_3 <= field_25_q_2;
        field_25_q_4 <= field_25_q_3;
        field_25_q_5 <= field_25_q_4;
        field_25_q_6 <= field_25_q_5;
        field_25_q_7 <= field_25_q_6;
        negative_25_q <= negative_25;
        negative_25_q_1 <= negative_25_q;
        negative_25_q_2 <= negative_25_q_1;
        negative_25_q_3 <= negative_25_q_2;
        negative_25_q_4 <= negative_25_q_3;
        negative_25_q_5 <= negative_25_q_4;
        negative_25_q_6 <= negative_25_q_5;
        negative_25_q_7 <= negative_25_q_6;
        negative_25_q_8 <= negative_25_q_7;
        negative_25_q_9 <= negative_25_q_8;
        negative_25_q_10 <= negative_25_q_9;
        negative_25_q_11 <= negative_25_q_10;
        distance_25 <= biased_exponent - {1'b0, field_25_q_7};
        either_q_82 <= (|distance_25[8:4]) | (distance_25[3] & (|distance_25[2:0]));
        distance_25_q <= distance_25[3:0];
        chosen_q_56 <= distance_25_q[3]
            ? (distance_25_q[2]
            ? {9'b0, |significand_25_q_9}
            : {8'b0, {significand_25_q_9[9], |significand_25_q_9[8:0]}})
            : (distance_25_q[2]
            ? {4'b0, {significand_25_q_9[9:5], |significand_25_q_9[4:0]}}
            : significand_25_q_9);
        distance_25_q_1 <= distance_25_q[1:0];
        either_q_83 <= either_q_82;
        near_25 <= either_q_83
            ? 10'h0
            : (distance_25_q_1[1]
            ? (distance_25_q_1[0]
            ? {3'b0, {chosen_q_56[9:4], |chosen_q_56[3:0]}}
            : {2'b0, {chosen_q_56[9:3], |chosen_q_56[2:0]}})
            : (distance_25_q_1[0] ? {1'b0, {chosen_q_56[9:2], |chosen_q_56[1:0]}} : chosen_q_56));
        mantissa_25 <= ({1'b0, near_25[9:2]} ^ {9{negative_25_q_11}}) + {8'b0, (near_25[1] & (near_25[0] | near_25[2])) ^ negative_25_q_11};
        significand_26_q <= significand_26;
        significand_26_q_1 <= significand_26_q;
        significand_26_q_2 <= significand_26_q_1;
        significand_26_q_3 <= significand_26_q_2;
        significand_26_q_4 <= significand_26_q_3;
        significand_26_q_5 <= significand_26_q_4;
        significand_26_q_6 <= significand_26_q_5;
        significand_26_q_7 <= significand_26_q_6;
        significand_26_q_8 <= significand_26_q_7;
        significand_26_q_9 <= significand_26_q_8;
        field_26_q <= field_26;
        field_26_q_1 <= field_26_q;
        field_26_q_2 <= field_26_q_1;
        field_26_q_3 <= field_26_q_2;
        field_26_q_4 <= field_26_q_3;
        field_26_q_5 <= field_26_q_4;
        field_26_q_6 <= field_26_q_5;
        field_26_q_7 <= field_26_q_6;
        negative_26_q <= negative_26;
        negative_26_q_1 <= negative_26_q;
        negative_26_q_2 <= negative_26_q_1;
        negative_26_q_3 <= negative_26_q_2;
        negative_26_q_4 <= negative_26_q_3;
        negative_26_q_5 <= negative_26_q_4;
        negative_26_q_6 <= negative_26_q_5;
        negative_26_q_7 <= negative_26_q_6;
        negative_26_q_8 <= negative_26_q_7;
        negative_26_q_9 <= negative_26_q_8;
        negative_26_q_10 <= negative_26_q_9;
        negative_26_q_11 <= negative_26_q_10;
        distance_26 <= biased_exponent - {1'b0, field_26_q_7};
        either_q_84 <= (|distance_26[8:4]) | (distance_26[3] & (|distance_26[2:0]));
        distance_26_q <= distance_26[3:0];
        chosen_q_57 <= distance_26_q[3]
            ? (distance_26_q[2]
            ? {9'b0, |significand_26_q_9}
            : {8'b0, {significand_26_q_9[9], |significand_26_q_9[8:0]}})
            : (distance_26_q[2]
            ? {4'b0, {significand_26_q_9[9:5], |significand_26_q_9[4:0]}}
            : significand_26_q_9);
        distance_26_q_1 <= distance_26_q[1:0];
        either_q_85 <= either_q_84;
        near_26 <= either_q_85
            ? 10'h0
            : (distance_26_q_1[1]
            ? (distance_26_q_1[0]
            ? {3'b0, {chosen_q_57[9:4], |chosen_q_57[3:0]}}
            : {2'b0, {chosen_q_57[9:3], |chosen_q_57[2:0]}})
            : (distance_26_q_1[0] ? {1'b0, {chosen_q_57[9:2], |chosen_q_57[1:0]}} : chosen_q_57));
        mantissa_26 <= ({1'b0, near_26[9:2]} ^ {9{negative_26_q_11}}) + {8'b0, (near_26[1] & (near_26[0] | near_26[2])) ^ negative_26_q_11};
        significand_27_q <= significand_27;
        significand_27_q_1 <= significand_27_q;
        significand_27_q_2 <= significand_27_q_1;
        significand_27_q_3 <= significand_27_q_2;
        significand_27_q_4 <= significand_27_q_3;
        significand_27_q_5 <= significand_27_q_4;
        significand_27_q_6 <= significand_27_q_5;
        significand_27_q_7 <= significand_27_q_6;
        significand_27_q_8 <= significand_27_q_7;
        significand_27_q_9 <= significand_27_q_8;
        field_27_q <= field_27;
        field_27_q_1 <= field_27_q;
        field_27_q_2 <= field_27_q_1;
        field_27_q_3 <= field_27_q_2;
        field_27_q_4 <= field_27_q_3;
        field_27_q_5 <= field_27_q_4;
        field_27_q_6 <= field_27_q_5;
        field_27_q_7 <= field_27_q_6;
        negative_27_q <= negative_27;
        negative_27_q_1 <= negative_27_q;
        negative_27_q_2 <= negative_27_q_1;
        negative_27_q_3 <= negative_27_q_2;
        negative_27_q_4 <= negative_27_q_3;
        negative_27_q_5 <= negative_27_q_4;
        negative_27_q_6 <= negative_27_q_5;
        negative_27_q_7 <= negative_27_q_6;
        negative_27_q_8 <= negative_27_q_7;
        negative_27_q_9 <= negative_27_q_8;
        negative_27_q_10 <= negative_27_q_9;
        negative_27_q_11 <= negative_27_q_10;
        distance_27 <= biased_exponent - {1'b0, field_27_q_7};
        either_q_86 <= (|distance_27[8:4]) | (distance_27[3] & (|distance_27[2:0]));
        distance_27_q <= distance_27[3:0];
        chosen_q_58 <= distance_27_q[3]
            ? (distance_27_q[2]
            ? {9'b0, |significand_27_q_9}
            : {8'b0, {significand_27_q_9[9], |significand_27_q_9[8:0]}})
            : (distance_27_q[2]
            ? {4'b0, {significand_27_q_9[9:5], |significand_27_q_9[4:0]}}
            : significand_27_q_9);
        distance_27_q_1 <= distance_27_q[1:0];
        either_q_87 <= either_q_86;
        near_27 <= either_q_87
            ? 10'h0
            : (distance_27_q_1[1]
            ? (distance_27_q_1[0]
            ? {3'b0, {chosen_q_58[9:4], |chosen_q_58[3:0]}}
            : {2'b0, {chosen_q_58[9:3], |chosen_q_58[2:0]}})
            : (distance_27_q_1[0] ? {1'b0, {chosen_q_58[9:2], |chosen_q_58[1:0]}} : chosen_q_58));
        mantissa_27 <= ({1'b0, near_27[9:2]} ^ {9{negative_27_q_11}}) + {8'b0, (near_27[1] & (near_27[0] | near_27[2])) ^ negative_27_q_11};
        significand_28_q <= significand_28;
        significand_28_q_1 <= significand_28_q;
        significand_28_q_2 <= significand_28_q_1;
        significand_28_q_3 <= significand_28_q_2;
        significand_28_q_4 <= significand_28_q_3;
        significand_28_q_5 <= significand_28_q_4;
        significand_28_q_6 <= significand_28_q_5;
        significand_28_q_7 <= significand_28_q_6;
        significand_28_q_8 <= significand_28_q_7;
        significand_28_q_9 <= significand_28_q_8;
        field_28_q <= field_28;
        field_28_q_1 <= field_28_q;
        field_28_q_2 <= field_28_q_1;
        field_28_q_3 <= field_28_q_2;
        field_28_q_4 <= field_28_q_3;
        field_28_q_5 <= field_28_q_4;
        field_28_q_6 <= field_28_q_5;
        field_28_q_7 <= field_28_q_6;
        negative_28_q <= negative_28;
        negative_28_q_1 <= negative_28_q;
        negative_28_q_2 <= negative_28_q_1;
        negative_28_q_3 <= negative_28_q_2;
        negative_28_q_4 <= negative_28_q_3;
        negative_28_q_5 <= negative_28_q_4;
        negative_28_q_6 <= negative_28_q_5;
        negative_28_q_7 <= negative_28_q_6;
        negative_28_q_8 <= negative_28_q_7;
        negative_28_q_9 <= negative_28_q_8;
        negative_28_q_10 <= negative_28_q_9;
        negative_28_q_11 <= negative_28_q_10;
        distance_28 <= biased_exponent - {1'b0, field_28_q_7};
        either_q_88 <= (|distance_28[8:4]) | (distance_28[3] & (|distance_28[2:0]));
        distance_28_q <= distance_28[3:0];
        chosen_q_59 <= distance_28_q[3]
            ? (distance_28_q[2]
            ? {9'b0, |significand_28_q_9}
            : {8'b0, {significand_28_q_9[9], |significand_28_q_9[8:0]}})
            : (distance_28_q[2]
            ? {4'b0, {significand_28_q_9[9:5], |significand_28_q_9[4:0]}}
            : significand_28_q_9);
        distance_28_q_1 <= distance_28_q[1:0];
        either_q_89 <= either_q_88;
        near_28 <= either_q_89
            ? 10'h0
            : (distance_28_q_1[1]
            ? (distance_28_q_1[0]
            ? {3'b0, {chosen_q_59[9:4], |chosen_q_59[3:0]}}
            : {2'b0, {chosen_q_59[9:3], |chosen_q_59[2:0]}})
            : (distance_28_q_1[0] ? {1'b0, {chosen_q_59[9:2], |chosen_q_59[1:0]}} : chosen_q_59));
        mantissa_28 <= ({1'b0, near_28[9:2]} ^ {9{negative_28_q_11}}) + {8'b0, (near_28[1] & (near_28[0] | near_28[2])) ^ negative_28_q_11};
        significand_29_q <= significand_29;
        significand_29_q_1 <= significand_29_q;
        significand_29_q_2 <= significand_29_q_1;
        significand_29_q_3 <= significand_29_q_2;
        significand_29_q_4 <= significand_29_q_3;
        significand_29_q_5 <= significand_29_q_4;
        significand_29_q_6 <= significand_29_q_5;
        significand_29_q_7 <= significand_29_q_6;
        significand_29_q_8 <= significand_29_q_7;
        significand_29_q_9 <= significand_29_q_8;
        field_29_q <= field_29;
        field_29_q_1 <= field_29_q;
        field_29_q_2 <= field_29_q_1;
        field_29_q_3 <= field_29_q_2;
        field_29_q_4 <= field_29_q_3;
        field_29_q_5 <= field_29_q_4;
        field_29_q_6 <= field_29_q_5;
        field_29_q_7 <= field_29_q_6;
        negative_29_q <= negative_29;
        negative_29_q_1 <= negative_29_q;
        negative_29_q_2 <= negative_29_q_1;
        negative_29_q_3 <= negative_29_q_2;
        negative_29_q_4 <= negative_29_q_3;
        negative_29_q_5 <= negative_29_q_4;
        negative_29_q_6 <= negative_29_q_5;
        negative_29_q_7 <= negative_29_q_6;
        negative_29_q_8 <= negative_29_q_7;
        negative_29_q_9 <= negative_29_q_8;
        negative_29_q_10 <= negative_29_q_9;
        negative_29_q_11 <= negative_29_q_10;
        distance_29 <= biased_exponent - {1'b0, field_29_q_7};
        either_q_90 <= (|distance_29[8:4]) | (distance_29[3] & (|distance_29[2:0]));
        distance_29_q <= distance_29[3:0];
        chosen_q_60 <= distance_29_q[3]
            ? (distance_29_q[2]
            ? {9'b0, |significand_29_q_9}
            : {8'b0, {significand_29_q_9[9], |significand_29_q_9[8:0]}})
            : (distance_29_q[2]
            ? {4'b0, {significand_29_q_9[9:5], |significand_29_q_9[4:0]}}
            : significand_29_q_9);
        distance_29_q_1 <= distance_29_q[1:0];
        either_q_91 <= either_q_90;
        near_29 <= either_q_91
            ? 10'h0
            : (distance_29_q_1[1]
            ? (distance_29_q_1[0]
            ? {3'b0, {chosen_q_60[9:4], |chosen_q_60[3:0]}}
            : {2'b0, {chosen_q_60[9:3], |chosen_q_60[2:0]}})
            : (distance_29_q_1[0] ? {1'b0, {chosen_q_60[9:2], |chosen_q_60[1:0]}} : chosen_q_60));
        mantissa_29 <= ({1'b0, near_29[9:2]} ^ {9{negative_29_q_11}}) + {8'b0, (near_29[1] & (near_29[0] | near_29[2])) ^ negative_29_q_11};
        significand_30_q <= significand_30;
        significand_30_q_1 <= significand_30_q;
        significand_30_q_2 <= significand_30_q_1;
        significand_30_q_3 <= significand_30_q_2;
        significand_30_q_4 <= significand_30_q_3;
        significand_30_q_5 <= significand_30_q_4;
        significand_30_q_6 <= significand_30_q_5;
        significand_30_q_7 <= significand_30_q_6;
        significand_30_q_8 <= significand_30_q_7;
        significand_30_q_9 <= significand_30_q_8;
        field_30_q <= field_30;
        field_30_q_1 <= field_30_q;
        field_30_q_2 <= field_30_q_1;
        field_30_q_3 <= field_30_q_2;
        field_30_q_4 <= field_30_q_3;
        field_30_q_5 <= field_30_q_4;
        field_30_q_6 <= field_30_q_5;
        field_30_q_7 <= field_30_q_6;
        negative_30_q <= negative_30;
        negative_30_q_1 <= negative_30_q;
        negative_30_q_2 <= negative_30_q_1;
        negative_30_q_3 <= negative_30_q_2;
        negative_30_q_4 <= negative_30_q_3;
        negative_30_q_5 <= negative_30_q_4;
        negative_30_q_6 <= negative_30_q_5;
        negative_30_q_7 <= negative_30_q_6;
        negative_30_q_8 <= negative_30_q_7;
        negative_30_q_9 <= negative_30_q_8;
        negative_30_q_10 <= negative_30_q_9;
        negative_30_q_11 <= negative_30_q_10;
        distance_30 <= biased_exponent - {1'b0, field_30_q_7};
        either_q_92 <= (|distance_30[8:4]) | (distance_30[3] & (|distance_30[2:0]));
        distance_30_q <= distance_30[3:0];
        chosen_q_61 <= distance_30_q[3]
            ? (distance_30_q[2]
            ? {9'b0, |significand_30_q_9}
            : {8'b0, {significand_30_q_9[9], |significand_30_q_9[8:0]}})
            : (distance_30_q[2]
            ? {4'b0, {significand_30_q_9[9:5], |significand_30_q_9[4:0]}}
            : significand_30_q_9);
        distance_30_q_1 <= distance_30_q[1:0];
        either_q_93 <= either_q_92;
        near_30 <= either_q_93
            ? 10'h0
            : (distance_30_q_1[1]
            ? (distance_30_q_1[0]
            ? {3'b0, {chosen_q_61[9:4], |chosen_q_61[3:0]}}
            : {2'b0, {chosen_q_61[9:3], |chosen_q_61[2:0]}})
            : (distance_30_q_1[0] ? {1'b0, {chosen_q_61[9:2], |chosen_q_61[1:0]}} : chosen_q_61));
        mantissa_30 <= ({1'b0, near_30[9:2]} ^ {9{negative_30_q_11}}) + {8'b0, (near_30[1] & (near_30[0] | near_30[2])) ^ negative_30_q_11};
        significand_31_q <= significand_31;
        significand_31_q_1 <= significand_31_q;
        significand_31_q_2 <= significand_31_q_1;
        significand_31_q_3 <= significand_31_q_2;
        significand_31_q_4 <= significand_31_q_3;
        significand_31_q_5 <= significand_31_q_4;
        significand_31_q_6 <= significand_31_q_5;
        significand_31_q_7 <= significand_31_q_6;
        significand_31_q_8 <= significand_31_q_7;
        significand_31_q_9 <= significand_31_q_8;
        field_31_q <= field_31;
        field_31_q_1 <= field_31_q;
        field_31_q_2 <= field_31_q_1;
        field_31_q_3 <= field_31_q_2;
        field_31_q_4 <= field_31_q_3;
        field_31_q_5 <= field_31_q_4;
        field_31_q_6 <= field_31_q_5;
        field_31_q_7 <= field_31_q_6;
        negative_31_q <= negative_31;
        negative_31_q_1 <= negative_31_q;
        negative_31_q_2 <= negative_31_q_1;
        negative_31_q_3 <= negative_31_q_2;
        negative_31_q_4 <= negative_31_q_3;
        negative_31_q_5 <= negative_31_q_4;
        negative_31_q_6 <= negative_31_q_5;
        negative_31_q_7 <= negative_31_q_6;
        negative_31_q_8 <= negative_31_q_7;
        negative_31_q_9 <= negative_31_q_8;
        negative_31_q_10 <= negative_31_q_9;
        negative_31_q_11 <= negative_31_q_10;
        distance_31 <= biased_exponent - {1'b0, field_31_q_7};
        either_q_94 <= (|distance_31[8:4]) | (distance_31[3] & (|distance_31[2:0]));
        distance_31_q <= distance_31[3:0];
        chosen_q_62 <= distance_31_q[3]
            ? (distance_31_q[2]
            ? {9'b0, |significand_31_q_9}
            : {8'b0, {significand_31_q_9[9], |significand_31_q_9[8:0]}})
            : (distance_31_q[2]
            ? {4'b0, {significand_31_q_9[9:5], |significand_31_q_9[4:0]}}
            : significand_31_q_9);
        distance_31_q_1 <= distance_31_q[1:0];
        either_q_95 <= either_q_94;
        near_31 <= either_q_95
            ? 10'h0
            : (distance_31_q_1[1]
            ? (distance_31_q_1[0]
            ? {3'b0, {chosen_q_62[9:4], |chosen_q_62[3:0]}}
            : {2'b0, {chosen_q_62[9:3], |chosen_q_62[2:0]}})
            : (distance_31_q_1[0] ? {1'b0, {chosen_q_62[9:2], |chosen_q_62[1:0]}} : chosen_q_62));
        mantissa_31 <= ({1'b0, near_31[9:2]} ^ {9{negative_31_q_11}}) + {8'b0, (near_31[1] & (near_31[0] | near_31[2])) ^ negative_31_q_11};
        sum_q <= {{1{mantissa_0[8]}}, mantissa_0} + {{1{mantissa_1[8]}}, mantissa_1};
        sum_q_1 <= {{1{mantissa_2[8]}}, mantissa_2} + {{1{mantissa_3[8]}}, mantissa_3};
        sum_q_2 <= {{1{mantissa_4[8]}}, mantissa_4} + {{1{mantissa_5[8]}}, mantissa_5};
        sum_q_3 <= {{1{mantissa_6[8]}}, mantissa_6} + {{1{mantissa_7[8]}}, mantissa_7};
        sum_q_4 <= {{1{mantissa_8[8]}}, mantissa_8} + {{1{mantissa_9[8]}}, mantissa_9};
        sum_q_5 <= {{1{mantissa_10[8]}}, mantissa_10} + {{1{mantissa_11[8]}}, mantissa_11};
        sum_q_6 <= {{1{mantissa_12[8]}}, mantissa_12} + {{1{mantissa_13[8]}}, mantissa_13};
        sum_q_7 <= {{1{mantissa_14[8]}}, mantissa_14} + {{1{mantissa_15[8]}}, mantissa_15};
        sum_q_8 <= {{1{mantissa_16[8]}}, mantissa_16} + {{1{mantissa_17[8]}}, mantissa_17};
        sum_q_9 <= {{1{mantissa_18[8]}}, mantissa_18} + {{1{mantissa_19[8]}}, mantissa_19};
        sum_q_10 <= {{1{mantissa_20[8]}}, mantissa_20} + {{1{mantissa_21[8]}}, mantissa_21};
        sum_q_11 <= {{1{mantissa_22[8]}}, mantissa_22} + {{1{mantissa_23[8]}}, mantissa_23};
        sum_q_12 <= {{1{mantissa_24[8]}}, mantissa_24} + {{1{mantissa_25[8]}}, mantissa_25};
        sum_q_13 <= {{1{mantissa_26[8]}}, mantissa_26} + {{1{mantissa_27[8]}}, mantissa_27};
        sum_q_14 <= {{1{mantissa_28[8]}}, mantissa_28} + {{1{mantissa_29[8]}}, mantissa_29};
        sum_q_15 <= {{1{mantissa_30[8]}}, mantissa_30} + {{1{mantissa_31[8]}}, mantissa_31};
        sum_q_16 <= {{1{sum_q[9]}}, sum_q} + {{1{sum_q_1[9]}}, sum_q_1};
        sum_q_17 <= {{1{sum_q_2[9]}}, sum_q_2} + {{1{sum_q_3[9]}}, sum_q_3};
        sum_q_18 <= {{1{sum_q_4[9]}}, sum_q_4} + {{1{sum_q_5[9]}}, sum_q_5};
        sum_q_19 <= {{1{sum_q_6[9]}}, sum_q_6} + {{1{sum_q_7[9]}}, sum_q_7};
        sum_q_20 <= {{1{sum_q_8[9]}}, sum_q_8} + {{1{sum_q_9[9]}}, sum_q_9};
        sum_q_21 <= {{1{sum_q_10[9]}}, sum_q_10} + {{1{sum_q_11[9]}}, sum_q_11};
        sum_q_22 <= {{1{sum_q_12[9]}}, sum_q_12} + {{1{sum_q_13[9]}}, sum_q_13};
        sum_q_23 <= {{1{sum_q_14[9]}}, sum_q_14} + {{1{sum_q_15[9]}}, sum_q_15};
        sum_q_24 <= {{1{sum_q_16[10]}}, sum_q_16} + {{1{sum_q_17[10]}}, sum_q_17};
        sum_q_25 <= {{1{sum_q_18[10]}}, sum_q_18} + {{1{sum_q_19[10]}}, sum_q_19};
        sum_q_26 <= {{1{sum_q_20[10]}}, sum_q_20} + {{1{sum_q_21[10]}}, sum_q_21};
        sum_q_27 <= {{1{sum_q_22[10]}}, sum_q_22} + {{1{sum_q_23[10]}}, sum_q_23};
        sum_q_28 <= {{1{sum_q_24[11]}}, sum_q_24} + {{1{sum_q_25[11]}}, sum_q_25};
        sum_q_29 <= {{1{sum_q_26[11]}}, sum_q_26} + {{1{sum_q_27[11]}}, sum_q_27};
        sum_q_30 <= {{1{sum_q_28[12]}}, sum_q_28} + {{1{sum_q_29[12]}}, sum_q_29};
        nonzero_q_2 <= nonzero_q_1;
        nonzero_q_3 <= nonzero_q_2;
        nonzero_q_4 <= nonzero_q_3;
        nonzero_q_5 <= nonzero_q_4;
        nonzero_q_6 <= nonzero_q_5;
        nonzero_q_7 <= nonzero_q_6;
        chosen_q_63 <= nonzero_q_7 ? (biased_exponent[7:0] - 8'd134) : 8'd0;
        chosen_q_64 <= chosen_q_63;
        chosen_q_65 <= chosen_q_64;
        chosen_q_66 <= chosen_q_65;
        chosen_q_67 <= chosen_q_66;
        chosen_q_68 <= chosen_q_67;
        chosen_q_69 <= chosen_q_68;
        chosen_q_70 <= chosen_q_69;
        chosen_q_71 <= chosen_q_70;
        chosen_q_72 <= chosen_q_71;
        joined_q_32 <= {mantissa_31, mantissa_30, mantissa_29, mantissa_28, mantissa_27, mantissa_26, mantissa_25, mantissa_24,
        mantissa_23, mantissa_22, mantissa_21, mantissa_20, mantissa_19, mantissa_18, mantissa_17, mantissa_16,
        mantissa_15, mantissa_14, mantissa_13, mantissa_12, mantissa_11, mantissa_10, mantissa_9, mantissa_8,
        mantissa_7, mantissa_6, mantissa_5, mantissa_4, mantissa_3, mantissa_2, mantissa_1, mantissa_0};
        joined_q_33 <= joined_q_32;
        joined_q_34 <= joined_q_33;
        joined_q_35 <= joined_q_34;
        joined_q_36 <= joined_q_35;
        nonzero_q_8 <= nonzero_q;
        nonzero_q_9 <= nonzero_q_8;
        nonzero_q_10 <= nonzero_q_9;
        nonzero_q_11 <= nonzero_q_10;
        nonzero_q_12 <= nonzero_q_11;
        nonzero_q_13 <= nonzero_q_12;
        nonzero_q_14 <= nonzero_q_13;
        nonzero_q_15 <= nonzero_q_14;
        nonzero_q_16 <= nonzero_q_15;
        nonzero_q_17 <= nonzero_q_16;
        nonzero_q_18 <= nonzero_q_17;
        nonzero_q_19 <= nonzero_q_18;
        nonzero_q_20 <= nonzero_q_19;
        nonzero_q_21 <= nonzero_q_20;
        nonzero_q_22 <= nonzero_q_21;
        nonzero_q_23 <= nonzero_q_22;
        values_valid_q <= values_valid;
        values_valid_q_1 <= values_valid_q;
        values_valid_q_2 <= values_valid_q_1;
        values_valid_q_3 <= values_valid_q_2;
        values_valid_q_4 <= values_valid_q_3;
        values_valid_q_5 <= values_valid_q_4;
        values_valid_q_6 <= values_valid_q_5;
        values_valid_q_7 <= values_valid_q_6;
        values_valid_q_8 <= values_valid_q_7;
        values_valid_q_9 <= values_valid_q_8;
        values_valid_q_10 <= values_valid_q_9;
        values_valid_q_11 <= values_valid_q_10;
        values_valid_q_12 <= values_valid_q_11;
        values_valid_q_13 <= values_valid_q_12;
        values_valid_q_14 <= values_valid_q_13;
        values_valid_q_15 <= values_valid_q_14;
        values_valid_q_16 <= values_valid_q_15;
        values_valid_q_17 <= values_valid_q_16;
        values_valid_q_18 <= values_valid_q_17;
    end
endmodule

module harmonia_pair_fresh (
    input wire clock,
    input wire enable,
    input wire [287:0] mantissas,
    input wire [7:0] exponent,
    input wire block_valid,
    output wire [383:0] beat,
    output wire beat_valid
);
    // Two value blocks to two beats of digits.
    reg enable_q = 1'd0;
    wire both;
    reg odd = 1'd0;
    wire [295:0] joined;
    reg [295:0] even_block = 296'h0;
    wire both_1;
    reg [295:0] odd_block = 296'h0;
    reg both_q = 1'd0;
    reg both_q_1 = 1'd0;
    wire [4:0] chosen;
    wire [4:0] chosen_1;
    wire [4:0] chosen_2;
    wire [4:0] chosen_3;
    wire [4:0] chosen_4;
    wire [4:0] chosen_5;
    wire [4:0] chosen_6;
    wire [4:0] chosen_7;
    wire [4:0] chosen_8;
    wire [4:0] chosen_9;
    wire [4:0] chosen_10;
    wire [4:0] chosen_11;
    wire [4:0] chosen_12;
    wire [4:0] chosen_13;
    wire [4:0] chosen_14;
    wire [4:0] chosen_15;
    wire [4:0] chosen_16;
    wire [4:0] chosen_17;
    wire [4:0] chosen_18;
    wire [4:0] chosen_19;
    wire [4:0] chosen_20;
    wire [4:0] chosen_21;
    wire [4:0] chosen_22;
    wire [4:0] chosen_23;
    wire [4:0] chosen_24;
    wire [4:0] chosen_25;
    wire [4:0] chosen_26;
    wire [4:0] chosen_27;
    wire [4:0] chosen_28;
    wire [4:0] chosen_29;
    wire [4:0] chosen_30;
    wire [4:0] chosen_31;
    wire [4:0] chosen_32;
    wire [4:0] chosen_33;
    wire [4:0] chosen_34;
    wire [4:0] chosen_35;
    wire [4:0] chosen_36;
    wire [4:0] chosen_37;
    wire [4:0] chosen_38;
    wire [4:0] chosen_39;
    wire [4:0] chosen_40;
    wire [4:0] chosen_41;
    wire [4:0] chosen_42;
    wire [4:0] chosen_43;
    wire [4:0] chosen_44;
    wire [4:0] chosen_45;
    wire [4:0] chosen_46;
    wire [4:0] chosen_47;
    wire [4:0] chosen_48;
    wire [4:0] chosen_49;
    wire [4:0] chosen_50;
    wire [4:0] chosen_51;
    wire [4:0] chosen_52;
    wire [4:0] chosen_53;
    wire [4:0] chosen_54;
    wire [4:0] chosen_55;
    wire [4:0] chosen_56;
    wire [4:0] chosen_57;
    wire [4:0] chosen_58;
    wire [4:0] chosen_59;
    wire [4:0] chosen_60;
    wire [4:0] chosen_61;
    wire [4:0] chosen_62;
    wire [4:0] chosen_63;
    reg [383:0] joined_q;
    reg either_q = 1'd0;
    assign both = enable_q & block_valid;
    assign joined = {exponent, mantissas};
    assign both_1 = both & odd;
    assign chosen = both_q_1 ? {{1{even_block[3]}}, even_block[3:0]} : (even_block[8:4] + {4'b0, even_block[3]});
    assign chosen_1 = both_q_1
        ? {{1{even_block[12]}}, even_block[12:9]}
        : (even_block[17:13] + {4'b0, even_block[12]});
    assign chosen_2 = both_q_1
        ? {{1{even_block[21]}}, even_block[21:18]}
        : (even_block[26:22] + {4'b0, even_block[21]});
    assign chosen_3 = both_q_1
        ? {{1{even_block[30]}}, even_block[30:27]}
        : (even_block[35:31] + {4'b0, even_block[30]});
    assign chosen_4 = both_q_1
        ? {{1{even_block[39]}}, even_block[39:36]}
        : (even_block[44:40] + {4'b0, even_block[39]});
    assign chosen_5 = both_q_1
        ? {{1{even_block[48]}}, even_block[48:45]}
        : (even_block[53:49] + {4'b0, even_block[48]});
    assign chosen_6 = both_q_1
        ? {{1{even_block[57]}}, even_block[57:54]}
        : (even_block[62:58] + {4'b0, even_block[57]});
    assign chosen_7 = both_q_1
        ? {{1{even_block[66]}}, even_block[66:63]}
        : (even_block[71:67] + {4'b0, even_block[66]});
    assign chosen_8 = both_q_1
        ? {{1{even_block[75]}}, even_block[75:72]}
        : (even_block[80:76] + {4'b0, even_block[75]});
    assign chosen_9 = both_q_1
        ? {{1{even_block[84]}}, even_block[84:81]}
        : (even_block[89:85] + {4'b0, even_block[84]});
    assign chosen_10 = both_q_1
        ? {{1{even_block[93]}}, even_block[93:90]}
        : (even_block[98:94] + {4'b0, even_block[93]});
    assign chosen_11 = both_q_1
        ? {{1{even_block[102]}}, even_block[102:99]}
        : (even_block[107:103] + {4'b0, even_block[102]});
    assign chosen_12 = both_q_1
        ? {{1{even_block[111]}}, even_block[111:108]}
        : (even_block[116:112] + {4'b0, even_block[111]});
    assign chosen_13 = both_q_1
        ? {{1{even_block[120]}}, even_block[120:117]}
        : (even_block[125:121] + {4'b0, even_block[120]});
    assign chosen_14 = both_q_1
        ? {{1{even_block[129]}}, even_block[129:126]}
        : (even_block[134:130] + {4'b0, even_block[129]});
    assign chosen_15 = both_q_1
        ? {{1{even_block[138]}}, even_block[138:135]}
        : (even_block[143:139] + {4'b0, even_block[138]});
    assign chosen_16 = both_q_1
        ? {{1{even_block[147]}}, even_block[147:144]}
        : (even_block[152:148] + {4'b0, even_block[147]});
    assign chosen_17 = both_q_1
        ? {{1{even_block[156]}}, even_block[156:153]}
        : (even_block[161:157] + {4'b0, even_block[156]});
    assign chosen_18 = both_q_1
        ? {{1{even_block[165]}}, even_block[165:162]}
        : (even_block[170:166] + {4'b0, even_block[165]});
    assign chosen_19 = both_q_1
        ? {{1{even_block[174]}}, even_block[174:171]}
        : (even_block[179:175] + {4'b0, even_block[174]});
    assign chosen_20 = both_q_1
        ? {{1{even_block[183]}}, even_block[183:180]}
        : (even_block[188:184] + {4'b0, even_block[183]});
    assign chosen_21 = both_q_1
        ? {{1{even_block[192]}}, even_block[192:189]}
        : (even_block[197:193] + {4'b0, even_block[192]});
    assign chosen_22 = both_q_1
        ? {{1{even_block[201]}}, even_block[201:198]}
        : (even_block[206:202] + {4'b0, even_block[201]});
    assign chosen_23 = both_q_1
        ? {{1{even_block[210]}}, even_block[210:207]}
        : (even_block[215:211] + {4'b0, even_block[210]});
    assign chosen_24 = both_q_1
        ? {{1{even_block[219]}}, even_block[219:216]}
        : (even_block[224:220] + {4'b0, even_block[219]});
    assign chosen_25 = both_q_1
        ? {{1{even_block[228]}}, even_block[228:225]}
        : (even_block[233:229] + {4'b0, even_block[228]});
    assign chosen_26 = both_q_1
        ? {{1{even_block[237]}}, even_block[237:234]}
        : (even_block[242:238] + {4'b0, even_block[237]});
    assign chosen_27 = both_q_1
        ? {{1{even_block[246]}}, even_block[246:243]}
        : (even_block[251:247] + {4'b0, even_block[246]});
    assign chosen_28 = both_q_1
        ? {{1{even_block[255]}}, even_block[255:252]}
        : (even_block[260:256] + {4'b0, even_block[255]});
    assign chosen_29 = both_q_1
        ? {{1{even_block[264]}}, even_block[264:261]}
        : (even_block[269:265] + {4'b0, even_block[264]});
    assign chosen_30 = both_q_1
        ? {{1{even_block[273]}}, even_block[273:270]}
        : (even_block[278:274] + {4'b0, even_block[273]});
    assign chosen_31 = both_q_1
        ? {{1{even_block[282]}}, even_block[282:279]}
        : (even_block[287:283] + {4'b0, even_block[282]});
    assign chosen_32 = both_q_1 ? {{1{odd_block[3]}}, odd_block[3:0]} : (odd_block[8:4] + {4'b0, odd_block[3]});
    assign chosen_33 = both_q_1 ? {{1{odd_block[12]}}, odd_block[12:9]} : (odd_block[17:13] + {4'b0, odd_block[12]});
    assign chosen_34 = both_q_1 ? {{1{odd_block[21]}}, odd_block[21:18]} : (odd_block[26:22] + {4'b0, odd_block[21]});
    assign chosen_35 = both_q_1 ? {{1{odd_block[30]}}, odd_block[30:27]} : (odd_block[35:31] + {4'b0, odd_block[30]});
    assign chosen_36 = both_q_1 ? {{1{odd_block[39]}}, odd_block[39:36]} : (odd_block[44:40] + {4'b0, odd_block[39]});
    assign chosen_37 = both_q_1 ? {{1{odd_block[48]}}, odd_block[48:45]} : (odd_block[53:49] + {4'b0, odd_block[48]});
    assign chosen_38 = both_q_1 ? {{1{odd_block[57]}}, odd_block[57:54]} : (odd_block[62:58] + {4'b0, odd_block[57]});
    assign chosen_39 = both_q_1 ? {{1{odd_block[66]}}, odd_block[66:63]} : (odd_block[71:67] + {4'b0, odd_block[66]});
    assign chosen_40 = both_q_1 ? {{1{odd_block[75]}}, odd_block[75:72]} : (odd_block[80:76] + {4'b0, odd_block[75]});
    assign chosen_41 = both_q_1 ? {{1{odd_block[84]}}, odd_block[84:81]} : (odd_block[89:85] + {4'b0, odd_block[84]});
    assign chosen_42 = both_q_1 ? {{1{odd_block[93]}}, odd_block[93:90]} : (odd_block[98:94] + {4'b0, odd_block[93]});
    assign chosen_43 = both_q_1
        ? {{1{odd_block[102]}}, odd_block[102:99]}
        : (odd_block[107:103] + {4'b0, odd_block[102]});
    assign chosen_44 = both_q_1
        ? {{1{odd_block[111]}}, odd_block[111:108]}
        : (odd_block[116:112] + {4'b0, odd_block[111]});
    assign chosen_45 = both_q_1
        ? {{1{odd_block[120]}}, odd_block[120:117]}
        : (odd_block[125:121] + {4'b0, odd_block[120]});
    assign chosen_46 = both_q_1
        ? {{1{odd_block[129]}}, odd_block[129:126]}
        : (odd_block[134:130] + {4'b0, odd_block[129]});
    assign chosen_47 = both_q_1
        ? {{1{odd_block[138]}}, odd_block[138:135]}
        : (odd_block[143:139] + {4'b0, odd_block[138]});
    assign chosen_48 = both_q_1
        ? {{1{odd_block[147]}}, odd_block[147:144]}
        : (odd_block[152:148] + {4'b0, odd_block[147]});
    assign chosen_49 = both_q_1
        ? {{1{odd_block[156]}}, odd_block[156:153]}
        : (odd_block[161:157] + {4'b0, odd_block[156]});
    assign chosen_50 = both_q_1
        ? {{1{odd_block[165]}}, odd_block[165:162]}
        : (odd_block[170:166] + {4'b0, odd_block[165]});
    assign chosen_51 = both_q_1
        ? {{1{odd_block[174]}}, odd_block[174:171]}
        : (odd_block[179:175] + {4'b0, odd_block[174]});
    assign chosen_52 = both_q_1
        ? {{1{odd_block[183]}}, odd_block[183:180]}
        : (odd_block[188:184] + {4'b0, odd_block[183]});
    assign chosen_53 = both_q_1
        ? {{1{odd_block[192]}}, odd_block[192:189]}
        : (odd_block[197:193] + {4'b0, odd_block[192]});
    assign chosen_54 = both_q_1
        ? {{1{odd_block[201]}}, odd_block[201:198]}
        : (odd_block[206:202] + {4'b0, odd_block[201]});
    assign chosen_55 = both_q_1
        ? {{1{odd_block[210]}}, odd_block[210:207]}
        : (odd_block[215:211] + {4'b0, odd_block[210]});
    assign chosen_56 = both_q_1
        ? {{1{odd_block[219]}}, odd_block[219:216]}
        : (odd_block[224:220] + {4'b0, odd_block[219]});
    assign chosen_57 = both_q_1
        ? {{1{odd_block[228]}}, odd_block[228:225]}
        : (odd_block[233:229] + {4'b0, odd_block[228]});
    assign chosen_58 = both_q_1
        ? {{1{odd_block[237]}}, odd_block[237:234]}
        : (odd_block[242:238] + {4'b0, odd_block[237]});
    assign chosen_59 = both_q_1
        ? {{1{odd_block[246]}}, odd_block[246:243]}
        : (odd_block[251:247] + {4'b0, odd_block[246]});
    assign chosen_60 = both_q_1
        ? {{1{odd_block[255]}}, odd_block[255:252]}
        : (odd_block[260:256] + {4'b0, odd_block[255]});
    assign chosen_61 = both_q_1
        ? {{1{odd_block[264]}}, odd_block[264:261]}
        : (odd_block[269:265] + {4'b0, odd_block[264]});
    assign chosen_62 = both_q_1
        ? {{1{odd_block[273]}}, odd_block[273:270]}
        : (odd_block[278:274] + {4'b0, odd_block[273]});
    assign chosen_63 = both_q_1
        ? {{1{odd_block[282]}}, odd_block[282:279]}
        : (odd_block[287:283] + {4'b0, odd_block[282]});
    assign beat = joined_q;
    assign beat_valid = either_q;
    always @(posedge clock) begin
        enable_q <= enable;
        odd <= odd ^ both;
        if (both & (~odd)) even_block <= joined;
        if (both_1) odd_block <= joined;
        both_q <= both_1;
        both_q_1 <= both_q;
        joined_q <= {{chosen_63[4], chosen_62[4], chosen_61[4], chosen_60[4], chosen_59[4], chosen_58[4], chosen_57[4], chosen_56[4],
        chosen_55[4], chosen_54[4], chosen_53[4], chosen_52[4], chosen_51[4], chosen_50[4], chosen_49[4], chosen_48[4],
        chosen_47[4], chosen_46[4], chosen_45[4], chosen_44[4], chosen_43[4], chosen_42[4], chosen_41[4], chosen_40[4],
        chosen_39[4], chosen_38[4], chosen_37[4], chosen_36[4], chosen_35[4], chosen_34[4], chosen_33[4], chosen_32[4],
        chosen_31[4], chosen_30[4], chosen_29[4], chosen_28[4], chosen_27[4], chosen_26[4], chosen_25[4], chosen_24[4],
        chosen_23[4], chosen_22[4], chosen_21[4], chosen_20[4], chosen_19[4], chosen_18[4], chosen_17[4], chosen_16[4],
        chosen_15[4], chosen_14[4], chosen_13[4], chosen_12[4], chosen_11[4], chosen_10[4], chosen_9[4], chosen_8[4],
        chosen_7[4], chosen_6[4], chosen_5[4], chosen_4[4], chosen_3[4], chosen_2[4], chosen_1[4], chosen[4]}, 32'h0, {8'b0, odd_block[295:288]}, {8'b0, even_block[295:288]}, {chosen_63[3:0], chosen_62[3:0], chosen_61[3:0], chosen_60[3:0], chosen_59[3:0], chosen_58[3:0], chosen_57[3:0], chosen_56[3:0],
        chosen_55[3:0], chosen_54[3:0], chosen_53[3:0], chosen_52[3:0], chosen_51[3:0], chosen_50[3:0], chosen_49[3:0], chosen_48[3:0],
        chosen_47[3:0], chosen_46[3:0], chosen_45[3:0], chosen_44[3:0], chosen_43[3:0], chosen_42[3:0], chosen_41[3:0], chosen_40[3:0],
        chosen_39[3:0], chosen_38[3:0], chosen_37[3:0], chosen_36[3:0], chosen_35[3:0], chosen_34[3:0], chosen_33[3:0], chosen_32[3:0],
        chosen_31[3:0], chosen_30[3:0], chosen_29[3:0], chosen_28[3:0], chosen_27[3:0], chosen_26[3:0], chosen_25[3:0], chosen_24[3:0],
        chosen_23[3:0], chosen_22[3:0], chosen_21[3:0], chosen_20[3:0], chosen_19[3:0], chosen_18[3:0], chosen_17[3:0], chosen_16[3:0],
        chosen_15[3:0], chosen_14[3:0], chosen_13[3:0], chosen_12[3:0], chosen_11[3:0], chosen_10[3:0], chosen_9[3:0], chosen_8[3:0],
        chosen_7[3:0], chosen_6[3:0], chosen_5[3:0], chosen_4[3:0], chosen_3[3:0], chosen_2[3:0], chosen_1[3:0], chosen[3:0]}};
        either_q <= both_q | both_q_1;
    end
endmodule

module harmonia_pair_ingest (
    input wire clock,
    input wire start_store,
    input wire start_attend,
    input wire [8:0] size,
    input wire [3:0] rotation,
    input wire [1:0] last_query,
    input wire [23:0] region,
    input wire [15:0] vectors_data,
    input wire vectors_valid,
    input wire [63:0] word,
    input wire word_valid,
    input wire request_ready,
    input wire rotate_ready,
    input wire elements_wants,
    input wire elements_ready,
    input wire elements_idle,
    input wire collected,
    output wire vectors_ready,
    output wire word_ready,
    output wire request_valid,
    output wire [23:0] request_address,
    output wire [7:0] request_length,
    output wire [15:0] value,
    output wire rotate_valid,
    output wire [15:0] offset,
    output wire [2:0] halvings,
    output wire elements_valid,
    output wire idle
);
    // Vectors to rotation and memory.
    reg [2:0] mode = 3'd0;
    wire equal;
    wire equal_1;
    wire equal_2;
    reg [63:0] offsets = 64'h0;
    reg [1:0] offset_lane = 2'd0;
    reg offsets_here = 1'd0;
    reg word_ready_1 = 1'd0;
    wire both;
    reg for_rotate = 1'd0;
    reg for_elements = 1'd0;
    wire room;
    wire both_1;
    wire both_2;
    reg [15:0] first = 16'h0;
    reg [15:0] second = 16'h0;
    reg holds_one = 1'd0;
    reg holds_two = 1'd0;
    wire inverse;
    wire either;
    wire either_1;
    wire rotates;
    reg [15:0] value_1 = 16'h0;
    wire both_3;
    reg [8:0] values_left = 9'h0;
    wire equal_3;
    wire vector_done;
    wire either_2;
    reg [1:0] queries_left = 2'd0;
    wire nonzero;
    wire both_4;
    wire both_5;
    wire [2:0] chosen;
    reg asks = 1'd0;
    wire [9:0] sum;
    reg [7:0] sum_q;
    reg [15:0] offset_1 = 16'h0;
    reg for_key = 1'd0;
    wire [4:0] sum_1;
    reg [2:0] sum_q_1;
    wire unused;
    assign equal = mode == 3'd2;
    assign equal_1 = mode == 3'd3;
    assign equal_2 = mode == 3'd4;
    assign both = word_ready_1 & word_valid;
    assign room = ~(for_rotate | for_elements);
    assign both_1 = room & (equal_2 | (equal & offsets_here));
    assign both_2 = (room & ((mode == 3'd0) | equal_1)) & elements_wants;
    assign inverse = ~holds_two;
    assign either = (~holds_one) | (both_1 | both_2);
    assign either_1 = holds_two | (vectors_valid & inverse);
    assign rotates = both_1 & holds_one;
    assign both_3 = rotates & equal;
    assign equal_3 = values_left == 9'h1;
    assign vector_done = rotates & equal_3;
    assign either_2 = start_store | start_attend;
    assign nonzero = |queries_left;
    assign both_4 = (mode == 3'd5) & collected;
    assign both_5 = both_4 & nonzero;
    assign chosen = both_4
        ? (nonzero ? 3'd4 : 3'd0)
        : ((equal_2 & vector_done)
        ? 3'd5
        : ((equal_1 & elements_idle)
        ? 3'd0
        : ((equal & vector_done)
        ? 3'd3
        : (((mode == 3'd1) & request_ready) ? 3'd2 : (start_attend ? 3'd4 : (start_store ? 3'd1 : mode))))));
    assign sum = {1'b0, size} + 10'h3;
    assign sum_1 = {1'b0, rotation} + {4'b0, for_key};
    assign vectors_ready = inverse;
    assign word_ready = word_ready_1;
    assign request_valid = asks;
    assign request_address = region;
    assign request_length = sum_q;
    assign value = value_1;
    assign rotate_valid = for_rotate;
    assign offset = offset_1;
    assign halvings = sum_q_1;
    assign elements_valid = for_elements;
    assign idle = mode == 3'd0;
    assign unused = &{1'b0, sum, sum_1};
    always @(posedge clock) begin
        mode <= chosen;
        offsets <= both ? word : (both_3 ? {16'b0, offsets[63:16]} : offsets);
        offset_lane <= both ? 2'd0 : (both_3 ? (offset_lane + 2'd1) : offset_lane);
        offsets_here <= both | (offsets_here & (~(both_3 & ((&offset_lane) | equal_3))));
        word_ready_1 <= (equal & (~offsets_here)) & (~word_ready_1);
        for_rotate <= rotates | (for_rotate & (~rotate_ready));
        for_elements <= (both_2 & holds_one) | (for_elements & (~elements_ready));
        if (either) first <= holds_two ? second : vectors_data;
        if (inverse) second <= vectors_data;
        holds_one <= either ? either_1 : 1'd1;
        holds_two <= (~either) & either_1;
        if (room) value_1 <= first;
        values_left <= (either_2 | both_5) ? size : (rotates ? (values_left - 9'h1) : values_left);
        queries_left <= either_2 ? last_query : (both_5 ? (queries_left - 2'd1) : queries_left);
        asks <= chosen == 3'd1;
        sum_q <= sum[9:2];
        if (room) offset_1 <= offsets[15:0] & {16{equal}};
        if (either_2) for_key <= start_store;
        sum_q_1 <= sum_1[3:1];
    end
endmodule

module harmonia_pair_kv_converter (
    input wire clock,
    input wire [127:0] values,
    input wire values_valid,
    input wire [1:0] limit,
    output wire [287:0] mantissas,
    output wire [7:0] exponent,
    output wire block_valid
);
    // 4 x FP32 a cycle to blocks of 32 9-bit mantissas, largest magnitude 255, 247 or 239.
    (* no_rw_check *) reg [127:0] beats [0:15];
    reg [127:0] values_q;
    reg values_valid_q = 1'd0;
    reg [1:0] limit_q;
    wire [7:0] chosen;
    reg [3:0] beat = 4'd0;
    reg [8:0] joined_q;
    reg [8:0] joined_q_1;
    reg [8:0] joined_q_2;
    reg [8:0] joined_q_3;
    reg [8:0] chosen_q;
    reg [8:0] chosen_q_1;
    reg [8:0] chosen_q_2;
    reg either_q;
    reg either_q_1;
    reg either_q_2;
    reg either_q_3;
    reg nonzero_q;
    reg nonzero_q_1;
    reg values_valid_q_1 = 1'd0;
    reg values_valid_q_2 = 1'd0;
    reg values_valid_q_3 = 1'd0;
    reg both_q = 1'd0;
    reg both_q_1 = 1'd0;
    reg both_q_2 = 1'd0;
    reg [8:0] largest = 9'h0;
    reg any_nonzero = 1'd0;
    wire below;
    reg both_q_3;
    reg [7:0] chosen_q_3;
    reg [8:0] biased_exponent;
    reg any_nonzero_q;
    reg any_nonzero_q_1;
    reg both_q_4 = 1'd0;
    reg both_q_5 = 1'd0;
    reg both_q_6 = 1'd0;
    reg both_q_7 = 1'd0;
    reg both_q_8 = 1'd0;
    reg both_q_9 = 1'd0;
    reg [8:0] held_exponent = 9'h0;
    reg held_nonzero = 1'd0;
    reg reading = 1'd0;
    reg [3:0] again = 4'd0;
    wire both;
    reg [127:0] word_q;
    reg [8:0] block_exponent;
    wire negative_0;
    wire negative_1;
    wire negative_2;
    wire negative_3;
    wire nonzero;
    wire [9:0] significand_0;
    reg [9:0] significand_0_q;
    reg [9:0] significand_0_q_1;
    wire [7:0] field_0;
    reg negative_0_q;
    reg negative_0_q_1;
    reg negative_0_q_2;
    reg negative_0_q_3;
    reg [8:0] distance_0;
    reg either_q_4;
    reg [3:0] distance_0_q;
    reg [9:0] chosen_q_4;
    reg [1:0] distance_0_q_1;
    reg either_q_5;
    reg [9:0] near_0;
    reg [8:0] mantissa_0;
    wire nonzero_1;
    wire [9:0] significand_1;
    reg [9:0] significand_1_q;
    reg [9:0] significand_1_q_1;
    wire [7:0] field_1;
    reg negative_1_q;
    reg negative_1_q_1;
    reg negative_1_q_2;
    reg negative_1_q_3;
    reg [8:0] distance_1;
    reg either_q_6;
    reg [3:0] distance_1_q;
    reg [9:0] chosen_q_5;
    reg [1:0] distance_1_q_1;
    reg either_q_7;
    reg [9:0] near_1;
    reg [8:0] mantissa_1;
    wire nonzero_2;
    wire [9:0] significand_2;
    reg [9:0] significand_2_q;
    reg [9:0] significand_2_q_1;
    wire [7:0] field_2;
    reg negative_2_q;
    reg negative_2_q_1;
    reg negative_2_q_2;
    reg negative_2_q_3;
    reg [8:0] distance_2;
    reg either_q_8;
    reg [3:0] distance_2_q;
    reg [9:0] chosen_q_6;
    reg [1:0] distance_2_q_1;
    reg either_q_9;
    reg [9:0] near_2;
    reg [8:0] mantissa_2;
    wire nonzero_3;
    wire [9:0] significand_3;
    reg [9:0] significand_3_q;
    reg [9:0] significand_3_q_1;
    wire [7:0] field_3;
    reg negative_3_q;
    reg negative_3_q_1;
    reg negative_3_q_2;
    reg negative_3_q_3;
    reg [8:0] distance_3;
    reg either_q_10;
    reg [3:0] distance_3_q;
    reg [9:0] chosen_q_7;
    reg [1:0] distance_3_q_1;
    reg either_q_11;
    reg [9:0] near_3;
    reg [8:0] mantissa_3;
    reg reading_q = 1'd0;
    reg reading_q_1 = 1'd0;
    reg reading_q_2 = 1'd0;
    reg reading_q_3 = 1'd0;
    reg reading_q_4 = 1'd0;
    reg reading_q_5 = 1'd0;
    reg [287:0] block = 288'h0;
    reg held_nonzero_q;
    reg [7:0] chosen_q_8;
    reg [7:0] chosen_q_9;
    reg [7:0] chosen_q_10;
    reg [7:0] chosen_q_11;
    reg [7:0] chosen_q_12;
    reg [7:0] chosen_q_13;
    reg both_q_10 = 1'd0;
    reg both_q_11 = 1'd0;
    reg both_q_12 = 1'd0;
    reg both_q_13 = 1'd0;
    reg both_q_14 = 1'd0;
    reg both_q_15 = 1'd0;
    reg both_q_16 = 1'd0;
    assign chosen = limit_q[1] ? 8'd223 : (limit_q[0] ? 8'd239 : 8'd255);
    assign below = largest[8:1] < 8'd6;
    assign both = (&again[2:0]) & reading;
    assign negative_0 = word_q[31];
    assign negative_1 = word_q[63];
    assign negative_2 = word_q[95];
    assign negative_3 = word_q[127];
    assign nonzero = |word_q[30:23];
    assign significand_0 = {nonzero, word_q[22:15], |word_q[14:0]};
    assign field_0 = {word_q[30:24], word_q[23] | (~nonzero)};
    assign nonzero_1 = |word_q[62:55];
    assign significand_1 = {nonzero_1, word_q[54:47], |word_q[46:32]};
    assign field_1 = {word_q[62:56], word_q[55] | (~nonzero_1)};
    assign nonzero_2 = |word_q[94:87];
    assign significand_2 = {nonzero_2, word_q[86:79], |word_q[78:64]};
    assign field_2 = {word_q[94:88], word_q[87] | (~nonzero_2)};
    assign nonzero_3 = |word_q[126:119];
    assign significand_3 = {nonzero_3, word_q[118:111], |word_q[110:96]};
    assign field_3 = {word_q[126:120], word_q[119] | (~nonzero_3)};
    assign mantissas = block;
    assign exponent = chosen_q_13;
    assign block_valid = both_q_16;
    always @(posedge clock) begin
        values_q <= values;
        values_valid_q <= values_valid;
        limit_q <= limit;
        if (values_valid_q) beat <= beat + 4'd1;
        joined_q <= {values_q[30:23], ~(values_q[22:15] < chosen)};
        joined_q_1 <= {values_q[62:55], ~(values_q[54:47] < chosen)};
        joined_q_2 <= {values_q[94:87], ~(values_q[86:79] < chosen)};
        joined_q_3 <= {values_q[126:119], ~(values_q[118:111] < chosen)};
        chosen_q <= (joined_q < joined_q_1) ? joined_q_1 : joined_q;
        chosen_q_1 <= (joined_q_2 < joined_q_3) ? joined_q_3 : joined_q_2;
        chosen_q_2 <= (chosen_q < chosen_q_1) ? chosen_q_1 : chosen_q;
        either_q <= (|values_q[30:23]) | (23'h100000 < values_q[22:0]);
        either_q_1 <= (|values_q[62:55]) | (23'h100000 < values_q[54:32]);
        either_q_2 <= (|values_q[94:87]) | (23'h100000 < values_q[86:64]);
        either_q_3 <= (|values_q[126:119]) | (23'h100000 < values_q[118:96]);
        nonzero_q <= |{either_q_3, either_q_2, either_q_1, either_q};
        nonzero_q_1 <= nonzero_q;
        values_valid_q_1 <= values_valid_q;
        values_valid_q_2 <= values_valid_q_1;
        values_valid_q_3 <= values_valid_q_2;
        both_q <= values_valid_q & (~(|beat[2:0]));
        both_q_1 <= both_q;
        both_q_2 <= both_q_1;
        if (values_valid_q_3 & ((largest < chosen_q_2) | both_q_2)) largest <= chosen_q_2;
        if (values_valid_q_3) any_nonzero <= (any_nonzero & (~both_q_2)) | nonzero_q_1;
        both_q_3 <= largest[0] & (~below);
        chosen_q_3 <= below ? 8'd6 : largest[8:1];
        biased_exponent <= {1'b0, chosen_q_3} + {8'b0, both_q_3};
        any_nonzero_q <= any_nonzero;
        any_nonzero_q_1 <= any_nonzero_q;
        both_q_4 <= values_valid_q & (&beat[2:0]);
        both_q_5 <= both_q_4;
        both_q_6 <= both_q_5;
        both_q_7 <= both_q_6;
        both_q_8 <= both_q_7;
        both_q_9 <= both_q_8;
        if (both_q_9) held_exponent <= biased_exponent;
        if (both_q_9) held_nonzero <= any_nonzero_q_1;
        reading <= both_q_9 | (reading & (~both));
        if (reading) again <= again + 4'd1;
        word_q <= beats[again];
        block_exponent <= held_exponent;
        significand_0_q <= significand_0;
        significand_0_q_1 <= significand_0_q;
        negative_0_q <= negative_0;
        negative_0_q_1 <= negative_0_q;
        negative_0_q_2 <= negative_0_q_1;
        negative_0_q_3 <= negative_0_q_2;
        distance_0 <= block_exponent - {1'b0, field_0};
        either_q_4 <= (|distance_0[8:4]) | (distance_0[3] & (|distance_0[2:0]));
        distance_0_q <= distance_0[3:0];
        chosen_q_4 <= distance_0_q[3]
            ? (distance_0_q[2]
            ? {9'b0, |significand_0_q_1}
            : {8'b0, {significand_0_q_1[9], |significand_0_q_1[8:0]}})
            : (distance_0_q[2] ? {4'b0, {significand_0_q_1[9:5], |significand_0_q_1[4:0]}} : significand_0_q_1);
        distance_0_q_1 <= distance_0_q[1:0];
        either_q_5 <= either_q_4;
        near_0 <= either_q_5
            ? 10'h0
            : (distance_0_q_1[1]
            ? (distance_0_q_1[0]
            ? {3'b0, {chosen_q_4[9:4], |chosen_q_4[3:0]}}
            : {2'b0, {chosen_q_4[9:3], |chosen_q_4[2:0]}})
            : (distance_0_q_1[0] ? {1'b0, {chosen_q_4[9:2], |chosen_q_4[1:0]}} : chosen_q_4));
        mantissa_0 <= ({1'b0, near_0[9:2]} ^ {9{negative_0_q_3}}) + {8'b0, (near_0[1] & (near_0[0] | near_0[2])) ^ negative_0_q_3};
        significand_1_q <= significand_1;
        significand_1_q_1 <= significand_1_q;
        negative_1_q <= negative_1;
        negative_1_q_1 <= negative_1_q;
        negative_1_q_2 <= negative_1_q_1;
        negative_1_q_3 <= negative_1_q_2;
        distance_1 <= block_exponent - {1'b0, field_1};
        either_q_6 <= (|distance_1[8:4]) | (distance_1[3] & (|distance_1[2:0]));
        distance_1_q <= distance_1[3:0];
        chosen_q_5 <= distance_1_q[3]
            ? (distance_1_q[2]
            ? {9'b0, |significand_1_q_1}
            : {8'b0, {significand_1_q_1[9], |significand_1_q_1[8:0]}})
            : (distance_1_q[2] ? {4'b0, {significand_1_q_1[9:5], |significand_1_q_1[4:0]}} : significand_1_q_1);
        distance_1_q_1 <= distance_1_q[1:0];
        either_q_7 <= either_q_6;
        near_1 <= either_q_7
            ? 10'h0
            : (distance_1_q_1[1]
            ? (distance_1_q_1[0]
            ? {3'b0, {chosen_q_5[9:4], |chosen_q_5[3:0]}}
            : {2'b0, {chosen_q_5[9:3], |chosen_q_5[2:0]}})
            : (distance_1_q_1[0] ? {1'b0, {chosen_q_5[9:2], |chosen_q_5[1:0]}} : chosen_q_5));
        mantissa_1 <= ({1'b0, near_1[9:2]} ^ {9{negative_1_q_3}}) + {8'b0, (near_1[1] & (near_1[0] | near_1[2])) ^ negative_1_q_3};
        significand_2_q <= significand_2;
        significand_2_q_1 <= significand_2_q;
        negative_2_q <= negative_2;
        negative_2_q_1 <= negative_2_q;
        negative_2_q_2 <= negative_2_q_1;
        negative_2_q_3 <= negative_2_q_2;
        distance_2 <= block_exponent - {1'b0, field_2};
        either_q_8 <= (|distance_2[8:4]) | (distance_2[3] & (|distance_2[2:0]));
        distance_2_q <= distance_2[3:0];
        chosen_q_6 <= distance_2_q[3]
            ? (distance_2_q[2]
            ? {9'b0, |significand_2_q_1}
            : {8'b0, {significand_2_q_1[9], |significand_2_q_1[8:0]}})
            : (distance_2_q[2] ? {4'b0, {significand_2_q_1[9:5], |significand_2_q_1[4:0]}} : significand_2_q_1);
        distance_2_q_1 <= distance_2_q[1:0];
        either_q_9 <= either_q_8;
        near_2 <= either_q_9
            ? 10'h0
            : (distance_2_q_1[1]
            ? (distance_2_q_1[0]
            ? {3'b0, {chosen_q_6[9:4], |chosen_q_6[3:0]}}
            : {2'b0, {chosen_q_6[9:3], |chosen_q_6[2:0]}})
            : (distance_2_q_1[0] ? {1'b0, {chosen_q_6[9:2], |chosen_q_6[1:0]}} : chosen_q_6));
        mantissa_2 <= ({1'b0, near_2[9:2]} ^ {9{negative_2_q_3}}) + {8'b0, (near_2[1] & (near_2[0] | near_2[2])) ^ negative_2_q_3};
        significand_3_q <= significand_3;
        significand_3_q_1 <= significand_3_q;
        negative_3_q <= negative_3;
        negative_3_q_1 <= negative_3_q;
        negative_3_q_2 <= negative_3_q_1;
        negative_3_q_3 <= negative_3_q_2;
        distance_3 <= block_exponent - {1'b0, field_3};
        either_q_10 <= (|distance_3[8:4]) | (distance_3[3] & (|distance_3[2:0]));
        distance_3_q <= distance_3[3:0];
        chosen_q_7 <= distance_3_q[3]
            ? (distance_3_q[2]
            ? {9'b0, |significand_3_q_1}
            : {8'b0, {significand_3_q_1[9], |significand_3_q_1[8:0]}})
            : (distance_3_q[2] ? {4'b0, {significand_3_q_1[9:5], |significand_3_q_1[4:0]}} : significand_3_q_1);
        distance_3_q_1 <= distance_3_q[1:0];
        either_q_11 <= either_q_10;
        near_3 <= either_q_11
            ? 10'h0
            : (distance_3_q_1[1]
            ? (distance_3_q_1[0]
            ? {3'b0, {chosen_q_7[9:4], |chosen_q_7[3:0]}}
            : {2'b0, {chosen_q_7[9:3], |chosen_q_7[2:0]}})
            : (distance_3_q_1[0] ? {1'b0, {chosen_q_7[9:2], |chosen_q_7[1:0]}} : chosen_q_7));
        mantissa_3 <= ({1'b0, near_3[9:2]} ^ {9{negative_3_q_3}}) + {8'b0, (near_3[1] & (near_3[0] | near_3[2])) ^ negative_3_q_3};
        reading_q <= reading;
        reading_q_1 <= reading_q;
        reading_q_2 <= reading_q_1;
        reading_q_3 <= reading_q_2;
        reading_q_4 <= reading_q_3;
        reading_q_5 <= reading_q_4;
        if (reading_q_5) block <= {{mantissa_3, mantissa_2, mantissa_1, mantissa_0}, block[287:36]};
        held_nonzero_q <= held_nonzero;
        chosen_q_8 <= held_nonzero_q ? (block_exponent[7:0] - 8'd134) : 8'd0;
        chosen_q_9 <= chosen_q_8;
        chosen_q_10 <= chosen_q_9;
        chosen_q_11 <= chosen_q_10;
        chosen_q_12 <= chosen_q_11;
        chosen_q_13 <= chosen_q_12;
        both_q_10 <= both;
        both_q_11 <= both_q_10;
        both_q_12 <= both_q_11;
        both_q_13 <= both_q_12;
        both_q_14 <= both_q_13;
        both_q_15 <= both_q_14;
        both_q_16 <= both_q_15;
        if (values_valid_q) beats[beat] <= values_q;
    end
endmodule

module harmonia_pair_lanes (
    input wire clock,
    input wire key,
    input wire key_three,
    input wire value_three,
    input wire [127:0] keys,
    input wire keys_valid,
    input wire [127:0] floats,
    input wire floats_valid,
    output wire [127:0] values,
    output wire values_valid,
    output wire [1:0] limit
);
    // Four lanes of keys or values.
    reg [127:0] chosen_q;
    reg either_q = 1'd0;
    reg [1:0] chosen_q_1;
    assign values = chosen_q;
    assign values_valid = either_q;
    assign limit = chosen_q_1;
    always @(posedge clock) begin
        chosen_q <= key ? keys : floats;
        either_q <= keys_valid | floats_valid;
        chosen_q_1 <= (key ? key_three : value_three) ? 2'd2 : 2'd1;
    end
endmodule

module harmonia_pair_offer (
    input wire clock,
    input wire [1023:0] query,
    input wire query_valid,
    input wire [671:0] weights,
    input wire weights_valid,
    input wire activations_ready,
    output wire room,
    output wire weights_taken,
    output wire [1023:0] activations_data,
    output wire activations_valid
);
    // A query's beats, or weights as FP32.
    reg full = 1'd0;
    wire inverse;
    wire nonzero;
    wire nonzero_1;
    wire nonzero_2;
    wire nonzero_3;
    wire nonzero_4;
    wire nonzero_5;
    wire nonzero_6;
    wire nonzero_7;
    wire nonzero_8;
    wire nonzero_9;
    wire nonzero_10;
    wire nonzero_11;
    wire nonzero_12;
    wire nonzero_13;
    wire nonzero_14;
    wire nonzero_15;
    wire nonzero_16;
    wire nonzero_17;
    wire nonzero_18;
    wire nonzero_19;
    wire nonzero_20;
    wire nonzero_21;
    wire nonzero_22;
    wire nonzero_23;
    wire nonzero_24;
    wire nonzero_25;
    wire nonzero_26;
    wire nonzero_27;
    wire nonzero_28;
    wire nonzero_29;
    wire nonzero_30;
    wire nonzero_31;
    reg [1023:0] beat = 1024'h0;
    assign inverse = ~full;
    assign nonzero = |weights[20:16];
    assign nonzero_1 = |weights[41:37];
    assign nonzero_2 = |weights[62:58];
    assign nonzero_3 = |weights[83:79];
    assign nonzero_4 = |weights[104:100];
    assign nonzero_5 = |weights[125:121];
    assign nonzero_6 = |weights[146:142];
    assign nonzero_7 = |weights[167:163];
    assign nonzero_8 = |weights[188:184];
    assign nonzero_9 = |weights[209:205];
    assign nonzero_10 = |weights[230:226];
    assign nonzero_11 = |weights[251:247];
    assign nonzero_12 = |weights[272:268];
    assign nonzero_13 = |weights[293:289];
    assign nonzero_14 = |weights[314:310];
    assign nonzero_15 = |weights[335:331];
    assign nonzero_16 = |weights[356:352];
    assign nonzero_17 = |weights[377:373];
    assign nonzero_18 = |weights[398:394];
    assign nonzero_19 = |weights[419:415];
    assign nonzero_20 = |weights[440:436];
    assign nonzero_21 = |weights[461:457];
    assign nonzero_22 = |weights[482:478];
    assign nonzero_23 = |weights[503:499];
    assign nonzero_24 = |weights[524:520];
    assign nonzero_25 = |weights[545:541];
    assign nonzero_26 = |weights[566:562];
    assign nonzero_27 = |weights[587:583];
    assign nonzero_28 = |weights[608:604];
    assign nonzero_29 = |weights[629:625];
    assign nonzero_30 = |weights[650:646];
    assign nonzero_31 = |weights[671:667];
    assign room = inverse;
    assign weights_taken = inverse & weights_valid;
    assign activations_data = beat;
    assign activations_valid = full;
    always @(posedge clock) begin
        full <= inverse ? (query_valid | weights_valid) : (~activations_ready);
        if (inverse) beat <= weights_valid
            ? {{{2{1'd0}}, {2{nonzero_31}}, weights[671:667], weights[666:651], 7'd0}, {{2{1'd0}}, {2{nonzero_30}}, weights[650:646], weights[645:630], 7'd0}, {{2{1'd0}}, {2{nonzero_29}}, weights[629:625], weights[624:609], 7'd0}, {{2{1'd0}}, {2{nonzero_28}}, weights[608:604], weights[603:588], 7'd0}, {{2{1'd0}}, {2{nonzero_27}}, weights[587:583], weights[582:567], 7'd0}, {{2{1'd0}}, {2{nonzero_26}}, weights[566:562], weights[561:546], 7'd0}, {{2{1'd0}}, {2{nonzero_25}}, weights[545:541], weights[540:525], 7'd0}, {{2{1'd0}}, {2{nonzero_24}}, weights[524:520], weights[519:504], 7'd0},
            {{2{1'd0}}, {2{nonzero_23}}, weights[503:499], weights[498:483], 7'd0}, {{2{1'd0}}, {2{nonzero_22}}, weights[482:478], weights[477:462], 7'd0}, {{2{1'd0}}, {2{nonzero_21}}, weights[461:457], weights[456:441], 7'd0}, {{2{1'd0}}, {2{nonzero_20}}, weights[440:436], weights[435:420], 7'd0}, {{2{1'd0}}, {2{nonzero_19}}, weights[419:415], weights[414:399], 7'd0}, {{2{1'd0}}, {2{nonzero_18}}, weights[398:394], weights[393:378], 7'd0}, {{2{1'd0}}, {2{nonzero_17}}, weights[377:373], weights[372:357], 7'd0}, {{2{1'd0}}, {2{nonzero_16}}, weights[356:352], weights[351:336], 7'd0},
            {{2{1'd0}}, {2{nonzero_15}}, weights[335:331], weights[330:315], 7'd0}, {{2{1'd0}}, {2{nonzero_14}}, weights[314:310], weights[309:294], 7'd0}, {{2{1'd0}}, {2{nonzero_13}}, weights[293:289], weights[288:273], 7'd0}, {{2{1'd0}}, {2{nonzero_12}}, weights[272:268], weights[267:252], 7'd0}, {{2{1'd0}}, {2{nonzero_11}}, weights[251:247], weights[246:231], 7'd0}, {{2{1'd0}}, {2{nonzero_10}}, weights[230:226], weights[225:210], 7'd0}, {{2{1'd0}}, {2{nonzero_9}}, weights[209:205], weights[204:189], 7'd0}, {{2{1'd0}}, {2{nonzero_8}}, weights[188:184], weights[183:168], 7'd0},
            {{2{1'd0}}, {2{nonzero_7}}, weights[167:163], weights[162:147], 7'd0}, {{2{1'd0}}, {2{nonzero_6}}, weights[146:142], weights[141:126], 7'd0}, {{2{1'd0}}, {2{nonzero_5}}, weights[125:121], weights[120:105], 7'd0}, {{2{1'd0}}, {2{nonzero_4}}, weights[104:100], weights[99:84], 7'd0}, {{2{1'd0}}, {2{nonzero_3}}, weights[83:79], weights[78:63], 7'd0}, {{2{1'd0}}, {2{nonzero_2}}, weights[62:58], weights[57:42], 7'd0}, {{2{1'd0}}, {2{nonzero_1}}, weights[41:37], weights[36:21], 7'd0}, {{2{1'd0}}, {2{nonzero}}, weights[20:16], weights[15:0], 7'd0}}
            : query;
    end
endmodule

module harmonia_pair_outputs (
    input wire clock,
    input wire start,
    input wire [3:0] blocks,
    input wire [1:0] last_query,
    input wire overflow,
    input wire [33:0] result,
    input wire result_valid,
    input wire taken,
    output wire result_ready,
    output wire [31:0] numerator,
    output wire [31:0] denominator,
    output wire [1:0] flags,
    output wire operands_valid,
    output wire [3:0] counts,
    output wire chain_end,
    output wire idle
);
    // Numerators and their denominators.
    reg overflow_q;
    reg active = 1'd0;
    reg [6:0] room = 7'd64;
    reg some_room = 1'd0;
    wire take;
    reg half = 1'd0;
    reg [1:0] row = 2'd0;
    reg [7:0] pair = 8'd0;
    reg ones = 1'd0;
    wire both;
    wire equal;
    wire both_1;
    reg equal_q;
    wire operates;
    reg left = 1'd0;
    reg [33:0] result_q;
    wire both_2;
    reg [33:0] denominator_0 = 34'h0;
    reg both_q = 1'd0;
    reg [33:0] denominator_1 = 34'h0;
    reg both_q_1 = 1'd0;
    reg [33:0] denominator_2 = 34'h0;
    reg both_q_2 = 1'd0;
    reg [33:0] denominator_3 = 34'h0;
    reg both_q_3 = 1'd0;
    reg [33:0] chosen_q;
    reg operates_q = 1'd0;
    assign take = (active & some_room) & result_valid;
    assign both = take & half;
    assign equal = row == last_query;
    assign both_1 = both & equal;
    assign operates = take & (~ones);
    assign both_2 = (take & ones) & (~half);
    assign result_ready = active & some_room;
    assign numerator = result_q[31:0];
    assign denominator = chosen_q[31:0];
    assign flags = (result_q[33:32] | chosen_q[33:32]) | {1'b0, overflow_q};
    assign operands_valid = operates_q;
    assign counts = {~(last_query < 2'd3), ~(last_query < 2'd2), ~(last_query < 2'd1), 1'd1};
    assign chain_end = 1'd0;
    assign idle = (room == 7'd64) & (~active);
    always @(posedge clock) begin
        overflow_q <= overflow;
        active <= start | (active & (~(both_1 & equal_q)));
        room <= (room + {6'b0, left}) - {6'b0, operates};
        some_room <= ~(room < 7'd2);
        half <= half ^ take;
        if (both) row <= equal ? 2'd0 : (row + 2'd1);
        pair <= start ? 8'd0 : (both_1 ? (pair + 8'd1) : pair);
        ones <= start | (ones & (~both_1));
        equal_q <= pair == {blocks, 4'd0};
        left <= taken;
        result_q <= result;
        if (both_q) denominator_0 <= result_q;
        both_q <= both_2 & (row == 2'd0);
        if (both_q_1) denominator_1 <= result_q;
        both_q_1 <= both_2 & (row == 2'd1);
        if (both_q_2) denominator_2 <= result_q;
        both_q_2 <= both_2 & (row == 2'd2);
        if (both_q_3) denominator_3 <= result_q;
        both_q_3 <= both_2 & (row == 2'd3);
        chosen_q <= row[1] ? (row[0] ? denominator_3 : denominator_2) : (row[0] ? denominator_1 : denominator_0);
        operates_q <= operates;
    end
endmodule

module harmonia_pair_pages (
    input wire clock,
    input wire start,
    input wire commit,
    input wire next_channel,
    input wire [10:0] group,
    input wire [3:0] blocks,
    input wire [8:0] init_pages,
    input wire [8:0] local_pages,
    input wire key_three,
    input wire value_three,
    input wire [23:0] residual,
    input wire [23:0] key_low,
    input wire [23:0] value_low,
    input wire [23:0] key_high,
    input wire [23:0] value_high,
    input wire request_ready,
    input wire burst_ready,
    output wire request_valid,
    output wire [23:0] request_address,
    output wire [7:0] request_length,
    output wire burst_valid,
    output wire [5:0] burst,
    output wire idle
);
    // Requests for the pages of a query: keys, values, residual.
    reg [2:0] mode = 3'd0;
    wire equal;
    wire equal_1;
    wire equal_2;
    wire equal_3;
    wire both;
    reg values = 1'd0;
    wire chosen;
    reg request = 1'd0;
    wire both_1;
    reg [11:0] next_page = 12'h0;
    reg [11:0] page_after;
    reg [11:0] pages_to_read;
    reg [11:0] window_reach;
    reg in_local_window;
    reg in_initial_window;
    reg ring_begins;
    reg is_last_page;
    reg both_2 = 1'd0;
    reg final_page = 1'd0;
    wire either;
    reg [5:0] records_left = 6'd0;
    reg high = 1'd0;
    reg first = 1'd0;
    wire both_3;
    wire page_done;
    wire both_4;
    wire inverse;
    reg [11:0] ring_size;
    reg [11:0] ring_index = 12'h0;
    reg [11:0] ring_next;
    reg ring_full;
    wire both_5;
    reg [23:0] low_address = 24'h0;
    reg [23:0] ring_address = 24'h0;
    reg [7:0] low_words;
    reg [7:0] high_words;
    reg [1:0] settling = 2'd0;
    wire equal_4;
    reg [23:0] high_address = 24'h0;
    reg [8:0] channel = 9'h0;
    wire both_6;
    wire [7:0] chosen_1;
    reg to_residual = 1'd0;
    wire [8:0] sum;
    wire both_7;
    reg [23:0] out_address = 24'h0;
    reg [7:0] out_length = 8'd0;
    assign equal = mode == 3'd1;
    assign equal_1 = mode == 3'd2;
    assign equal_2 = mode == 3'd3;
    assign equal_3 = mode == 3'd4;
    assign both = (mode == 3'd0) & start;
    assign chosen = values ? value_three : key_three;
    assign both_1 = ((equal_2 | equal_3) & (~request)) & burst_ready;
    assign either = in_local_window | in_initial_window;
    assign both_3 = (both_1 & equal_2) & high;
    assign page_done = both_3 & (records_left == 6'd1);
    assign both_4 = page_done & final_page;
    assign inverse = ~high;
    assign both_5 = ((~in_initial_window) & (~ring_begins)) & ring_full;
    assign equal_4 = settling == 2'd0;
    assign both_6 = both_1 & equal_3;
    assign chosen_1 = equal_3 ? 8'd8 : high_words;
    assign sum = channel + 9'h1;
    assign both_7 = equal_2 & inverse;
    assign request_valid = request;
    assign request_address = out_address;
    assign request_length = out_length;
    assign burst_valid = both_1;
    assign burst = {channel[0] | commit, first & values, chosen, both_2, equal_3 ? 2'd2 : (both_7 ? 2'd0 : 2'd1)};
    assign idle = mode == 3'd0;
    always @(posedge clock) begin
        mode <= ((mode == 3'd5) & next_channel)
            ? 3'd4
            : (both_6
            ? ((both_6 & (sum == {blocks, 5'd0})) ? 3'd0 : (commit ? 3'd5 : 3'd4))
            : (page_done
            ? (both_4 ? 3'd1 : 3'd2)
            : (equal_1 ? 3'd3 : ((equal & equal_4) ? (to_residual ? 3'd4 : 3'd2) : (both ? 3'd1 : mode)))));
        values <= both ? 1'd0 : (values | both_4);
        request <= both_1 | (request & (~request_ready));
        next_page <= (both | both_4) ? 12'h0 : (equal_1 ? page_after : next_page);
        page_after <= next_page + 12'h1;
        pages_to_read <= values ? {1'b0, group} : ({1'b0, group} + 12'h1);
        window_reach <= next_page + {3'b0, local_pages};
        in_local_window <= ~(window_reach < {1'b0, group});
        in_initial_window <= next_page < {3'b0, init_pages};
        ring_begins <= next_page == {3'b0, init_pages};
        is_last_page <= page_after == pages_to_read;
        if (equal_1) both_2 <= either;
        if (equal_1) final_page <= is_last_page;
        records_left <= equal_1 ? {blocks, 2'd0} : (both_3 ? (records_left - 6'd1) : records_left);
        high <= both_1 ? (inverse ? 1'd1 : (~both_2)) : (equal_1 ? (~either) : high);
        first <= (equal_1 | equal) ? 1'd1 : (both_1 ? 1'd0 : first);
        ring_size <= values ? {3'b0, local_pages} : ({3'b0, local_pages} + 12'h1);
        if (equal_1) ring_index <= (both_5 | ring_begins) ? 12'h0 : ring_next;
        ring_next <= ring_index + 12'h1;
        ring_full <= ring_next == ring_size;
        low_address <= equal
            ? (values ? value_low : key_low)
            : ((equal_1 & both_5) ? ring_address : (both_3 ? (low_address + {16'b0, low_words}) : low_address));
        if (equal_1 & ring_begins) ring_address <= low_address;
        low_words <= chosen ? 8'd20 : 8'd16;
        high_words <= chosen ? 8'd17 : 8'd21;
        settling <= (equal & (~equal_4)) ? (settling - 2'd1) : 2'd3;
        high_address <= equal
            ? (to_residual ? residual : (values ? value_high : key_high))
            : ((both_3 | both_6) ? (high_address + {16'b0, chosen_1}) : high_address);
        channel <= equal ? 9'h0 : (both_6 ? sum : channel);
        to_residual <= both ? commit : (to_residual | (both_4 & (values | (~(|group)))));
        if (both_1) out_address <= both_7 ? low_address : high_address;
        if (both_1) out_length <= both_7 ? low_words : chosen_1;
    end
endmodule

module harmonia_pair_planes (
    input wire clock,
    input wire commits,
    input wire key_three,
    input wire value_three,
    input wire [23:0] key_low,
    input wire [23:0] value_low,
    input wire [23:0] key_high,
    input wire [23:0] value_high,
    output wire three,
    output wire [23:0] low,
    output wire [23:0] high
);
    // Planes of keys or of values.
    reg chosen_q;
    reg [23:0] chosen_q_1;
    reg [23:0] chosen_q_2;
    assign three = chosen_q;
    assign low = chosen_q_1;
    assign high = chosen_q_2;
    always @(posedge clock) begin
        chosen_q <= commits ? value_three : key_three;
        chosen_q_1 <= commits ? value_low : key_low;
        chosen_q_2 <= commits ? value_high : key_high;
    end
endmodule

module harmonia_pair_port (
    input wire clock,
    input wire pages_valid,
    input wire [23:0] pages_address,
    input wire [7:0] pages_length,
    input wire offsets_valid,
    input wire [23:0] offsets_address,
    input wire [7:0] offsets_length,
    input wire writer_valid,
    input wire [23:0] writer_address,
    input wire [63:0] writer_data,
    input wire [7:0] writer_enables,
    input wire elements_valid,
    input wire [23:0] elements_address,
    input wire [63:0] elements_data,
    input wire [7:0] elements_enables,
    input wire request_ready,
    output wire pages_ready,
    output wire offsets_ready,
    output wire writer_ready,
    output wire elements_ready,
    output wire request_valid,
    output wire request_write,
    output wire [23:0] request_address,
    output wire [7:0] request_length,
    output wire [63:0] request_data,
    output wire [7:0] request_enables
);
    // Requests to memory, one on offer.
    wire inverse;
    wire either;
    wire inverse_1;
    wire either_1;
    wire inverse_2;
    wire either_2;
    wire inverse_3;
    reg full = 1'd0;
    wire inverse_4;
    reg [104:0] offered = 105'h0;
    assign inverse = ~1'd0;
    assign either = 1'd0 | pages_valid;
    assign inverse_1 = ~either;
    assign either_1 = either | offsets_valid;
    assign inverse_2 = ~either_1;
    assign either_2 = either_1 | writer_valid;
    assign inverse_3 = ~either_2;
    assign inverse_4 = ~full;
    assign pages_ready = inverse_4 & inverse;
    assign offsets_ready = inverse_4 & inverse_1;
    assign writer_ready = inverse_4 & inverse_2;
    assign elements_ready = inverse_4 & inverse_3;
    assign request_valid = full;
    assign request_write = offered[0];
    assign request_address = offered[24:1];
    assign request_length = offered[32:25];
    assign request_data = offered[96:33];
    assign request_enables = offered[104:97];
    always @(posedge clock) begin
        full <= inverse_4 ? (either_2 | elements_valid) : (~request_ready);
        if (inverse_4) offered <= (inverse_3 & elements_valid)
            ? {elements_enables, elements_data, 8'd1, elements_address, 1'd1}
            : ((inverse_2 & writer_valid)
            ? {writer_enables, writer_data, 8'd1, writer_address, 1'd1}
            : ((inverse_1 & offsets_valid)
            ? {8'd0, 64'h0, offsets_length, offsets_address, 1'd0}
            : ((inverse & pages_valid) ? {8'd0, 64'h0, pages_length, pages_address, 1'd0} : 105'h0)));
    end
endmodule

module harmonia_pair_reader (
    input wire clock,
    input wire [5:0] burst,
    input wire burst_valid,
    input wire [63:0] word,
    input wire word_valid,
    input wire room,
    output wire burst_ready,
    output wire word_ready,
    output wire residual_valid,
    output wire [1:0] reserve,
    output wire [383:0] beat,
    output wire beat_valid
);
    // Planes of memory to beats of signed digits.
    (* no_rw_check *) reg [5:0] bursts [0:7];
    (* no_rw_check *) reg [63:0] low_0 [0:7];
    (* no_rw_check *) reg [63:0] low_1 [0:7];
    (* no_rw_check *) reg [63:0] low_2 [0:7];
    (* no_rw_check *) reg [63:0] low_3 [0:7];
    (* no_rw_check *) reg [63:0] low_4 [0:7];
    reg room_q = 1'd0;
    reg [3:0] head = 4'd0;
    reg [3:0] tail = 4'd0;
    wire [3:0] waiting;
    wire [5:0] word_1;
    reg below_q = 1'd0;
    reg open = 1'd0;
    reg [5:0] current = 6'd0;
    wire equal;
    wire equal_1;
    reg ones = 1'd0;
    reg [4:0] word_index = 5'd0;
    reg final_word = 1'd0;
    reg first_word = 1'd0;
    reg [2:0] in_pair = 3'd0;
    reg [1:0] pair = 2'd0;
    wire both;
    reg completes = 1'd0;
    reg opens_pair = 1'd0;
    reg held = 1'd0;
    wire ready;
    wire take;
    wire both_1;
    wire load_burst;
    wire equal_2;
    wire equal_3;
    wire inverse;
    wire equal_4;
    wire both_2;
    wire equal_5;
    reg side = 1'd0;
    reg [2:0] joined_q;
    reg [2:0] joined_q_1;
    reg [63:0] word_q;
    wire both_3;
    reg both_q = 1'd0;
    reg both_q_1 = 1'd0;
    wire equal_6;
    reg both_q_2 = 1'd0;
    wire equal_7;
    reg both_q_3 = 1'd0;
    wire equal_8;
    reg both_q_4 = 1'd0;
    reg [63:0] exponents = 64'h0;
    reg [63:0] high_1 = 64'h0;
    reg [63:0] high_2 = 64'h0;
    reg [63:0] high_3 = 64'h0;
    reg [63:0] high_4 = 64'h0;
    reg pair_complete = 1'd0;
    reg [255:0] pair_magnitudes = 256'h0;
    reg [63:0] pair_signs = 64'h0;
    reg [255:0] pair_low = 256'h0;
    reg [63:0] pair_low_tops = 64'h0;
    reg [1:0] pair_q;
    reg [15:0] pair_exponents = 16'h0;
    reg current_q;
    reg pair_three = 1'd0;
    reg current_q_1;
    reg pair_both = 1'd0;
    reg second_pass = 1'd0;
    reg ones_both = 1'd0;
    wire both_4;
    wire sends_ones;
    wire issue_beat;
    wire chosen;
    wire both_5;
    wire inverse_1;
    reg both_q_5;
    reg both_q_6;
    reg sends_ones_q;
    reg [4:0] chosen_q;
    wire inverse_2;
    reg both_q_7;
    reg [4:0] chosen_q_1;
    reg both_q_8;
    reg [4:0] chosen_q_2;
    reg both_q_9;
    reg [4:0] chosen_q_3;
    reg both_q_10;
    reg [4:0] chosen_q_4;
    reg both_q_11;
    reg [4:0] chosen_q_5;
    reg both_q_12;
    reg [4:0] chosen_q_6;
    reg both_q_13;
    reg [4:0] chosen_q_7;
    reg both_q_14;
    reg [4:0] chosen_q_8;
    reg both_q_15;
    reg [4:0] chosen_q_9;
    reg both_q_16;
    reg [4:0] chosen_q_10;
    reg both_q_17;
    reg [4:0] chosen_q_11;
    reg both_q_18;
    reg [4:0] chosen_q_12;
    reg both_q_19;
    reg [4:0] chosen_q_13;
    reg both_q_20;
    reg [4:0] chosen_q_14;
    reg both_q_21;
    reg [4:0] chosen_q_15;
    reg both_q_22;
    reg [4:0] chosen_q_16;
    reg both_q_23;
    reg [4:0] chosen_q_17;
    reg both_q_24;
    reg [4:0] chosen_q_18;
    reg both_q_25;
    reg [4:0] chosen_q_19;
    reg both_q_26;
    reg [4:0] chosen_q_20;
    reg both_q_27;
    reg [4:0] chosen_q_21;
    reg both_q_28;
    reg [4:0] chosen_q_22;
    reg both_q_29;
    reg [4:0] chosen_q_23;
    reg both_q_30;
    reg [4:0] chosen_q_24;
    reg both_q_31;
    reg [4:0] chosen_q_25;
    reg both_q_32;
    reg [4:0] chosen_q_26;
    reg both_q_33;
    reg [4:0] chosen_q_27;
    reg both_q_34;
    reg [4:0] chosen_q_28;
    reg both_q_35;
    reg [4:0] chosen_q_29;
    reg both_q_36;
    reg [4:0] chosen_q_30;
    reg both_q_37;
    reg [4:0] chosen_q_31;
    reg both_q_38;
    reg [4:0] chosen_q_32;
    reg both_q_39;
    reg [4:0] chosen_q_33;
    reg both_q_40;
    reg [4:0] chosen_q_34;
    reg both_q_41;
    reg [4:0] chosen_q_35;
    reg both_q_42;
    reg [4:0] chosen_q_36;
    reg both_q_43;
    reg [4:0] chosen_q_37;
    reg both_q_44;
    reg [4:0] chosen_q_38;
    reg both_q_45;
    reg [4:0] chosen_q_39;
    reg both_q_46;
    reg [4:0] chosen_q_40;
    reg both_q_47;
    reg [4:0] chosen_q_41;
    reg both_q_48;
    reg [4:0] chosen_q_42;
    reg both_q_49;
    reg [4:0] chosen_q_43;
    reg both_q_50;
    reg [4:0] chosen_q_44;
    reg both_q_51;
    reg [4:0] chosen_q_45;
    reg both_q_52;
    reg [4:0] chosen_q_46;
    reg both_q_53;
    reg [4:0] chosen_q_47;
    reg both_q_54;
    reg [4:0] chosen_q_48;
    reg both_q_55;
    reg [4:0] chosen_q_49;
    reg both_q_56;
    reg [4:0] chosen_q_50;
    reg both_q_57;
    reg [4:0] chosen_q_51;
    reg both_q_58;
    reg [4:0] chosen_q_52;
    reg both_q_59;
    reg [4:0] chosen_q_53;
    reg both_q_60;
    reg [4:0] chosen_q_54;
    reg both_q_61;
    reg [4:0] chosen_q_55;
    reg both_q_62;
    reg [4:0] chosen_q_56;
    reg both_q_63;
    reg [4:0] chosen_q_57;
    reg both_q_64;
    reg [4:0] chosen_q_58;
    reg both_q_65;
    reg [4:0] chosen_q_59;
    reg both_q_66;
    reg [4:0] chosen_q_60;
    reg both_q_67;
    reg [4:0] chosen_q_61;
    reg both_q_68;
    reg [4:0] chosen_q_62;
    reg both_q_69;
    reg [4:0] chosen_q_63;
    reg both_q_70;
    wire [7:0] chosen_1;
    reg [7:0] chosen_q_64;
    reg [7:0] chosen_q_65;
    reg [7:0] chosen_q_66;
    reg [7:0] chosen_q_67;
    reg [4:0] sum_q;
    reg [4:0] sum_q_1;
    reg [4:0] sum_q_2;
    reg [4:0] sum_q_3;
    reg [4:0] sum_q_4;
    reg [4:0] sum_q_5;
    reg [4:0] sum_q_6;
    reg [4:0] sum_q_7;
    reg [4:0] sum_q_8;
    reg [4:0] sum_q_9;
    reg [4:0] sum_q_10;
    reg [4:0] sum_q_11;
    reg [4:0] sum_q_12;
    reg [4:0] sum_q_13;
    reg [4:0] sum_q_14;
    reg [4:0] sum_q_15;
    reg [4:0] sum_q_16;
    reg [4:0] sum_q_17;
    reg [4:0] sum_q_18;
    reg [4:0] sum_q_19;
    reg [4:0] sum_q_20;
    reg [4:0] sum_q_21;
    reg [4:0] sum_q_22;
    reg [4:0] sum_q_23;
    reg [4:0] sum_q_24;
    reg [4:0] sum_q_25;
    reg [4:0] sum_q_26;
    reg [4:0] sum_q_27;
    reg [4:0] sum_q_28;
    reg [4:0] sum_q_29;
    reg [4:0] sum_q_30;
    reg [4:0] sum_q_31;
    reg [4:0] sum_q_32;
    reg [4:0] sum_q_33;
    reg [4:0] sum_q_34;
    reg [4:0] sum_q_35;
    reg [4:0] sum_q_36;
    reg [4:0] sum_q_37;
    reg [4:0] sum_q_38;
    reg [4:0] sum_q_39;
    reg [4:0] sum_q_40;
    reg [4:0] sum_q_41;
    reg [4:0] sum_q_42;
    reg [4:0] sum_q_43;
    reg [4:0] sum_q_44;
    reg [4:0] sum_q_45;
    reg [4:0] sum_q_46;
    reg [4:0] sum_q_47;
    reg [4:0] sum_q_48;
    reg [4:0] sum_q_49;
    reg [4:0] sum_q_50;
    reg [4:0] sum_q_51;
    reg [4:0] sum_q_52;
    reg [4:0] sum_q_53;
    reg [4:0] sum_q_54;
    reg [4:0] sum_q_55;
    reg [4:0] sum_q_56;
    reg [4:0] sum_q_57;
    reg [4:0] sum_q_58;
    reg [4:0] sum_q_59;
    reg [4:0] sum_q_60;
    reg [4:0] sum_q_61;
    reg [4:0] sum_q_62;
    reg [4:0] sum_q_63;
    reg issue_beat_q = 1'd0;
    reg issue_beat_q_1 = 1'd0;
    reg issue_beat_q_2 = 1'd0;
    wire unused;
    assign waiting = tail - head;
    assign word_1 = bursts[head[2:0]];
    assign equal = current[1:0] == 2'd0;
    assign equal_1 = current[1:0] == 2'd1;
    assign both = equal_1 & first_word;
    assign ready = open & (~((opens_pair & (ones | (~room_q))) | (completes & (ones | held))));
    assign take = ready & word_valid;
    assign both_1 = take & final_word;
    assign load_burst = (|waiting) & (both_1 | (~open));
    assign equal_2 = word_1[1:0] == 2'd0;
    assign equal_3 = word_1[1:0] == 2'd2;
    assign inverse = ~take;
    assign equal_4 = in_pair == 3'd0;
    assign both_2 = take & (~both);
    assign equal_5 = in_pair == 3'd1;
    assign both_3 = take & equal;
    assign equal_6 = in_pair == 3'd2;
    assign equal_7 = in_pair == 3'd3;
    assign equal_8 = in_pair == 3'd4;
    assign both_4 = load_burst & word_1[4];
    assign sends_ones = (ones & (~held)) & (~pair_complete);
    assign issue_beat = (sends_ones | held) & room_q;
    assign chosen = sends_ones ? ones_both : pair_both;
    assign both_5 = issue_beat & ((~chosen) | second_pass);
    assign inverse_1 = ~both_5;
    assign inverse_2 = ~sends_ones_q;
    assign chosen_1 = (both_q_5 | both_q_6) ? 8'd0 : (pair_three ? 8'd5 : 8'd4);
    assign burst_ready = below_q;
    assign word_ready = ready;
    assign residual_valid = take & (current[1:0] == 2'd2);
    assign reserve = {take & opens_pair, issue_beat};
    assign beat = {{sum_q_63[4], sum_q_62[4], sum_q_61[4], sum_q_60[4], sum_q_59[4], sum_q_58[4], sum_q_57[4], sum_q_56[4],
    sum_q_55[4], sum_q_54[4], sum_q_53[4], sum_q_52[4], sum_q_51[4], sum_q_50[4], sum_q_49[4], sum_q_48[4],
    sum_q_47[4], sum_q_46[4], sum_q_45[4], sum_q_44[4], sum_q_43[4], sum_q_42[4], sum_q_41[4], sum_q_40[4],
    sum_q_39[4], sum_q_38[4], sum_q_37[4], sum_q_36[4], sum_q_35[4], sum_q_34[4], sum_q_33[4], sum_q_32[4],
    sum_q_31[4], sum_q_30[4], sum_q_29[4], sum_q_28[4], sum_q_27[4], sum_q_26[4], sum_q_25[4], sum_q_24[4],
    sum_q_23[4], sum_q_22[4], sum_q_21[4], sum_q_20[4], sum_q_19[4], sum_q_18[4], sum_q_17[4], sum_q_16[4],
    sum_q_15[4], sum_q_14[4], sum_q_13[4], sum_q_12[4], sum_q_11[4], sum_q_10[4], sum_q_9[4], sum_q_8[4],
    sum_q_7[4], sum_q_6[4], sum_q_5[4], sum_q_4[4], sum_q_3[4], sum_q_2[4], sum_q_1[4], sum_q[4]}, 32'h0, {8'b0, chosen_q_67}, {8'b0, chosen_q_65}, {sum_q_63[3:0], sum_q_62[3:0], sum_q_61[3:0], sum_q_60[3:0], sum_q_59[3:0], sum_q_58[3:0], sum_q_57[3:0], sum_q_56[3:0],
    sum_q_55[3:0], sum_q_54[3:0], sum_q_53[3:0], sum_q_52[3:0], sum_q_51[3:0], sum_q_50[3:0], sum_q_49[3:0], sum_q_48[3:0],
    sum_q_47[3:0], sum_q_46[3:0], sum_q_45[3:0], sum_q_44[3:0], sum_q_43[3:0], sum_q_42[3:0], sum_q_41[3:0], sum_q_40[3:0],
    sum_q_39[3:0], sum_q_38[3:0], sum_q_37[3:0], sum_q_36[3:0], sum_q_35[3:0], sum_q_34[3:0], sum_q_33[3:0], sum_q_32[3:0],
    sum_q_31[3:0], sum_q_30[3:0], sum_q_29[3:0], sum_q_28[3:0], sum_q_27[3:0], sum_q_26[3:0], sum_q_25[3:0], sum_q_24[3:0],
    sum_q_23[3:0], sum_q_22[3:0], sum_q_21[3:0], sum_q_20[3:0], sum_q_19[3:0], sum_q_18[3:0], sum_q_17[3:0], sum_q_16[3:0],
    sum_q_15[3:0], sum_q_14[3:0], sum_q_13[3:0], sum_q_12[3:0], sum_q_11[3:0], sum_q_10[3:0], sum_q_9[3:0], sum_q_8[3:0],
    sum_q_7[3:0], sum_q_6[3:0], sum_q_5[3:0], sum_q_4[3:0], sum_q_3[3:0], sum_q_2[3:0], sum_q_1[3:0], sum_q[3:0]}};
    assign beat_valid = issue_beat_q_2;
    assign unused = &{1'b0, current[4], current[5]};
    always @(posedge clock) begin
        room_q <= room;
        if (load_burst) head <= head + 4'd1;
        if (burst_valid) tail <= tail + 4'd1;
        below_q <= waiting < 4'd7;
        open <= load_burst | (open & (~both_1));
        if (load_burst) current <= word_1;
        ones <= both_4 | (ones & (~(both_5 & sends_ones)));
        word_index <= load_burst
            ? (equal_3 ? 5'd7 : (equal_2 ? (word_1[3] ? 5'd19 : 5'd15) : (word_1[3] ? 5'd16 : 5'd20)))
            : (take ? (word_index - 5'd1) : word_index);
        final_word <= load_burst ? 1'd0 : (take ? (word_index == 5'd1) : final_word);
        first_word <= load_burst ? 1'd1 : (first_word & inverse);
        in_pair <= load_burst
            ? (((equal_2 & word_1[3]) | ((~equal_2) & (~word_1[3]))) ? 3'd4 : 3'd3)
            : (both_2
            ? (equal_4
            ? (((equal & current[3]) | ((~equal) & (~current[3]))) ? 3'd4 : 3'd3)
            : (in_pair - 3'd1))
            : in_pair);
        pair <= load_burst ? 2'd0 : ((both_2 & equal_4) ? (pair + 2'd1) : pair);
        completes <= (~load_burst) & (both_2 ? (equal_1 & equal_5) : completes);
        opens_pair <= load_burst ? (equal_3 & (~word_1[5])) : (opens_pair & inverse);
        held <= pair_complete | (held & inverse_1);
        side <= side ^ (equal & both_1);
        joined_q <= {~side, pair};
        joined_q_1 <= {side, pair};
        word_q <= word;
        both_q <= both_3 & equal_4;
        both_q_1 <= both_3 & equal_5;
        both_q_2 <= both_3 & equal_6;
        both_q_3 <= both_3 & equal_7;
        both_q_4 <= both_3 & equal_8;
        if (take & both) exponents <= word;
        if (take & equal_5) high_1 <= word;
        if (take & equal_6) high_2 <= word;
        if (take & equal_7) high_3 <= word;
        if (take & equal_8) high_4 <= word;
        pair_complete <= take & completes;
        if (pair_complete) pair_magnitudes <= {word_q, high_1, high_2, high_3};
        if (pair_complete) pair_signs <= high_4;
        if (pair_complete) pair_low <= {low_0[joined_q], low_1[joined_q], low_2[joined_q], low_3[joined_q]};
        if (pair_complete) pair_low_tops <= low_4[joined_q];
        pair_q <= pair;
        if (pair_complete) pair_exponents <= pair_q[1]
            ? (pair_q[0] ? exponents[63:48] : exponents[47:32])
            : (pair_q[0] ? exponents[31:16] : exponents[15:0]);
        current_q <= current[3];
        if (pair_complete) pair_three <= current_q;
        current_q_1 <= current[2];
        if (pair_complete) pair_both <= current_q_1;
        if (issue_beat) second_pass <= inverse_1;
        if (both_4) ones_both <= equal_2 | equal_3;
        both_q_5 <= chosen & second_pass;
        both_q_6 <= chosen & (~second_pass);
        sends_ones_q <= sends_ones;
        chosen_q <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[3:0]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[2:0], 1'd0}} - {4'b0, pair_low_tops[0]})
            : {2'b0, pair_magnitudes[2:0]}))
            : (both_q_5 ? {{1{pair_low[3]}}, pair_low[3:0]} : {1'b0, pair_magnitudes[3:0]}));
        both_q_7 <= (pair_three ? pair_magnitudes[3] : pair_signs[0]) & inverse_2;
        chosen_q_1 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[7:4]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[6:4], 1'd0}} - {4'b0, pair_low_tops[1]})
            : {2'b0, pair_magnitudes[6:4]}))
            : (both_q_5 ? {{1{pair_low[7]}}, pair_low[7:4]} : {1'b0, pair_magnitudes[7:4]}));
        both_q_8 <= (pair_three ? pair_magnitudes[7] : pair_signs[1]) & inverse_2;
        chosen_q_2 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[11:8]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[10:8], 1'd0}} - {4'b0, pair_low_tops[2]})
            : {2'b0, pair_magnitudes[10:8]}))
            : (both_q_5 ? {{1{pair_low[11]}}, pair_low[11:8]} : {1'b0, pair_magnitudes[11:8]}));
        both_q_9 <= (pair_three ? pair_magnitudes[11] : pair_signs[2]) & inverse_2;
        chosen_q_3 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[15:12]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[14:12], 1'd0}} - {4'b0, pair_low_tops[3]})
            : {2'b0, pair_magnitudes[14:12]}))
            : (both_q_5 ? {{1{pair_low[15]}}, pair_low[15:12]} : {1'b0, pair_magnitudes[15:12]}));
        both_q_10 <= (pair_three ? pair_magnitudes[15] : pair_signs[3]) & inverse_2;
        chosen_q_4 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[19:16]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[18:16], 1'd0}} - {4'b0, pair_low_tops[4]})
            : {2'b0, pair_magnitudes[18:16]}))
            : (both_q_5 ? {{1{pair_low[19]}}, pair_low[19:16]} : {1'b0, pair_magnitudes[19:16]}));
        both_q_11 <= (pair_three ? pair_magnitudes[19] : pair_signs[4]) & inverse_2;
        chosen_q_5 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[23:20]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[22:20], 1'd0}} - {4'b0, pair_low_tops[5]})
            : {2'b0, pair_magnitudes[22:20]}))
            : (both_q_5 ? {{1{pair_low[23]}}, pair_low[23:20]} : {1'b0, pair_magnitudes[23:20]}));
        both_q_12 <= (pair_three ? pair_magnitudes[23] : pair_signs[5]) & inverse_2;
        chosen_q_6 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[27:24]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[26:24], 1'd0}} - {4'b0, pair_low_tops[6]})
            : {2'b0, pair_magnitudes[26:24]}))
            : (both_q_5 ? {{1{pair_low[27]}}, pair_low[27:24]} : {1'b0, pair_magnitudes[27:24]}));
        both_q_13 <= (pair_three ? pair_magnitudes[27] : pair_signs[6]) & inverse_2;
        chosen_q_7 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[31:28]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[30:28], 1'd0}} - {4'b0, pair_low_tops[7]})
            : {2'b0, pair_magnitudes[30:28]}))
            : (both_q_5 ? {{1{pair_low[31]}}, pair_low[31:28]} : {1'b0, pair_magnitudes[31:28]}));
        both_q_14 <= (pair_three ? pair_magnitudes[31] : pair_signs[7]) & inverse_2;
        chosen_q_8 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[35:32]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[34:32], 1'd0}} - {4'b0, pair_low_tops[8]})
            : {2'b0, pair_magnitudes[34:32]}))
            : (both_q_5 ? {{1{pair_low[35]}}, pair_low[35:32]} : {1'b0, pair_magnitudes[35:32]}));
        both_q_15 <= (pair_three ? pair_magnitudes[35] : pair_signs[8]) & inverse_2;
        chosen_q_9 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[39:36]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[38:36], 1'd0}} - {4'b0, pair_low_tops[9]})
            : {2'b0, pair_magnitudes[38:36]}))
            : (both_q_5 ? {{1{pair_low[39]}}, pair_low[39:36]} : {1'b0, pair_magnitudes[39:36]}));
        both_q_16 <= (pair_three ? pair_magnitudes[39] : pair_signs[9]) & inverse_2;
        chosen_q_10 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[43:40]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[42:40], 1'd0}} - {4'b0, pair_low_tops[10]})
            : {2'b0, pair_magnitudes[42:40]}))
            : (both_q_5 ? {{1{pair_low[43]}}, pair_low[43:40]} : {1'b0, pair_magnitudes[43:40]}));
        both_q_17 <= (pair_three ? pair_magnitudes[43] : pair_signs[10]) & inverse_2;
        chosen_q_11 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[47:44]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[46:44], 1'd0}} - {4'b0, pair_low_tops[11]})
            : {2'b0, pair_magnitudes[46:44]}))
            : (both_q_5 ? {{1{pair_low[47]}}, pair_low[47:44]} : {1'b0, pair_magnitudes[47:44]}));
        both_q_18 <= (pair_three ? pair_magnitudes[47] : pair_signs[11]) & inverse_2;
        chosen_q_12 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[51:48]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[50:48], 1'd0}} - {4'b0, pair_low_tops[12]})
            : {2'b0, pair_magnitudes[50:48]}))
            : (both_q_5 ? {{1{pair_low[51]}}, pair_low[51:48]} : {1'b0, pair_magnitudes[51:48]}));
        both_q_19 <= (pair_three ? pair_magnitudes[51] : pair_signs[12]) & inverse_2;
        chosen_q_13 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[55:52]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[54:52], 1'd0}} - {4'b0, pair_low_tops[13]})
            : {2'b0, pair_magnitudes[54:52]}))
            : (both_q_5 ? {{1{pair_low[55]}}, pair_low[55:52]} : {1'b0, pair_magnitudes[55:52]}));
        both_q_20 <= (pair_three ? pair_magnitudes[55] : pair_signs[13]) & inverse_2;
        chosen_q_14 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[59:56]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[58:56], 1'd0}} - {4'b0, pair_low_tops[14]})
            : {2'b0, pair_magnitudes[58:56]}))
            : (both_q_5 ? {{1{pair_low[59]}}, pair_low[59:56]} : {1'b0, pair_magnitudes[59:56]}));
        both_q_21 <= (pair_three ? pair_magnitudes[59] : pair_signs[14]) & inverse_2;
        chosen_q_15 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[63:60]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[62:60], 1'd0}} - {4'b0, pair_low_tops[15]})
            : {2'b0, pair_magnitudes[62:60]}))
            : (both_q_5 ? {{1{pair_low[63]}}, pair_low[63:60]} : {1'b0, pair_magnitudes[63:60]}));
        both_q_22 <= (pair_three ? pair_magnitudes[63] : pair_signs[15]) & inverse_2;
        chosen_q_16 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[67:64]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[66:64], 1'd0}} - {4'b0, pair_low_tops[16]})
            : {2'b0, pair_magnitudes[66:64]}))
            : (both_q_5 ? {{1{pair_low[67]}}, pair_low[67:64]} : {1'b0, pair_magnitudes[67:64]}));
        both_q_23 <= (pair_three ? pair_magnitudes[67] : pair_signs[16]) & inverse_2;
        chosen_q_17 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[71:68]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[70:68], 1'd0}} - {4'b0, pair_low_tops[17]})
            : {2'b0, pair_magnitudes[70:68]}))
            : (both_q_5 ? {{1{pair_low[71]}}, pair_low[71:68]} : {1'b0, pair_magnitudes[71:68]}));
        both_q_24 <= (pair_three ? pair_magnitudes[71] : pair_signs[17]) & inverse_2;
        chosen_q_18 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[75:72]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[74:72], 1'd0}} - {4'b0, pair_low_tops[18]})
            : {2'b0, pair_magnitudes[74:72]}))
            : (both_q_5 ? {{1{pair_low[75]}}, pair_low[75:72]} : {1'b0, pair_magnitudes[75:72]}));
        both_q_25 <= (pair_three ? pair_magnitudes[75] : pair_signs[18]) & inverse_2;
        chosen_q_19 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[79:76]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[78:76], 1'd0}} - {4'b0, pair_low_tops[19]})
            : {2'b0, pair_magnitudes[78:76]}))
            : (both_q_5 ? {{1{pair_low[79]}}, pair_low[79:76]} : {1'b0, pair_magnitudes[79:76]}));
        both_q_26 <= (pair_three ? pair_magnitudes[79] : pair_signs[19]) & inverse_2;
        chosen_q_20 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[83:80]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[82:80], 1'd0}} - {4'b0, pair_low_tops[20]})
            : {2'b0, pair_magnitudes[82:80]}))
            : (both_q_5 ? {{1{pair_low[83]}}, pair_low[83:80]} : {1'b0, pair_magnitudes[83:80]}));
        both_q_27 <= (pair_three ? pair_magnitudes[83] : pair_signs[20]) & inverse_2;
        chosen_q_21 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[87:84]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[86:84], 1'd0}} - {4'b0, pair_low_tops[21]})
            : {2'b0, pair_magnitudes[86:84]}))
            : (both_q_5 ? {{1{pair_low[87]}}, pair_low[87:84]} : {1'b0, pair_magnitudes[87:84]}));
        both_q_28 <= (pair_three ? pair_magnitudes[87] : pair_signs[21]) & inverse_2;
        chosen_q_22 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[91:88]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[90:88], 1'd0}} - {4'b0, pair_low_tops[22]})
            : {2'b0, pair_magnitudes[90:88]}))
            : (both_q_5 ? {{1{pair_low[91]}}, pair_low[91:88]} : {1'b0, pair_magnitudes[91:88]}));
        both_q_29 <= (pair_three ? pair_magnitudes[91] : pair_signs[22]) & inverse_2;
        chosen_q_23 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[95:92]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[94:92], 1'd0}} - {4'b0, pair_low_tops[23]})
            : {2'b0, pair_magnitudes[94:92]}))
            : (both_q_5 ? {{1{pair_low[95]}}, pair_low[95:92]} : {1'b0, pair_magnitudes[95:92]}));
        both_q_30 <= (pair_three ? pair_magnitudes[95] : pair_signs[23]) & inverse_2;
        chosen_q_24 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[99:96]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[98:96], 1'd0}} - {4'b0, pair_low_tops[24]})
            : {2'b0, pair_magnitudes[98:96]}))
            : (both_q_5 ? {{1{pair_low[99]}}, pair_low[99:96]} : {1'b0, pair_magnitudes[99:96]}));
        both_q_31 <= (pair_three ? pair_magnitudes[99] : pair_signs[24]) & inverse_2;
        chosen_q_25 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[103:100]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[102:100], 1'd0}} - {4'b0, pair_low_tops[25]})
            : {2'b0, pair_magnitudes[102:100]}))
            : (both_q_5 ? {{1{pair_low[103]}}, pair_low[103:100]} : {1'b0, pair_magnitudes[103:100]}));
        both_q_32 <= (pair_three ? pair_magnitudes[103] : pair_signs[25]) & inverse_2;
        chosen_q_26 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[107:104]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[106:104], 1'd0}} - {4'b0, pair_low_tops[26]})
            : {2'b0, pair_magnitudes[106:104]}))
            : (both_q_5 ? {{1{pair_low[107]}}, pair_low[107:104]} : {1'b0, pair_magnitudes[107:104]}));
        both_q_33 <= (pair_three ? pair_magnitudes[107] : pair_signs[26]) & inverse_2;
        chosen_q_27 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[111:108]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[110:108], 1'd0}} - {4'b0, pair_low_tops[27]})
            : {2'b0, pair_magnitudes[110:108]}))
            : (both_q_5 ? {{1{pair_low[111]}}, pair_low[111:108]} : {1'b0, pair_magnitudes[111:108]}));
        both_q_34 <= (pair_three ? pair_magnitudes[111] : pair_signs[27]) & inverse_2;
        chosen_q_28 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[115:112]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[114:112], 1'd0}} - {4'b0, pair_low_tops[28]})
            : {2'b0, pair_magnitudes[114:112]}))
            : (both_q_5 ? {{1{pair_low[115]}}, pair_low[115:112]} : {1'b0, pair_magnitudes[115:112]}));
        both_q_35 <= (pair_three ? pair_magnitudes[115] : pair_signs[28]) & inverse_2;
        chosen_q_29 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[119:116]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[118:116], 1'd0}} - {4'b0, pair_low_tops[29]})
            : {2'b0, pair_magnitudes[118:116]}))
            : (both_q_5 ? {{1{pair_low[119]}}, pair_low[119:116]} : {1'b0, pair_magnitudes[119:116]}));
        both_q_36 <= (pair_three ? pair_magnitudes[119] : pair_signs[29]) & inverse_2;
        chosen_q_30 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[123:120]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[122:120], 1'd0}} - {4'b0, pair_low_tops[30]})
            : {2'b0, pair_magnitudes[122:120]}))
            : (both_q_5 ? {{1{pair_low[123]}}, pair_low[123:120]} : {1'b0, pair_magnitudes[123:120]}));
        both_q_37 <= (pair_three ? pair_magnitudes[123] : pair_signs[30]) & inverse_2;
        chosen_q_31 <= sends_ones_q
            ? {4'b0, ~both_q_6}
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[127:124]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[126:124], 1'd0}} - {4'b0, pair_low_tops[31]})
            : {2'b0, pair_magnitudes[126:124]}))
            : (both_q_5 ? {{1{pair_low[127]}}, pair_low[127:124]} : {1'b0, pair_magnitudes[127:124]}));
        both_q_38 <= (pair_three ? pair_magnitudes[127] : pair_signs[31]) & inverse_2;
        chosen_q_32 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[131:128]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[130:128], 1'd0}} - {4'b0, pair_low_tops[32]})
            : {2'b0, pair_magnitudes[130:128]}))
            : (both_q_5 ? {{1{pair_low[131]}}, pair_low[131:128]} : {1'b0, pair_magnitudes[131:128]}));
        both_q_39 <= (pair_three ? pair_magnitudes[131] : pair_signs[32]) & inverse_2;
        chosen_q_33 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[135:132]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[134:132], 1'd0}} - {4'b0, pair_low_tops[33]})
            : {2'b0, pair_magnitudes[134:132]}))
            : (both_q_5 ? {{1{pair_low[135]}}, pair_low[135:132]} : {1'b0, pair_magnitudes[135:132]}));
        both_q_40 <= (pair_three ? pair_magnitudes[135] : pair_signs[33]) & inverse_2;
        chosen_q_34 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[139:136]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[138:136], 1'd0}} - {4'b0, pair_low_tops[34]})
            : {2'b0, pair_magnitudes[138:136]}))
            : (both_q_5 ? {{1{pair_low[139]}}, pair_low[139:136]} : {1'b0, pair_magnitudes[139:136]}));
        both_q_41 <= (pair_three ? pair_magnitudes[139] : pair_signs[34]) & inverse_2;
        chosen_q_35 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[143:140]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[142:140], 1'd0}} - {4'b0, pair_low_tops[35]})
            : {2'b0, pair_magnitudes[142:140]}))
            : (both_q_5 ? {{1{pair_low[143]}}, pair_low[143:140]} : {1'b0, pair_magnitudes[143:140]}));
        both_q_42 <= (pair_three ? pair_magnitudes[143] : pair_signs[35]) & inverse_2;
        chosen_q_36 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[147:144]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[146:144], 1'd0}} - {4'b0, pair_low_tops[36]})
            : {2'b0, pair_magnitudes[146:144]}))
            : (both_q_5 ? {{1{pair_low[147]}}, pair_low[147:144]} : {1'b0, pair_magnitudes[147:144]}));
        both_q_43 <= (pair_three ? pair_magnitudes[147] : pair_signs[36]) & inverse_2;
        chosen_q_37 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[151:148]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[150:148], 1'd0}} - {4'b0, pair_low_tops[37]})
            : {2'b0, pair_magnitudes[150:148]}))
            : (both_q_5 ? {{1{pair_low[151]}}, pair_low[151:148]} : {1'b0, pair_magnitudes[151:148]}));
        both_q_44 <= (pair_three ? pair_magnitudes[151] : pair_signs[37]) & inverse_2;
        chosen_q_38 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[155:152]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[154:152], 1'd0}} - {4'b0, pair_low_tops[38]})
            : {2'b0, pair_magnitudes[154:152]}))
            : (both_q_5 ? {{1{pair_low[155]}}, pair_low[155:152]} : {1'b0, pair_magnitudes[155:152]}));
        both_q_45 <= (pair_three ? pair_magnitudes[155] : pair_signs[38]) & inverse_2;
        chosen_q_39 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[159:156]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[158:156], 1'd0}} - {4'b0, pair_low_tops[39]})
            : {2'b0, pair_magnitudes[158:156]}))
            : (both_q_5 ? {{1{pair_low[159]}}, pair_low[159:156]} : {1'b0, pair_magnitudes[159:156]}));
        both_q_46 <= (pair_three ? pair_magnitudes[159] : pair_signs[39]) & inverse_2;
        chosen_q_40 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[163:160]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[162:160], 1'd0}} - {4'b0, pair_low_tops[40]})
            : {2'b0, pair_magnitudes[162:160]}))
            : (both_q_5 ? {{1{pair_low[163]}}, pair_low[163:160]} : {1'b0, pair_magnitudes[163:160]}));
        both_q_47 <= (pair_three ? pair_magnitudes[163] : pair_signs[40]) & inverse_2;
        chosen_q_41 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[167:164]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[166:164], 1'd0}} - {4'b0, pair_low_tops[41]})
            : {2'b0, pair_magnitudes[166:164]}))
            : (both_q_5 ? {{1{pair_low[167]}}, pair_low[167:164]} : {1'b0, pair_magnitudes[167:164]}));
        both_q_48 <= (pair_three ? pair_magnitudes[167] : pair_signs[41]) & inverse_2;
        chosen_q_42 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[171:168]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[170:168], 1'd0}} - {4'b0, pair_low_tops[42]})
            : {2'b0, pair_magnitudes[170:168]}))
            : (both_q_5 ? {{1{pair_low[171]}}, pair_low[171:168]} : {1'b0, pair_magnitudes[171:168]}));
        both_q_49 <= (pair_three ? pair_magnitudes[171] : pair_signs[42]) & inverse_2;
        chosen_q_43 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[175:172]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[174:172], 1'd0}} - {4'b0, pair_low_tops[43]})
            : {2'b0, pair_magnitudes[174:172]}))
            : (both_q_5 ? {{1{pair_low[175]}}, pair_low[175:172]} : {1'b0, pair_magnitudes[175:172]}));
        both_q_50 <= (pair_three ? pair_magnitudes[175] : pair_signs[43]) & inverse_2;
        chosen_q_44 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[179:176]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[178:176], 1'd0}} - {4'b0, pair_low_tops[44]})
            : {2'b0, pair_magnitudes[178:176]}))
            : (both_q_5 ? {{1{pair_low[179]}}, pair_low[179:176]} : {1'b0, pair_magnitudes[179:176]}));
        both_q_51 <= (pair_three ? pair_magnitudes[179] : pair_signs[44]) & inverse_2;
        chosen_q_45 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[183:180]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[182:180], 1'd0}} - {4'b0, pair_low_tops[45]})
            : {2'b0, pair_magnitudes[182:180]}))
            : (both_q_5 ? {{1{pair_low[183]}}, pair_low[183:180]} : {1'b0, pair_magnitudes[183:180]}));
        both_q_52 <= (pair_three ? pair_magnitudes[183] : pair_signs[45]) & inverse_2;
        chosen_q_46 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[187:184]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[186:184], 1'd0}} - {4'b0, pair_low_tops[46]})
            : {2'b0, pair_magnitudes[186:184]}))
            : (both_q_5 ? {{1{pair_low[187]}}, pair_low[187:184]} : {1'b0, pair_magnitudes[187:184]}));
        both_q_53 <= (pair_three ? pair_magnitudes[187] : pair_signs[46]) & inverse_2;
        chosen_q_47 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[191:188]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[190:188], 1'd0}} - {4'b0, pair_low_tops[47]})
            : {2'b0, pair_magnitudes[190:188]}))
            : (both_q_5 ? {{1{pair_low[191]}}, pair_low[191:188]} : {1'b0, pair_magnitudes[191:188]}));
        both_q_54 <= (pair_three ? pair_magnitudes[191] : pair_signs[47]) & inverse_2;
        chosen_q_48 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[195:192]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[194:192], 1'd0}} - {4'b0, pair_low_tops[48]})
            : {2'b0, pair_magnitudes[194:192]}))
            : (both_q_5 ? {{1{pair_low[195]}}, pair_low[195:192]} : {1'b0, pair_magnitudes[195:192]}));
        both_q_55 <= (pair_three ? pair_magnitudes[195] : pair_signs[48]) & inverse_2;
        chosen_q_49 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[199:196]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[198:196], 1'd0}} - {4'b0, pair_low_tops[49]})
            : {2'b0, pair_magnitudes[198:196]}))
            : (both_q_5 ? {{1{pair_low[199]}}, pair_low[199:196]} : {1'b0, pair_magnitudes[199:196]}));
        both_q_56 <= (pair_three ? pair_magnitudes[199] : pair_signs[49]) & inverse_2;
        chosen_q_50 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[203:200]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[202:200], 1'd0}} - {4'b0, pair_low_tops[50]})
            : {2'b0, pair_magnitudes[202:200]}))
            : (both_q_5 ? {{1{pair_low[203]}}, pair_low[203:200]} : {1'b0, pair_magnitudes[203:200]}));
        both_q_57 <= (pair_three ? pair_magnitudes[203] : pair_signs[50]) & inverse_2;
        chosen_q_51 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[207:204]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[206:204], 1'd0}} - {4'b0, pair_low_tops[51]})
            : {2'b0, pair_magnitudes[206:204]}))
            : (both_q_5 ? {{1{pair_low[207]}}, pair_low[207:204]} : {1'b0, pair_magnitudes[207:204]}));
        both_q_58 <= (pair_three ? pair_magnitudes[207] : pair_signs[51]) & inverse_2;
        chosen_q_52 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[211:208]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[210:208], 1'd0}} - {4'b0, pair_low_tops[52]})
            : {2'b0, pair_magnitudes[210:208]}))
            : (both_q_5 ? {{1{pair_low[211]}}, pair_low[211:208]} : {1'b0, pair_magnitudes[211:208]}));
        both_q_59 <= (pair_three ? pair_magnitudes[211] : pair_signs[52]) & inverse_2;
        chosen_q_53 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[215:212]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[214:212], 1'd0}} - {4'b0, pair_low_tops[53]})
            : {2'b0, pair_magnitudes[214:212]}))
            : (both_q_5 ? {{1{pair_low[215]}}, pair_low[215:212]} : {1'b0, pair_magnitudes[215:212]}));
        both_q_60 <= (pair_three ? pair_magnitudes[215] : pair_signs[53]) & inverse_2;
        chosen_q_54 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[219:216]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[218:216], 1'd0}} - {4'b0, pair_low_tops[54]})
            : {2'b0, pair_magnitudes[218:216]}))
            : (both_q_5 ? {{1{pair_low[219]}}, pair_low[219:216]} : {1'b0, pair_magnitudes[219:216]}));
        both_q_61 <= (pair_three ? pair_magnitudes[219] : pair_signs[54]) & inverse_2;
        chosen_q_55 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[223:220]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[222:220], 1'd0}} - {4'b0, pair_low_tops[55]})
            : {2'b0, pair_magnitudes[222:220]}))
            : (both_q_5 ? {{1{pair_low[223]}}, pair_low[223:220]} : {1'b0, pair_magnitudes[223:220]}));
        both_q_62 <= (pair_three ? pair_magnitudes[223] : pair_signs[55]) & inverse_2;
        chosen_q_56 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[227:224]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[226:224], 1'd0}} - {4'b0, pair_low_tops[56]})
            : {2'b0, pair_magnitudes[226:224]}))
            : (both_q_5 ? {{1{pair_low[227]}}, pair_low[227:224]} : {1'b0, pair_magnitudes[227:224]}));
        both_q_63 <= (pair_three ? pair_magnitudes[227] : pair_signs[56]) & inverse_2;
        chosen_q_57 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[231:228]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[230:228], 1'd0}} - {4'b0, pair_low_tops[57]})
            : {2'b0, pair_magnitudes[230:228]}))
            : (both_q_5 ? {{1{pair_low[231]}}, pair_low[231:228]} : {1'b0, pair_magnitudes[231:228]}));
        both_q_64 <= (pair_three ? pair_magnitudes[231] : pair_signs[57]) & inverse_2;
        chosen_q_58 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[235:232]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[234:232], 1'd0}} - {4'b0, pair_low_tops[58]})
            : {2'b0, pair_magnitudes[234:232]}))
            : (both_q_5 ? {{1{pair_low[235]}}, pair_low[235:232]} : {1'b0, pair_magnitudes[235:232]}));
        both_q_65 <= (pair_three ? pair_magnitudes[235] : pair_signs[58]) & inverse_2;
        chosen_q_59 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[239:236]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[238:236], 1'd0}} - {4'b0, pair_low_tops[59]})
            : {2'b0, pair_magnitudes[238:236]}))
            : (both_q_5 ? {{1{pair_low[239]}}, pair_low[239:236]} : {1'b0, pair_magnitudes[239:236]}));
        both_q_66 <= (pair_three ? pair_magnitudes[239] : pair_signs[59]) & inverse_2;
        chosen_q_60 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[243:240]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[242:240], 1'd0}} - {4'b0, pair_low_tops[60]})
            : {2'b0, pair_magnitudes[242:240]}))
            : (both_q_5 ? {{1{pair_low[243]}}, pair_low[243:240]} : {1'b0, pair_magnitudes[243:240]}));
        both_q_67 <= (pair_three ? pair_magnitudes[243] : pair_signs[60]) & inverse_2;
        chosen_q_61 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[247:244]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[246:244], 1'd0}} - {4'b0, pair_low_tops[61]})
            : {2'b0, pair_magnitudes[246:244]}))
            : (both_q_5 ? {{1{pair_low[247]}}, pair_low[247:244]} : {1'b0, pair_magnitudes[247:244]}));
        both_q_68 <= (pair_three ? pair_magnitudes[247] : pair_signs[61]) & inverse_2;
        chosen_q_62 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[251:248]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[250:248], 1'd0}} - {4'b0, pair_low_tops[62]})
            : {2'b0, pair_magnitudes[250:248]}))
            : (both_q_5 ? {{1{pair_low[251]}}, pair_low[251:248]} : {1'b0, pair_magnitudes[251:248]}));
        both_q_69 <= (pair_three ? pair_magnitudes[251] : pair_signs[62]) & inverse_2;
        chosen_q_63 <= sends_ones_q
            ? 5'd0
            : (pair_three
            ? (both_q_5
            ? {1'b0, pair_low[255:252]}
            : (both_q_6
            ? ({1'b0, {pair_magnitudes[254:252], 1'd0}} - {4'b0, pair_low_tops[63]})
            : {2'b0, pair_magnitudes[254:252]}))
            : (both_q_5 ? {{1{pair_low[255]}}, pair_low[255:252]} : {1'b0, pair_magnitudes[255:252]}));
        both_q_70 <= (pair_three ? pair_magnitudes[255] : pair_signs[63]) & inverse_2;
        chosen_q_64 <= sends_ones_q ? 8'd0 : (pair_exponents[7:0] + chosen_1);
        chosen_q_65 <= chosen_q_64;
        chosen_q_66 <= sends_ones_q ? 8'd0 : (pair_exponents[15:8] + chosen_1);
        chosen_q_67 <= chosen_q_66;
        sum_q <= (chosen_q ^ {5{both_q_7}}) + {4'b0, both_q_7};
        sum_q_1 <= (chosen_q_1 ^ {5{both_q_8}}) + {4'b0, both_q_8};
        sum_q_2 <= (chosen_q_2 ^ {5{both_q_9}}) + {4'b0, both_q_9};
        sum_q_3 <= (chosen_q_3 ^ {5{both_q_10}}) + {4'b0, both_q_10};
        sum_q_4 <= (chosen_q_4 ^ {5{both_q_11}}) + {4'b0, both_q_11};
        sum_q_5 <= (chosen_q_5 ^ {5{both_q_12}}) + {4'b0, both_q_12};
        sum_q_6 <= (chosen_q_6 ^ {5{both_q_13}}) + {4'b0, both_q_13};
        sum_q_7 <= (chosen_q_7 ^ {5{both_q_14}}) + {4'b0, both_q_14};
        sum_q_8 <= (chosen_q_8 ^ {5{both_q_15}}) + {4'b0, both_q_15};
        sum_q_9 <= (chosen_q_9 ^ {5{both_q_16}}) + {4'b0, both_q_16};
        sum_q_10 <= (chosen_q_10 ^ {5{both_q_17}}) + {4'b0, both_q_17};
        sum_q_11 <= (chosen_q_11 ^ {5{both_q_18}}) + {4'b0, both_q_18};
        sum_q_12 <= (chosen_q_12 ^ {5{both_q_19}}) + {4'b0, both_q_19};
        sum_q_13 <= (chosen_q_13 ^ {5{both_q_20}}) + {4'b0, both_q_20};
        sum_q_14 <= (chosen_q_14 ^ {5{both_q_21}}) + {4'b0, both_q_21};
        sum_q_15 <= (chosen_q_15 ^ {5{both_q_22}}) + {4'b0, both_q_22};
        sum_q_16 <= (chosen_q_16 ^ {5{both_q_23}}) + {4'b0, both_q_23};
        sum_q_17 <= (chosen_q_17 ^ {5{both_q_24}}) + {4'b0, both_q_24};
        sum_q_18 <= (chosen_q_18 ^ {5{both_q_25}}) + {4'b0, both_q_25};
        sum_q_19 <= (chosen_q_19 ^ {5{both_q_26}}) + {4'b0, both_q_26};
        sum_q_20 <= (chosen_q_20 ^ {5{both_q_27}}) + {4'b0, both_q_27};
        sum_q_21 <= (chosen_q_21 ^ {5{both_q_28}}) + {4'b0, both_q_28};
        sum_q_22 <= (chosen_q_22 ^ {5{both_q_29}}) + {4'b0, both_q_29};
        sum_q_23 <= (chosen_q_23 ^ {5{both_q_30}}) + {4'b0, both_q_30};
        sum_q_24 <= (chosen_q_24 ^ {5{both_q_31}}) + {4'b0, both_q_31};
        sum_q_25 <= (chosen_q_25 ^ {5{both_q_32}}) + {4'b0, both_q_32};
        sum_q_26 <= (chosen_q_26 ^ {5{both_q_33}}) + {4'b0, both_q_33};
        sum_q_27 <= (chosen_q_27 ^ {5{both_q_34}}) + {4'b0, both_q_34};
        sum_q_28 <= (chosen_q_28 ^ {5{both_q_35}}) + {4'b0, both_q_35};
        sum_q_29 <= (chosen_q_29 ^ {5{both_q_36}}) + {4'b0, both_q_36};
        sum_q_30 <= (chosen_q_30 ^ {5{both_q_37}}) + {4'b0, both_q_37};
        sum_q_31 <= (chosen_q_31 ^ {5{both_q_38}}) + {4'b0, both_q_38};
        sum_q_32 <= (chosen_q_32 ^ {5{both_q_39}}) + {4'b0, both_q_39};
        sum_q_33 <= (chosen_q_33 ^ {5{both_q_40}}) + {4'b0, both_q_40};
        sum_q_34 <= (chosen_q_34 ^ {5{both_q_41}}) + {4'b0, both_q_41};
        sum_q_35 <= (chosen_q_35 ^ {5{both_q_42}}) + {4'b0, both_q_42};
        sum_q_36 <= (chosen_q_36 ^ {5{both_q_43}}) + {4'b0, both_q_43};
        sum_q_37 <= (chosen_q_37 ^ {5{both_q_44}}) + {4'b0, both_q_44};
        sum_q_38 <= (chosen_q_38 ^ {5{both_q_45}}) + {4'b0, both_q_45};
        sum_q_39 <= (chosen_q_39 ^ {5{both_q_46}}) + {4'b0, both_q_46};
        sum_q_40 <= (chosen_q_40 ^ {5{both_q_47}}) + {4'b0, both_q_47};
        sum_q_41 <= (chosen_q_41 ^ {5{both_q_48}}) + {4'b0, both_q_48};
        sum_q_42 <= (chosen_q_42 ^ {5{both_q_49}}) + {4'b0, both_q_49};
        sum_q_43 <= (chosen_q_43 ^ {5{both_q_50}}) + {4'b0, both_q_50};
        sum_q_44 <= (chosen_q_44 ^ {5{both_q_51}}) + {4'b0, both_q_51};
        sum_q_45 <= (chosen_q_45 ^ {5{both_q_52}}) + {4'b0, both_q_52};
        sum_q_46 <= (chosen_q_46 ^ {5{both_q_53}}) + {4'b0, both_q_53};
        sum_q_47 <= (chosen_q_47 ^ {5{both_q_54}}) + {4'b0, both_q_54};
        sum_q_48 <= (chosen_q_48 ^ {5{both_q_55}}) + {4'b0, both_q_55};
        sum_q_49 <= (chosen_q_49 ^ {5{both_q_56}}) + {4'b0, both_q_56};
        sum_q_50 <= (chosen_q_50 ^ {5{both_q_57}}) + {4'b0, both_q_57};
        sum_q_51 <= (chosen_q_51 ^ {5{both_q_58}}) + {4'b0, both_q_58};
        sum_q_52 <= (chosen_q_52 ^ {5{both_q_59}}) + {4'b0, both_q_59};
        sum_q_53 <= (chosen_q_53 ^ {5{both_q_60}}) + {4'b0, both_q_60};
        sum_q_54 <= (chosen_q_54 ^ {5{both_q_61}}) + {4'b0, both_q_61};
        sum_q_55 <= (chosen_q_55 ^ {5{both_q_62}}) + {4'b0, both_q_62};
        sum_q_56 <= (chosen_q_56 ^ {5{both_q_63}}) + {4'b0, both_q_63};
        sum_q_57 <= (chosen_q_57 ^ {5{both_q_64}}) + {4'b0, both_q_64};
        sum_q_58 <= (chosen_q_58 ^ {5{both_q_65}}) + {4'b0, both_q_65};
        sum_q_59 <= (chosen_q_59 ^ {5{both_q_66}}) + {4'b0, both_q_66};
        sum_q_60 <= (chosen_q_60 ^ {5{both_q_67}}) + {4'b0, both_q_67};
        sum_q_61 <= (chosen_q_61 ^ {5{both_q_68}}) + {4'b0, both_q_68};
        sum_q_62 <= (chosen_q_62 ^ {5{both_q_69}}) + {4'b0, both_q_69};
        sum_q_63 <= (chosen_q_63 ^ {5{both_q_70}}) + {4'b0, both_q_70};
        issue_beat_q <= issue_beat;
        issue_beat_q_1 <= issue_beat_q;
        issue_beat_q_2 <= issue_beat_q_1;
        if (burst_valid) bursts[tail[2:0]] <= burst;
        if (both_q) low_0[joined_q_1] <= word_q;
        if (both_q_1) low_1[joined_q_1] <= word_q;
        if (both_q_2) low_2[joined_q_1] <= word_q;
        if (both_q_3) low_3[joined_q_1] <= word_q;
        if (both_q_4) low_4[joined_q_1] <= word_q;
    end
endmodule

module harmonia_pair_registers (
    input wire clock,
    input wire set,
    input wire [3:0] register,
    input wire [23:0] value,
    input wire [23:0] region,
    output wire [8:0] size,
    output wire [3:0] blocks,
    output wire [3:0] rotation,
    output wire key_three,
    output wire value_three,
    output wire [8:0] init_pages,
    output wire [8:0] local_pages,
    output wire [23:0] residual,
    output wire [23:0] key_low,
    output wire [23:0] value_low,
    output wire [23:0] key_high,
    output wire [23:0] value_high
);
    // Configuration of the attention unit.
    reg [8:0] size_set = 9'h20;
    reg [3:0] rotation_set = 4'd0;
    reg [2:0] key_bits_set = 3'd4;
    reg [2:0] value_bits_set = 3'd4;
    reg [8:0] init_set = 9'h1;
    reg [8:0] local_set = 9'h1;
    reg [23:0] residual_set = 24'h0;
    reg [23:0] sum_q;
    reg [23:0] key_low_set = 24'h0;
    reg [23:0] sum_q_1;
    reg [23:0] value_low_set = 24'h0;
    reg [23:0] sum_q_2;
    reg [23:0] key_high_set = 24'h0;
    reg [23:0] sum_q_3;
    reg [23:0] value_high_set = 24'h0;
    reg [23:0] sum_q_4;
    wire [9:0] sum;
    reg [3:0] sum_q_5;
    reg equal_q;
    reg equal_q_1;
    wire unused;
    assign sum = {1'b0, size_set} + 10'h1f;
    assign size = size_set;
    assign blocks = sum_q_5;
    assign rotation = rotation_set;
    assign key_three = equal_q;
    assign value_three = equal_q_1;
    assign init_pages = init_set;
    assign local_pages = local_set;
    assign residual = sum_q;
    assign key_low = sum_q_1;
    assign value_low = sum_q_2;
    assign key_high = sum_q_3;
    assign value_high = sum_q_4;
    assign unused = &{1'b0, sum};
    always @(posedge clock) begin
        if (set & (register == 4'd0)) size_set <= value[8:0];
        if (set & (register == 4'd1)) rotation_set <= value[3:0];
        if (set & (register == 4'd2)) key_bits_set <= value[2:0];
        if (set & (register == 4'd3)) value_bits_set <= value[2:0];
        if (set & (register == 4'd4)) init_set <= value[8:0];
        if (set & (register == 4'd5)) local_set <= value[8:0];
        if (set & (register == 4'd6)) residual_set <= value;
        sum_q <= region + residual_set;
        if (set & (register == 4'd7)) key_low_set <= value;
        sum_q_1 <= region + key_low_set;
        if (set & (register == 4'd8)) value_low_set <= value;
        sum_q_2 <= region + value_low_set;
        if (set & (register == 4'd9)) key_high_set <= value;
        sum_q_3 <= region + key_high_set;
        if (set & (register == 4'd10)) value_high_set <= value;
        sum_q_4 <= region + value_high_set;
        sum_q_5 <= sum[8:5];
        equal_q <= key_bits_set == 3'd3;
        equal_q_1 <= value_bits_set == 3'd3;
    end
endmodule

module harmonia_pair_residual (
    input wire clock,
    input wire start,
    input wire [8:0] size,
    input wire [4:0] last_token,
    input wire [63:0] word,
    input wire word_valid,
    output wire [63:0] halves,
    output wire halves_valid
);
    // Values of the group under way, masked.
    reg [11:0] words_seen = 12'h0;
    reg below_q;
    reg [2:0] words_seen_q;
    reg [63:0] word_q;
    reg [63:0] word_q_1;
    reg word_valid_q = 1'd0;
    reg word_valid_q_1 = 1'd0;
    reg both_q;
    reg both_q_1;
    reg both_q_2;
    reg both_q_3;
    reg [63:0] joined_q;
    reg word_valid_q_2 = 1'd0;
    assign halves = joined_q;
    assign halves_valid = word_valid_q_2;
    always @(posedge clock) begin
        words_seen <= start ? 12'h0 : (word_valid ? (words_seen + 12'h1) : words_seen);
        below_q <= words_seen[11:3] < size;
        words_seen_q <= words_seen[2:0];
        word_q <= word;
        word_q_1 <= word_q;
        word_valid_q <= word_valid;
        word_valid_q_1 <= word_valid_q;
        both_q <= (~(last_token < {words_seen_q, 2'd0})) & below_q;
        both_q_1 <= (~(last_token < {words_seen_q, 2'd1})) & below_q;
        both_q_2 <= (~(last_token < {words_seen_q, 2'd2})) & below_q;
        both_q_3 <= (~(last_token < {words_seen_q, 2'd3})) & below_q;
        joined_q <= {word_q_1[63:48] & {16{both_q_3}}, word_q_1[47:32] & {16{both_q_2}}, word_q_1[31:16] & {16{both_q_1}}, word_q_1[15:0] & {16{both_q}}};
        word_valid_q_2 <= word_valid_q_1;
    end
endmodule

module harmonia_pair_result_queue (
    input wire clock,
    input wire [33:0] result,
    input wire result_valid,
    input wire results_ready,
    output wire [33:0] results_data,
    output wire results_valid,
    output wire taken
);
    // 64 results and two on offer; never written when full.
    (* no_rw_check *) reg [33:0] entries [0:63];
    reg [6:0] head = 7'd0;
    reg [6:0] tail = 7'd0;
    wire [33:0] word;
    reg [33:0] first = 34'h0;
    reg [33:0] second = 34'h0;
    reg holds_one = 1'd0;
    reg holds_two = 1'd0;
    wire first_taken;
    wire inverse;
    wire both;
    wire either;
    wire either_1;
    assign word = entries[head[5:0]];
    assign first_taken = holds_one & results_ready;
    assign inverse = ~holds_two;
    assign both = (~(head == tail)) & inverse;
    assign either = (~holds_one) | results_ready;
    assign either_1 = holds_two | both;
    assign results_data = first;
    assign results_valid = holds_one;
    assign taken = first_taken;
    always @(posedge clock) begin
        if (both) head <= head + 7'd1;
        if (result_valid) tail <= tail + 7'd1;
        if (either) first <= holds_two ? second : word;
        if (inverse) second <= word;
        holds_one <= either ? either_1 : 1'd1;
        holds_two <= (~either) & either_1;
        if (result_valid) entries[tail[5:0]] <= result;
    end
endmodule

module harmonia_pair_results (
    input wire clock,
    input wire [33:0] engine_results,
    input wire engine_results_valid,
    input wire scores_ready,
    input wire outputs_ready,
    input wire [31:0] quotient,
    input wire [1:0] quotient_flags,
    output wire engine_results_ready,
    output wire [33:0] result,
    output wire result_valid,
    output wire [33:0] answer
);
    // Results of the phases of a query.
    reg [33:0] first = 34'h0;
    reg [33:0] second = 34'h0;
    reg holds_one = 1'd0;
    reg holds_two = 1'd0;
    wire inverse;
    wire either;
    wire either_1;
    assign inverse = ~holds_two;
    assign either = (~holds_one) | (scores_ready | outputs_ready);
    assign either_1 = holds_two | (engine_results_valid & inverse);
    assign engine_results_ready = inverse;
    assign result = first;
    assign result_valid = holds_one;
    assign answer = {quotient_flags, quotient};
    always @(posedge clock) begin
        if (either) first <= holds_two ? second : engine_results;
        if (inverse) second <= engine_results;
        holds_one <= either ? either_1 : 1'd1;
        holds_two <= (~either) & either_1;
    end
endmodule

module harmonia_pair_rotate (
    input wire clock,
    input wire [15:0] value,
    input wire [15:0] offset,
    input wire value_valid,
    input wire [3:0] rotation,
    input wire [2:0] halvings,
    input wire [8:0] count,
    output wire value_ready,
    output wire [31:0] rotated,
    output wire rotated_valid
);
    // FP32 of (X - C) times the 2^m x 2^m Hadamard matrix times 2^-halvings; one value in two cycles.
    (* no_rw_check *) reg [43:0] waiting_1 [0:1];
    (* no_rw_check *) reg [44:0] waiting_2 [0:3];
    (* no_rw_check *) reg [45:0] waiting_3 [0:7];
    (* no_rw_check *) reg [46:0] waiting_4 [0:15];
    (* no_rw_check *) reg [47:0] waiting_5 [0:31];
    (* no_rw_check *) reg [48:0] waiting_6 [0:63];
    (* no_rw_check *) reg [49:0] waiting_7 [0:127];
    reg below_q;
    reg below_q_1;
    reg below_q_2;
    reg below_q_3;
    reg below_q_4;
    reg below_q_5;
    reg below_q_6;
    reg below_q_7;
    reg below_q_8;
    reg below_q_9;
    reg below_q_10;
    reg below_q_11;
    reg below_q_12;
    reg below_q_13;
    reg below_q_14;
    reg below_q_15;
    wire [7:0] delay;
    reg [8:0] steps;
    reg pause = 1'd0;
    reg filled = 1'd0;
    reg draining = 1'd0;
    reg [8:0] taken = 9'h0;
    wire inverse;
    wire both;
    wire [8:0] number;
    wire both_1;
    reg both_q = 1'd0;
    reg [7:0] number_q;
    reg below_q_16;
    reg both_q_1 = 1'd0;
    wire nonzero;
    reg [11:0] sum_q;
    reg [4:0] shift;
    wire [12:0] joined;
    wire [13:0] joined_1;
    reg [14:0] chosen_q;
    reg [2:0] shift_q;
    wire [18:0] joined_2;
    wire [22:0] joined_3;
    wire [26:0] joined_4;
    wire [30:0] joined_5;
    wire [34:0] joined_6;
    wire [38:0] joined_7;
    reg [40:0] chosen_q_1;
    wire nonzero_1;
    reg [11:0] sum_q_1;
    reg [4:0] shift_1;
    wire [12:0] joined_8;
    wire [13:0] joined_9;
    reg [14:0] chosen_q_2;
    reg [2:0] shift_q_1;
    wire [18:0] joined_10;
    wire [22:0] joined_11;
    wire [26:0] joined_12;
    wire [30:0] joined_13;
    wire [34:0] joined_14;
    wire [38:0] joined_15;
    reg [40:0] chosen_q_3;
    reg [41:0] difference;
    reg both_q_2 = 1'd0;
    reg both_q_3 = 1'd0;
    reg both_q_4 = 1'd0;
    reg [7:0] number_q_1;
    reg [7:0] number_q_2;
    reg [7:0] number_q_3;
    wire inverse_1;
    reg [42:0] waiting_0 = 43'h0;
    reg [42:0] waited_0;
    reg [42:0] joins_0;
    reg [42:0] wide_q;
    reg inverse_q;
    reg both_q_5 = 1'd0;
    reg [7:0] number_q_4;
    reg [42:0] stage_0;
    reg both_q_6 = 1'd0;
    reg [7:0] number_q_5;
    wire inverse_2;
    reg [43:0] waited_1;
    reg [43:0] joins_1;
    reg [43:0] wide_q_1;
    reg inverse_q_1;
    reg both_q_7 = 1'd0;
    reg [7:0] number_q_6;
    reg [43:0] stage_1;
    reg both_q_8 = 1'd0;
    reg [7:0] number_q_7;
    wire inverse_3;
    reg [44:0] waited_2;
    reg [44:0] joins_2;
    reg [44:0] wide_q_2;
    reg inverse_q_2;
    reg both_q_9 = 1'd0;
    reg [7:0] number_q_8;
    reg [44:0] stage_2;
    reg both_q_10 = 1'd0;
    reg [7:0] number_q_9;
    wire inverse_4;
    reg [45:0] waited_3;
    reg [45:0] joins_3;
    reg [45:0] wide_q_3;
    reg inverse_q_3;
    reg both_q_11 = 1'd0;
    reg [7:0] number_q_10;
    reg [45:0] stage_3;
    reg both_q_12 = 1'd0;
    reg [7:0] number_q_11;
    wire inverse_5;
    reg [46:0] waited_4;
    reg [46:0] joins_4;
    reg [46:0] wide_q_4;
    reg inverse_q_4;
    reg both_q_13 = 1'd0;
    reg [7:0] number_q_12;
    reg [46:0] stage_4;
    reg both_q_14 = 1'd0;
    reg [7:0] number_q_13;
    wire inverse_6;
    reg [47:0] word;
    reg [47:0] waited_5;
    reg either_q;
    reg [47:0] wide_q_5;
    reg [47:0] joins_5;
    reg [47:0] wide_q_6;
    reg inverse_q_5;
    reg inverse_q_6;
    reg both_q_15 = 1'd0;
    reg both_q_16 = 1'd0;
    reg [7:0] number_q_14;
    reg [7:0] number_q_15;
    reg [47:0] stage_5;
    reg both_q_17 = 1'd0;
    reg [7:0] number_q_16;
    wire inverse_7;
    reg [48:0] word_1;
    reg [48:0] waited_6;
    reg either_q_1;
    reg [48:0] wide_q_7;
    reg [48:0] joins_6;
    reg [48:0] wide_q_8;
    reg inverse_q_7;
    reg inverse_q_8;
    reg both_q_18 = 1'd0;
    reg both_q_19 = 1'd0;
    reg [7:0] number_q_17;
    reg [7:0] number_q_18;
    reg [48:0] stage_6;
    reg both_q_20 = 1'd0;
    reg [7:0] number_q_19;
    wire inverse_8;
    reg [49:0] word_2;
    reg [49:0] waited_7;
    reg either_q_2;
    reg [49:0] wide_q_9;
    reg [49:0] joins_7;
    reg [49:0] wide_q_10;
    reg inverse_q_9;
    reg inverse_q_10;
    reg both_q_21 = 1'd0;
    reg both_q_22 = 1'd0;
    reg [7:0] number_q_20;
    reg [7:0] number_q_21;
    reg [49:0] stage_7;
    reg [7:0] difference_q;
    reg [63:0] magnitude;
    wire inverse_9;
    reg [63:0] chosen_q_4;
    reg inverse_q_11;
    wire inverse_10;
    reg [63:0] chosen_q_5;
    reg inverse_q_12;
    reg inverse_q_13;
    wire inverse_11;
    wire [63:0] chosen;
    wire inverse_12;
    reg [63:0] chosen_q_6;
    reg inverse_q_14;
    reg inverse_q_15;
    reg inverse_q_16;
    reg inverse_q_17;
    wire inverse_13;
    wire [63:0] chosen_1;
    wire inverse_14;
    reg [63:0] chosen_q_7;
    reg inverse_q_18;
    reg inverse_q_19;
    reg inverse_q_20;
    reg inverse_q_21;
    reg inverse_q_22;
    reg inverse_q_23;
    reg inverse_q_24;
    reg inverse_q_25;
    reg inverse_q_26;
    reg inverse_q_27;
    reg [30:0] chosen_q_8;
    reg round_up;
    reg stage_7_q;
    reg stage_7_q_1;
    reg stage_7_q_2;
    reg stage_7_q_3;
    reg stage_7_q_4;
    reg stage_7_q_5;
    reg [31:0] joined_q;
    reg both_q_23 = 1'd0;
    reg both_q_24 = 1'd0;
    reg both_q_25 = 1'd0;
    reg both_q_26 = 1'd0;
    reg both_q_27 = 1'd0;
    reg both_q_28 = 1'd0;
    reg both_q_29 = 1'd0;
    reg both_q_30 = 1'd0;
    reg both_q_31 = 1'd0;
    reg both_q_32 = 1'd0;
    reg both_q_33 = 1'd0;
    reg both_q_34 = 1'd0;
    reg both_q_35 = 1'd0;
    reg both_q_36 = 1'd0;
    reg both_q_37 = 1'd0;
    reg both_q_38 = 1'd0;
    reg both_q_39 = 1'd0;
    reg both_q_40 = 1'd0;
    reg both_q_41 = 1'd0;
    reg both_q_42 = 1'd0;
    reg both_q_43 = 1'd0;
    reg both_q_44 = 1'd0;
    reg both_q_45 = 1'd0;
    reg both_q_46 = 1'd0;
    reg both_q_47 = 1'd0;
    reg both_q_48 = 1'd0;
    reg both_q_49 = 1'd0;
    reg both_q_50 = 1'd0;
    reg both_q_51 = 1'd0;
    reg both_q_52 = 1'd0;
    reg both_q_53 = 1'd0;
    reg both_q_54 = 1'd0;
    reg both_q_55 = 1'd0;
    reg both_q_56 = 1'd0;
    reg both_q_57 = 1'd0;
    reg both_q_58 = 1'd0;
    reg both_q_59 = 1'd0;
    reg both_q_60 = 1'd0;
    reg both_q_61 = 1'd0;
    reg both_q_62 = 1'd0;
    reg both_q_63 = 1'd0;
    reg both_q_64 = 1'd0;
    reg both_q_65 = 1'd0;
    reg both_q_66 = 1'd0;
    reg both_q_67 = 1'd0;
    reg both_q_68 = 1'd0;
    reg both_q_69 = 1'd0;
    reg both_q_70 = 1'd0;
    reg both_q_71 = 1'd0;
    reg both_q_72 = 1'd0;
    reg both_q_73 = 1'd0;
    reg both_q_74 = 1'd0;
    reg both_q_75 = 1'd0;
    reg both_q_76 = 1'd0;
    reg both_q_77 = 1'd0;
    reg both_q_78 = 1'd0;
    reg both_q_79 = 1'd0;
    reg both_q_80 = 1'd0;
    wire inverse_15;
    wire unused;
    assign delay = {below_q_15, below_q_13, below_q_11, below_q_9, below_q_7, below_q_5, below_q_3, below_q_1};
    assign inverse = ~(pause | draining);
    assign both = inverse & (filled | value_valid);
    assign number = taken + 9'h1;
    assign both_1 = both & (number == steps);
    assign nonzero = |value[14:10];
    assign joined = {sum_q, 1'd0};
    assign joined_1 = {sum_q, 2'd0};
    assign joined_2 = {chosen_q, 4'd0};
    assign joined_3 = {chosen_q, 8'd0};
    assign joined_4 = {chosen_q, 12'h0};
    assign joined_5 = {chosen_q, 16'h0};
    assign joined_6 = {chosen_q, 20'h0};
    assign joined_7 = {chosen_q, 24'h0};
    assign nonzero_1 = |offset[14:10];
    assign joined_8 = {sum_q_1, 1'd0};
    assign joined_9 = {sum_q_1, 2'd0};
    assign joined_10 = {chosen_q_2, 4'd0};
    assign joined_11 = {chosen_q_2, 8'd0};
    assign joined_12 = {chosen_q_2, 12'h0};
    assign joined_13 = {chosen_q_2, 16'h0};
    assign joined_14 = {chosen_q_2, 20'h0};
    assign joined_15 = {chosen_q_2, 24'h0};
    assign inverse_1 = ~number_q_3[0];
    assign inverse_2 = ~number_q_5[1];
    assign inverse_3 = ~number_q_7[2];
    assign inverse_4 = ~number_q_9[3];
    assign inverse_5 = ~number_q_11[4];
    assign inverse_6 = ~number_q_13[5];
    assign inverse_7 = ~number_q_16[6];
    assign inverse_8 = ~number_q_19[7];
    assign inverse_9 = ~(|magnitude[63:32]);
    assign inverse_10 = ~(|chosen_q_4[63:48]);
    assign inverse_11 = ~(|chosen_q_5[63:56]);
    assign chosen = inverse_11 ? {chosen_q_5[55:0], 8'd0} : chosen_q_5;
    assign inverse_12 = ~(|chosen[63:60]);
    assign inverse_13 = ~(|chosen_q_6[63:62]);
    assign chosen_1 = inverse_13 ? {chosen_q_6[61:0], 2'd0} : chosen_q_6;
    assign inverse_14 = ~chosen_1[63];
    assign inverse_15 = ~both_q_80;
    assign value_ready = inverse & (~filled);
    assign rotated = joined_q;
    assign rotated_valid = both_q_51;
    assign unused = &{1'b0, number_q_21[7], chosen_q_7[63]};
    always @(posedge clock) begin
        below_q <= 4'd0 < rotation;
        below_q_1 <= below_q;
        below_q_2 <= 4'd1 < rotation;
        below_q_3 <= below_q_2;
        below_q_4 <= 4'd2 < rotation;
        below_q_5 <= below_q_4;
        below_q_6 <= 4'd3 < rotation;
        below_q_7 <= below_q_6;
        below_q_8 <= 4'd4 < rotation;
        below_q_9 <= below_q_8;
        below_q_10 <= 4'd5 < rotation;
        below_q_11 <= below_q_10;
        below_q_12 <= 4'd6 < rotation;
        below_q_13 <= below_q_12;
        below_q_14 <= 4'd7 < rotation;
        below_q_15 <= below_q_14;
        steps <= count + {1'b0, delay};
        pause <= both;
        filled <= inverse_15 & (filled | (both & (number == count)));
        draining <= inverse_15 & (draining | both_1);
        taken <= both_q_80 ? 9'h0 : (both ? number : taken);
        both_q <= both;
        number_q <= number[7:0];
        below_q_16 <= {1'b0, delay} < number;
        both_q_1 <= both_1;
        sum_q <= ({1'b0, {nonzero, value[9:0]}} ^ {12{value[15]}}) + {11'b0, value[15]};
        shift <= value[14:10] - {4'b0, nonzero};
        chosen_q <= shift[1]
            ? (shift[0] ? {sum_q, 3'd0} : {{1{joined_1[13]}}, joined_1})
            : (shift[0] ? {{2{joined[12]}}, joined} : {{3{sum_q[11]}}, sum_q});
        shift_q <= shift[4:2];
        chosen_q_1 <= shift_q[2]
            ? (shift_q[1]
            ? (shift_q[0] ? {chosen_q[12:0], 28'h0} : {{2{joined_7[38]}}, joined_7})
            : (shift_q[0] ? {{6{joined_6[34]}}, joined_6} : {{10{joined_5[30]}}, joined_5}))
            : (shift_q[1]
            ? (shift_q[0] ? {{14{joined_4[26]}}, joined_4} : {{18{joined_3[22]}}, joined_3})
            : (shift_q[0] ? {{22{joined_2[18]}}, joined_2} : {{26{chosen_q[14]}}, chosen_q}));
        sum_q_1 <= ({1'b0, {nonzero_1, offset[9:0]}} ^ {12{offset[15]}}) + {11'b0, offset[15]};
        shift_1 <= offset[14:10] - {4'b0, nonzero_1};
        chosen_q_2 <= shift_1[1]
            ? (shift_1[0] ? {sum_q_1, 3'd0} : {{1{joined_9[13]}}, joined_9})
            : (shift_1[0] ? {{2{joined_8[12]}}, joined_8} : {{3{sum_q_1[11]}}, sum_q_1});
        shift_q_1 <= shift_1[4:2];
        chosen_q_3 <= shift_q_1[2]
            ? (shift_q_1[1]
            ? (shift_q_1[0] ? {chosen_q_2[12:0], 28'h0} : {{2{joined_15[38]}}, joined_15})
            : (shift_q_1[0] ? {{6{joined_14[34]}}, joined_14} : {{10{joined_13[30]}}, joined_13}))
            : (shift_q_1[1]
            ? (shift_q_1[0] ? {{14{joined_12[26]}}, joined_12} : {{18{joined_11[22]}}, joined_11})
            : (shift_q_1[0] ? {{22{joined_10[18]}}, joined_10} : {{26{chosen_q_2[14]}}, chosen_q_2}));
        difference <= {{1{chosen_q_1[40]}}, chosen_q_1} - {{1{chosen_q_3[40]}}, chosen_q_3};
        both_q_2 <= both_q;
        both_q_3 <= both_q_2;
        both_q_4 <= both_q_3;
        number_q_1 <= number_q;
        number_q_2 <= number_q_1;
        number_q_3 <= number_q_2;
        if (both_q_5) waiting_0 <= inverse_q ? (waited_0 - wide_q) : wide_q;
        waited_0 <= below_q_1 ? waiting_0 : 43'h0;
        joins_0 <= (inverse_1 | (~below_q_1)) ? {{1{difference[41]}}, difference} : 43'h0;
        wide_q <= {{1{difference[41]}}, difference};
        inverse_q <= inverse_1;
        both_q_5 <= both_q_4;
        number_q_4 <= number_q_3;
        stage_0 <= waited_0 + joins_0;
        both_q_6 <= both_q_5;
        number_q_5 <= number_q_4;
        waited_1 <= below_q_3 ? (waiting_1[number_q_5[0]]) : 44'h0;
        joins_1 <= (inverse_2 | (~below_q_3)) ? {{1{stage_0[42]}}, stage_0} : 44'h0;
        wide_q_1 <= {{1{stage_0[42]}}, stage_0};
        inverse_q_1 <= inverse_2;
        both_q_7 <= both_q_6;
        number_q_6 <= number_q_5;
        stage_1 <= waited_1 + joins_1;
        both_q_8 <= both_q_7;
        number_q_7 <= number_q_6;
        waited_2 <= below_q_5 ? (waiting_2[number_q_7[1:0]]) : 45'h0;
        joins_2 <= (inverse_3 | (~below_q_5)) ? {{1{stage_1[43]}}, stage_1} : 45'h0;
        wide_q_2 <= {{1{stage_1[43]}}, stage_1};
        inverse_q_2 <= inverse_3;
        both_q_9 <= both_q_8;
        number_q_8 <= number_q_7;
        stage_2 <= waited_2 + joins_2;
        both_q_10 <= both_q_9;
        number_q_9 <= number_q_8;
        waited_3 <= below_q_7 ? (waiting_3[number_q_9[2:0]]) : 46'h0;
        joins_3 <= (inverse_4 | (~below_q_7)) ? {{1{stage_2[44]}}, stage_2} : 46'h0;
        wide_q_3 <= {{1{stage_2[44]}}, stage_2};
        inverse_q_3 <= inverse_4;
        both_q_11 <= both_q_10;
        number_q_10 <= number_q_9;
        stage_3 <= waited_3 + joins_3;
        both_q_12 <= both_q_11;
        number_q_11 <= number_q_10;
        waited_4 <= below_q_9 ? (waiting_4[number_q_11[3:0]]) : 47'h0;
        joins_4 <= (inverse_5 | (~below_q_9)) ? {{1{stage_3[45]}}, stage_3} : 47'h0;
        wide_q_4 <= {{1{stage_3[45]}}, stage_3};
        inverse_q_4 <= inverse_5;
        both_q_13 <= both_q_12;
        number_q_12 <= number_q_11;
        stage_4 <= waited_4 + joins_4;
        both_q_14 <= both_q_13;
        number_q_13 <= number_q_12;
        word <= waiting_5[number_q_13[4:0]];
        waited_5 <= below_q_11 ? word : 48'h0;
        either_q <= inverse_6 | (~below_q_11);
        wide_q_5 <= {{1{stage_4[46]}}, stage_4};
        joins_5 <= either_q ? wide_q_5 : 48'h0;
        wide_q_6 <= wide_q_5;
        inverse_q_5 <= inverse_6;
        inverse_q_6 <= inverse_q_5;
        both_q_15 <= both_q_14;
        both_q_16 <= both_q_15;
        number_q_14 <= number_q_13;
        number_q_15 <= number_q_14;
        stage_5 <= waited_5 + joins_5;
        both_q_17 <= both_q_16;
        number_q_16 <= number_q_15;
        word_1 <= waiting_6[number_q_16[5:0]];
        waited_6 <= below_q_13 ? word_1 : 49'h0;
        either_q_1 <= inverse_7 | (~below_q_13);
        wide_q_7 <= {{1{stage_5[47]}}, stage_5};
        joins_6 <= either_q_1 ? wide_q_7 : 49'h0;
        wide_q_8 <= wide_q_7;
        inverse_q_7 <= inverse_7;
        inverse_q_8 <= inverse_q_7;
        both_q_18 <= both_q_17;
        both_q_19 <= both_q_18;
        number_q_17 <= number_q_16;
        number_q_18 <= number_q_17;
        stage_6 <= waited_6 + joins_6;
        both_q_20 <= both_q_19;
        number_q_19 <= number_q_18;
        word_2 <= waiting_7[number_q_19[6:0]];
        waited_7 <= below_q_15 ? word_2 : 50'h0;
        either_q_2 <= inverse_8 | (~below_q_15);
        wide_q_9 <= {{1{stage_6[48]}}, stage_6};
        joins_7 <= either_q_2 ? wide_q_9 : 50'h0;
        wide_q_10 <= wide_q_9;
        inverse_q_9 <= inverse_8;
        inverse_q_10 <= inverse_q_9;
        both_q_21 <= both_q_20;
        both_q_22 <= both_q_21;
        number_q_20 <= number_q_19;
        number_q_21 <= number_q_20;
        stage_7 <= waited_7 + joins_7;
        difference_q <= 8'd152 - {5'b0, halvings};
        magnitude <= ({stage_7, 14'h0} ^ {64{stage_7[49]}}) + {63'b0, stage_7[49]};
        chosen_q_4 <= inverse_9 ? {magnitude[31:0], 32'h0} : magnitude;
        inverse_q_11 <= inverse_9;
        chosen_q_5 <= inverse_10 ? {chosen_q_4[47:0], 16'h0} : chosen_q_4;
        inverse_q_12 <= inverse_10;
        inverse_q_13 <= inverse_q_11;
        chosen_q_6 <= inverse_12 ? {chosen[59:0], 4'd0} : chosen;
        inverse_q_14 <= inverse_12;
        inverse_q_15 <= inverse_11;
        inverse_q_16 <= inverse_q_12;
        inverse_q_17 <= inverse_q_13;
        chosen_q_7 <= inverse_14 ? {chosen_1[62:0], 1'd0} : chosen_1;
        inverse_q_18 <= inverse_14;
        inverse_q_19 <= inverse_13;
        inverse_q_20 <= inverse_q_14;
        inverse_q_21 <= inverse_q_15;
        inverse_q_22 <= inverse_q_16;
        inverse_q_23 <= inverse_q_17;
        inverse_q_24 <= ~(|magnitude);
        inverse_q_25 <= inverse_q_24;
        inverse_q_26 <= inverse_q_25;
        inverse_q_27 <= inverse_q_26;
        chosen_q_8 <= inverse_q_27
            ? 31'h0
            : {difference_q - {2'b0, {inverse_q_23, inverse_q_22, inverse_q_21, inverse_q_20, inverse_q_19, inverse_q_18}}, chosen_q_7[62:40]};
        round_up <= chosen_q_7[39] & ((|chosen_q_7[38:0]) | chosen_q_7[40]);
        stage_7_q <= stage_7[49];
        stage_7_q_1 <= stage_7_q;
        stage_7_q_2 <= stage_7_q_1;
        stage_7_q_3 <= stage_7_q_2;
        stage_7_q_4 <= stage_7_q_3;
        stage_7_q_5 <= stage_7_q_4;
        joined_q <= {stage_7_q_5, chosen_q_8 + {30'b0, round_up}};
        both_q_23 <= below_q_16 & both_q;
        both_q_24 <= both_q_23;
        both_q_25 <= both_q_24;
        both_q_26 <= both_q_25;
        both_q_27 <= both_q_26;
        both_q_28 <= both_q_27;
        both_q_29 <= both_q_28;
        both_q_30 <= both_q_29;
        both_q_31 <= both_q_30;
        both_q_32 <= both_q_31;
        both_q_33 <= both_q_32;
        both_q_34 <= both_q_33;
        both_q_35 <= both_q_34;
        both_q_36 <= both_q_35;
        both_q_37 <= both_q_36;
        both_q_38 <= both_q_37;
        both_q_39 <= both_q_38;
        both_q_40 <= both_q_39;
        both_q_41 <= both_q_40;
        both_q_42 <= both_q_41;
        both_q_43 <= both_q_42;
        both_q_44 <= both_q_43;
        both_q_45 <= both_q_44;
        both_q_46 <= both_q_45;
        both_q_47 <= both_q_46;
        both_q_48 <= both_q_47;
        both_q_49 <= both_q_48;
        both_q_50 <= both_q_49;
        both_q_51 <= both_q_50;
        both_q_52 <= both_q_1;
        both_q_53 <= both_q_52;
        both_q_54 <= both_q_53;
        both_q_55 <= both_q_54;
        both_q_56 <= both_q_55;
        both_q_57 <= both_q_56;
        both_q_58 <= both_q_57;
        both_q_59 <= both_q_58;
        both_q_60 <= both_q_59;
        both_q_61 <= both_q_60;
        both_q_62 <= both_q_61;
        both_q_63 <= both_q_62;
        both_q_64 <= both_q_63;
        both_q_65 <= both_q_64;
        both_q_66 <= both_q_65;
        both_q_67 <= both_q_66;
        both_q_68 <= both_q_67;
        both_q_69 <= both_q_68;
        both_q_70 <= both_q_69;
        both_q_71 <= both_q_70;
        both_q_72 <= both_q_71;
        both_q_73 <= both_q_72;
        both_q_74 <= both_q_73;
        both_q_75 <= both_q_74;
        both_q_76 <= both_q_75;
        both_q_77 <= both_q_76;
        both_q_78 <= both_q_77;
        both_q_79 <= both_q_78;
        both_q_80 <= both_q_79;
        if (both_q_7) waiting_1[number_q_6[0]] <= inverse_q_1 ? (waited_1 - wide_q_1) : wide_q_1;
        if (both_q_9) waiting_2[number_q_8[1:0]] <= inverse_q_2 ? (waited_2 - wide_q_2) : wide_q_2;
        if (both_q_11) waiting_3[number_q_10[2:0]] <= inverse_q_3 ? (waited_3 - wide_q_3) : wide_q_3;
        if (both_q_13) waiting_4[number_q_12[3:0]] <= inverse_q_4 ? (waited_4 - wide_q_4) : wide_q_4;
        if (both_q_16) waiting_5[number_q_15[4:0]] <= inverse_q_6 ? (waited_5 - wide_q_6) : wide_q_6;
        if (both_q_19) waiting_6[number_q_18[5:0]] <= inverse_q_8 ? (waited_6 - wide_q_8) : wide_q_8;
        if (both_q_22) waiting_7[number_q_21[6:0]] <= inverse_q_10 ? (waited_7 - wide_q_10) : wide_q_10;
    end
endmodule

module harmonia_pair_router (
    input wire clock,
    input wire [63:0] host_command,
    input wire host_command_valid,
    input wire engine_command_ready,
    input wire engine_quiet,
    input wire attention_idle,
    input wire [63:0] attention_command,
    input wire attention_command_valid,
    input wire [1023:0] host_activations,
    input wire host_activations_valid,
    input wire [1023:0] attention_activations,
    input wire attention_activations_valid,
    input wire engine_activations_ready,
    input wire [33:0] engine_results,
    input wire engine_results_valid,
    input wire attention_takes_results,
    input wire [33:0] attention_results,
    input wire attention_results_valid,
    input wire results_ready,
    output wire host_command_ready,
    output wire [63:0] engine_command,
    output wire engine_command_valid,
    output wire attention_starts,
    output wire attention_command_ready,
    output wire [1023:0] activations,
    output wire activations_valid,
    output wire host_activations_ready,
    output wire attention_activations_ready,
    output wire to_attention_valid,
    output wire engine_results_ready,
    output wire [33:0] results,
    output wire results_valid,
    output wire attention_results_ready
);
    // The engine's streams, for the host or the attention unit.
    wire inverse;
    wire either;
    wire host_to_engine;
    wire engine_started;
    reg engine_started_q = 1'd0;
    reg engine_started_q_1 = 1'd0;
    reg engine_started_q_2 = 1'd0;
    wire attention_may_start;
    reg attention_loads = 1'd0;
    assign inverse = ~attention_idle;
    assign either = (host_command[3:0] == 4'd1) | (host_command[3:0] == 4'd2);
    assign host_to_engine = (host_command_valid & either) & attention_idle;
    assign engine_started = host_to_engine & engine_command_ready;
    assign attention_may_start = (attention_idle & engine_quiet) & (~(((1'd0 | engine_started_q) | engine_started_q_1) | engine_started_q_2));
    assign host_command_ready = host_command_valid & (either ? (attention_idle & engine_command_ready) : attention_may_start);
    assign engine_command = inverse ? attention_command : host_command;
    assign engine_command_valid = inverse ? attention_command_valid : host_to_engine;
    assign attention_starts = (host_command_valid & (~either)) & attention_may_start;
    assign attention_command_ready = inverse & engine_command_ready;
    assign activations = attention_loads ? attention_activations : host_activations;
    assign activations_valid = inverse ? attention_activations_valid : host_activations_valid;
    assign host_activations_ready = attention_idle & engine_activations_ready;
    assign attention_activations_ready = inverse & engine_activations_ready;
    assign to_attention_valid = inverse & engine_results_valid;
    assign engine_results_ready = inverse ? attention_takes_results : results_ready;
    assign results = inverse ? attention_results : engine_results;
    assign results_valid = inverse ? attention_results_valid : engine_results_valid;
    assign attention_results_ready = inverse & results_ready;
    always @(posedge clock) begin
        engine_started_q <= engine_started;
        engine_started_q_1 <= engine_started_q;
        engine_started_q_2 <= engine_started_q_1;
        attention_loads <= inverse;
    end
endmodule

module harmonia_pair_row (
    input wire clock,
    input wire [33:0] score,
    input wire score_valid,
    input wire [13:0] address,
    input wire score_visible,
    input wire clear,
    input wire read,
    input wire [13:0] read_address,
    input wire visible,
    input wire moves,
    input wire [671:0] next_row,
    output wire [671:0] weights,
    input wire counts,
    input wire overflow_in,
    output wire overflow_out,
    input wire weights_valid_in,
    output wire weights_valid_out
);
    wire [31:0] score_buffer_score;
    wire score_buffer_score_valid;
    wire [16:0] score_buffer_ceiling;
    wire score_buffer_overflow;
    wire [671:0] lane_weights;
    wire lane_weights_valid;
    wire row_chain_overflow_out;
    wire row_chain_weights_valid_out;
    harmonia_pair_score_buffer score_buffer (
        .clock(clock),
        .result(score),
        .result_valid(score_valid),
        .result_address(address),
        .visible(score_visible),
        .clear(clear),
        .read_address(read_address),
        .read(read),
        .score(score_buffer_score),
        .score_valid(score_buffer_score_valid),
        .ceiling(score_buffer_ceiling),
        .overflow(score_buffer_overflow)
    );
    harmonia_pair_softmax_lane lane (
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
    harmonia_pair_row_chain row_chain (
        .clock(clock),
        .counts(counts),
        .overflow(score_buffer_overflow),
        .overflow_in(overflow_in),
        .weights_valid(lane_weights_valid),
        .weights_valid_in(weights_valid_in),
        .overflow_out(row_chain_overflow_out),
        .weights_valid_out(row_chain_weights_valid_out)
    );
    assign weights = lane_weights;
    assign weights_valid_out = row_chain_weights_valid_out;
    assign overflow_out = row_chain_overflow_out;
endmodule

module harmonia_pair_row_chain (
    input wire clock,
    input wire counts,
    input wire overflow,
    input wire overflow_in,
    input wire weights_valid,
    input wire weights_valid_in,
    output wire overflow_out,
    output wire weights_valid_out
);
    // Any row's overflow, any row's weights.
    wire unused;
    assign overflow_out = (counts & overflow) | overflow_in;
    assign weights_valid_out = weights_valid | weights_valid_in;
    assign unused = &{1'b0, clock};
endmodule

module harmonia_pair_scale (
    input wire clock,
    input wire [17:0] sum,
    input wire [13:0] block_sum,
    input wire [7:0] exponent,
    input wire [37:0] scale,
    input wire pass_valid,
    input wire low_pass,
    output wire [64:0] addend,
    output wire overflow
);
    // floor(md * P * 2^(E + ed + 32)) + floor(mm * S * 2^(E + em + 32)); two passes of INT8 joined before rounding.
    reg pass_valid_q = 1'd0;
    reg low_pass_q;
    reg [11:0] scaled_sum_a;
    reg [17:0] scaled_sum_b;
    reg [29:0] scaled_sum;
    reg [29:0] scaled_sum_q;
    reg [29:0] held = 30'h0;
    reg [33:0] scaled_group;
    reg [9:0] sum_q;
    reg [10:0] biased_shift;
    wire nonzero;
    wire inverse;
    wire [6:0] shift;
    reg [6:0] shift_q;
    reg [6:0] shift_q_1;
    wire [34:0] joined;
    wire [35:0] joined_1;
    reg [36:0] shifted_fine;
    reg [4:0] shift_left_over;
    wire [40:0] joined_2;
    wire [44:0] joined_3;
    wire [48:0] joined_4;
    wire [52:0] joined_5;
    wire [56:0] joined_6;
    wire [60:0] joined_7;
    reg [64:0] shifted_middle;
    reg [1:0] shift_coarse;
    reg [63:0] aligned;
    reg lost;
    reg [11:0] scaled_block_sum_a;
    reg [13:0] scaled_block_sum_b;
    reg [25:0] scaled_block_sum;
    reg [25:0] scaled_block_sum_q;
    reg [25:0] scaled_block_sum_q_1;
    reg [8:0] sum_q_1;
    reg [9:0] biased_shift_1;
    wire nonzero_1;
    wire inverse_1;
    wire [6:0] shift_1;
    reg [6:0] shift_q_2;
    reg [6:0] shift_q_3;
    wire [33:0] wide;
    wire [34:0] joined_8;
    wire [35:0] joined_9;
    reg [36:0] shifted_fine_1;
    reg [4:0] shift_left_over_1;
    wire [40:0] joined_10;
    wire [44:0] joined_11;
    wire [48:0] joined_12;
    wire [52:0] joined_13;
    wire [56:0] joined_14;
    wire [60:0] joined_15;
    reg [64:0] shifted_middle_1;
    reg [1:0] shift_coarse_1;
    reg [63:0] aligned_1;
    reg lost_1;
    reg [64:0] both_parts;
    reg either_q;
    assign nonzero = |biased_shift[9:7];
    assign inverse = ~biased_shift[10];
    assign shift = {(biased_shift[6] | nonzero) & inverse, (biased_shift[5] | nonzero) & inverse, (biased_shift[4] | nonzero) & inverse, (biased_shift[3] | nonzero) & inverse, (biased_shift[2] | nonzero) & inverse, (biased_shift[1] | nonzero) & inverse, (biased_shift[0] | nonzero) & inverse};
    assign joined = {scaled_group, 1'd0};
    assign joined_1 = {scaled_group, 2'd0};
    assign joined_2 = {shifted_fine, 4'd0};
    assign joined_3 = {shifted_fine, 8'd0};
    assign joined_4 = {shifted_fine, 12'h0};
    assign joined_5 = {shifted_fine, 16'h0};
    assign joined_6 = {shifted_fine, 20'h0};
    assign joined_7 = {shifted_fine, 24'h0};
    assign nonzero_1 = |biased_shift_1[8:7];
    assign inverse_1 = ~biased_shift_1[9];
    assign shift_1 = {(biased_shift_1[6] | nonzero_1) & inverse_1, (biased_shift_1[5] | nonzero_1) & inverse_1, (biased_shift_1[4] | nonzero_1) & inverse_1, (biased_shift_1[3] | nonzero_1) & inverse_1, (biased_shift_1[2] | nonzero_1) & inverse_1, (biased_shift_1[1] | nonzero_1) & inverse_1, (biased_shift_1[0] | nonzero_1) & inverse_1};
    assign wide = {{8{scaled_block_sum_q_1[25]}}, scaled_block_sum_q_1};
    assign joined_8 = {wide, 1'd0};
    assign joined_9 = {wide, 2'd0};
    assign joined_10 = {shifted_fine_1, 4'd0};
    assign joined_11 = {shifted_fine_1, 8'd0};
    assign joined_12 = {shifted_fine_1, 12'h0};
    assign joined_13 = {shifted_fine_1, 16'h0};
    assign joined_14 = {shifted_fine_1, 20'h0};
    assign joined_15 = {shifted_fine_1, 24'h0};
    assign addend = both_parts;
    assign overflow = either_q;
    always @(posedge clock) begin
        pass_valid_q <= pass_valid;
        low_pass_q <= low_pass;
        scaled_sum_a <= scale[11:0];
        scaled_sum_b <= sum;
        scaled_sum <= $signed({{18{scaled_sum_a[11]}}, scaled_sum_a}) * $signed({{12{scaled_sum_b[17]}}, scaled_sum_b});
        scaled_sum_q <= scaled_sum;
        if (pass_valid_q) held <= scaled_sum_q;
        scaled_group <= low_pass_q
            ? ({held, 4'd0} + {{4{scaled_sum_q[29]}}, scaled_sum_q})
            : {{4{scaled_sum_q[29]}}, scaled_sum_q};
        sum_q <= {{2{exponent[7]}}, exponent} + {{1{scale[20]}}, scale[20:12]};
        biased_shift <= {{1{sum_q[9]}}, sum_q} + 11'h2f;
        shift_q <= shift;
        shift_q_1 <= shift_q;
        shifted_fine <= shift_q_1[1]
            ? (shift_q_1[0] ? {scaled_group, 3'd0} : {{1{joined_1[35]}}, joined_1})
            : (shift_q_1[0] ? {{2{joined[34]}}, joined} : {{3{scaled_group[33]}}, scaled_group});
        shift_left_over <= shift_q_1[6:2];
        shifted_middle <= shift_left_over[2]
            ? (shift_left_over[1]
            ? (shift_left_over[0] ? {shifted_fine, 28'h0} : {{4{joined_7[60]}}, joined_7})
            : (shift_left_over[0] ? {{8{joined_6[56]}}, joined_6} : {{12{joined_5[52]}}, joined_5}))
            : (shift_left_over[1]
            ? (shift_left_over[0] ? {{16{joined_4[48]}}, joined_4} : {{20{joined_3[44]}}, joined_3})
            : (shift_left_over[0] ? {{24{joined_2[40]}}, joined_2} : {{28{shifted_fine[36]}}, shifted_fine}));
        shift_coarse <= shift_left_over[4:3];
        aligned <= shift_coarse[1]
            ? (shift_coarse[0] ? {shifted_middle[7:0], 56'h0} : {shifted_middle[39:0], 24'h0})
            : (shift_coarse[0]
            ? {{7{shifted_middle[64]}}, shifted_middle[64:8]}
            : {{39{shifted_middle[64]}}, shifted_middle[64:40]});
        lost <= shift_coarse[1]
            ? (shift_coarse[0]
            ? (~((&shifted_middle[64:7]) | (~(|shifted_middle[64:7]))))
            : (~((&shifted_middle[64:39]) | (~(|shifted_middle[64:39])))))
            : 1'd0;
        scaled_block_sum_a <= scale[32:21];
        scaled_block_sum_b <= block_sum;
        scaled_block_sum <= $signed({{14{scaled_block_sum_a[11]}}, scaled_block_sum_a}) * $signed({{12{scaled_block_sum_b[13]}}, scaled_block_sum_b});
        scaled_block_sum_q <= scaled_block_sum;
        scaled_block_sum_q_1 <= scaled_block_sum_q;
        sum_q_1 <= {{1{exponent[7]}}, exponent} + {4'b0, scale[37:33]};
        biased_shift_1 <= {{1{sum_q_1[8]}}, sum_q_1} + 10'h2f;
        shift_q_2 <= shift_1;
        shift_q_3 <= shift_q_2;
        shifted_fine_1 <= shift_q_3[1]
            ? (shift_q_3[0] ? {wide, 3'd0} : {{1{joined_9[35]}}, joined_9})
            : (shift_q_3[0] ? {{2{joined_8[34]}}, joined_8} : {{3{wide[33]}}, wide});
        shift_left_over_1 <= shift_q_3[6:2];
        shifted_middle_1 <= shift_left_over_1[2]
            ? (shift_left_over_1[1]
            ? (shift_left_over_1[0] ? {shifted_fine_1, 28'h0} : {{4{joined_15[60]}}, joined_15})
            : (shift_left_over_1[0] ? {{8{joined_14[56]}}, joined_14} : {{12{joined_13[52]}}, joined_13}))
            : (shift_left_over_1[1]
            ? (shift_left_over_1[0] ? {{16{joined_12[48]}}, joined_12} : {{20{joined_11[44]}}, joined_11})
            : (shift_left_over_1[0]
            ? {{24{joined_10[40]}}, joined_10}
            : {{28{shifted_fine_1[36]}}, shifted_fine_1}));
        shift_coarse_1 <= shift_left_over_1[4:3];
        aligned_1 <= shift_coarse_1[1]
            ? (shift_coarse_1[0] ? {shifted_middle_1[7:0], 56'h0} : {shifted_middle_1[39:0], 24'h0})
            : (shift_coarse_1[0]
            ? {{7{shifted_middle_1[64]}}, shifted_middle_1[64:8]}
            : {{39{shifted_middle_1[64]}}, shifted_middle_1[64:40]});
        lost_1 <= shift_coarse_1[1]
            ? (shift_coarse_1[0]
            ? (~((&shifted_middle_1[64:7]) | (~(|shifted_middle_1[64:7]))))
            : (~((&shifted_middle_1[64:39]) | (~(|shifted_middle_1[64:39])))))
            : 1'd0;
        both_parts <= {{1{aligned[63]}}, aligned} + {{1{aligned_1[63]}}, aligned_1};
        either_q <= lost | lost_1;
    end
endmodule

module harmonia_pair_schedule (
    input wire clock,
    input wire start,
    input wire [10:0] group,
    input wire [8:0] init_pages,
    input wire [8:0] local_pages,
    input wire [3:0] blocks,
    input wire [1:0] last_query,
    input wire command_ready,
    output wire [63:0] command_data,
    output wire command_valid,
    output wire idle
);
    // Engine commands of a query.
    reg below_q;
    reg [11:0] old_end;
    reg below_q_1;
    reg [11:0] difference_q;
    reg [11:0] chosen_q;
    reg below_q_2;
    reg [11:0] local_begin;
    reg [11:0] difference_q_1;
    reg [11:0] sum_q;
    reg [11:0] difference_q_2;
    reg [2:0] mode = 3'd0;
    wire equal;
    wire equal_1;
    wire equal_2;
    wire equal_3;
    wire equal_4;
    reg [2:0] settling = 3'd0;
    wire equal_5;
    reg [1:0] run = 2'd0;
    reg [1:0] row = 2'd0;
    reg [11:0] page = 12'h0;
    reg [11:0] pages;
    reg [11:0] chosen_q_1;
    wire either;
    reg fresh = 1'd0;
    reg counted = 1'd0;
    wire inverse;
    wire both;
    wire valid;
    reg command_waits = 1'd0;
    wire inverse_1;
    wire sent;
    wire either_1;
    wire equal_6;
    wire runs_done;
    wire both_1;
    wire both_2;
    wire both_3;
    reg turned = 1'd0;
    wire inverse_2;
    wire both_4;
    wire either_2;
    reg [63:0] command = 64'h0;
    assign equal = mode == 3'd0;
    assign equal_1 = mode == 3'd1;
    assign equal_2 = mode == 3'd2;
    assign equal_3 = mode == 3'd3;
    assign equal_4 = mode == 3'd4;
    assign equal_5 = settling == 3'd0;
    assign either = equal_2 | equal_4;
    assign inverse = ~(|pages);
    assign both = either & counted;
    assign valid = ((equal_1 | equal_3) | (both & (~inverse))) & equal_5;
    assign inverse_1 = ~command_waits;
    assign sent = valid & inverse_1;
    assign either_1 = (sent & either) | ((both & inverse) & equal_5);
    assign equal_6 = run == 2'd2;
    assign runs_done = either_1 & equal_6;
    assign both_1 = sent & (~either);
    assign both_2 = both_1 & (row == last_query);
    assign both_3 = equal & start;
    assign inverse_2 = ~either_1;
    assign both_4 = both_2 & equal_3;
    assign either_2 = equal_1 | equal_2;
    assign command_data = command;
    assign command_valid = command_waits;
    assign idle = equal & inverse_1;
    always @(posedge clock) begin
        below_q <= {3'b0, init_pages} < {1'b0, group};
        old_end <= below_q ? {3'b0, init_pages} : {1'b0, group};
        below_q_1 <= {3'b0, local_pages} < {1'b0, group};
        difference_q <= {1'b0, group} - {3'b0, local_pages};
        chosen_q <= below_q_1 ? difference_q : 12'h0;
        below_q_2 <= old_end < chosen_q;
        local_begin <= below_q_2 ? chosen_q : old_end;
        difference_q_1 <= local_begin - old_end;
        sum_q <= {1'b0, group} + 12'h1;
        difference_q_2 <= sum_q - local_begin;
        mode <= (runs_done & equal_4)
            ? 3'd0
            : ((both_4 & (page == {1'b0, group}))
            ? 3'd4
            : ((runs_done & equal_2) ? 3'd3 : ((both_2 & equal_1) ? 3'd2 : (both_3 ? 3'd1 : mode))));
        settling <= both_3 ? 3'd7 : (equal_5 ? settling : (settling - 3'd1));
        run <= (either & (~runs_done)) ? (either_1 ? (run + 2'd1) : run) : 2'd0;
        row <= both_2 ? 2'd0 : (both_1 ? (row + 2'd1) : row);
        page <= both_3 ? 12'h0 : (both_4 ? (page + 12'h1) : page);
        pages <= run[1] ? difference_q_2 : (run[0] ? difference_q_1 : old_end);
        chosen_q_1 <= run[1] ? local_begin : (run[0] ? old_end : 12'h0);
        fresh <= either ? (fresh & (~sent)) : 1'd1;
        counted <= (either & turned) & inverse_2;
        command_waits <= sent | (command_waits & (~command_ready));
        turned <= either & inverse_2;
        if (sent) command <= {{2'b0, last_query}, equal_2 ? {4'b0, {pages, 4'd0}} : {12'b0, {blocks, 4'd1}}, either_2 ? {12'b0, blocks} : (equal_3 ? 16'h1 : {4'b0, pages}), either_2 ? 16'h100 : (equal_4 ? {4'b0, chosen_q_1} : {4'b0, page}), either ? {equal_2 | equal_6, equal_2 | fresh, {equal_4, ~(run == 2'd1)}} : {2'b0, row}, either ? 4'd3 : 4'd1};
    end
endmodule

module harmonia_pair_score_buffer (
    input wire clock,
    input wire [33:0] result,
    input wire result_valid,
    input wire [13:0] result_address,
    input wire visible,
    input wire clear,
    input wire [13:0] read_address,
    input wire read,
    output wire [31:0] score,
    output wire score_valid,
    output wire [16:0] ceiling,
    output wire overflow
);
    // 8192 scores, s = floor(x * 2^16); ceil(max s / 2^16) of the visible ones.
    (* no_rw_check *) reg [31:0] scores [0:8191];
    reg [33:0] result_q;
    reg [8:0] distance;
    reg nonzero_q;
    reg [31:0] magnitude;
    reg [31:0] chosen_q;
    reg [3:0] distance_q;
    reg [31:0] chosen_q_1;
    reg [1:0] distance_q_1;
    reg [31:0] chosen_q_2;
    reg result_q_1;
    reg result_q_2;
    reg result_q_3;
    reg result_q_4;
    reg [31:0] floor;
    reg result_valid_q = 1'd0;
    reg result_valid_q_1 = 1'd0;
    reg result_valid_q_2 = 1'd0;
    reg result_valid_q_3 = 1'd0;
    reg result_valid_q_4 = 1'd0;
    reg result_valid_q_5 = 1'd0;
    reg result_valid_q_6 = 1'd0;
    reg [12:0] result_address_q;
    reg [12:0] result_address_q_1;
    reg [12:0] result_address_q_2;
    reg [12:0] result_address_q_3;
    reg [12:0] result_address_q_4;
    reg [12:0] result_address_q_5;
    reg [12:0] result_address_q_6;
    reg [31:0] floor_q;
    reg [12:0] read_address_q;
    reg [31:0] word;
    reg [31:0] word_q;
    reg read_q = 1'd0;
    reg read_q_1 = 1'd0;
    reg read_q_2 = 1'd0;
    reg [16:0] key_ceiling;
    reg both_q = 1'd0;
    reg both_q_1 = 1'd0;
    reg both_q_2 = 1'd0;
    reg both_q_3 = 1'd0;
    reg both_q_4 = 1'd0;
    reg both_q_5 = 1'd0;
    reg both_q_6 = 1'd0;
    reg clear_q = 1'd0;
    reg clear_q_1 = 1'd0;
    reg clear_q_2 = 1'd0;
    reg clear_q_3 = 1'd0;
    reg clear_q_4 = 1'd0;
    reg clear_q_5 = 1'd0;
    reg clear_q_6 = 1'd0;
    reg some = 1'd0;
    wire inverse;
    wire both;
    reg [16:0] largest = 17'h0;
    reg overflowed = 1'd0;
    reg either_q;
    reg either_q_1;
    reg either_q_2;
    reg either_q_3;
    reg either_q_4;
    wire unused;
    assign inverse = ~clear_q_6;
    assign both = some & inverse;
    assign score = word_q;
    assign score_valid = read_q_2;
    assign ceiling = largest;
    assign overflow = overflowed;
    assign unused = &{1'b0, result_address[13], read_address[13]};
    always @(posedge clock) begin
        result_q <= result;
        distance <= 9'h8d - {1'b0, result_q[30:23]};
        nonzero_q <= |result_q[33:32];
        magnitude <= {|result_q[30:23], result_q[22:0], 8'd0};
        chosen_q <= (|distance[7:5])
            ? {31'b0, |magnitude}
            : (distance[4] ? {16'b0, {magnitude[31:17], |magnitude[16:0]}} : magnitude);
        distance_q <= distance[3:0];
        chosen_q_1 <= distance_q[3]
            ? (distance_q[2]
            ? {12'b0, {chosen_q[31:13], |chosen_q[12:0]}}
            : {8'b0, {chosen_q[31:9], |chosen_q[8:0]}})
            : (distance_q[2] ? {4'b0, {chosen_q[31:5], |chosen_q[4:0]}} : chosen_q);
        distance_q_1 <= distance_q[1:0];
        chosen_q_2 <= distance_q_1[1]
            ? (distance_q_1[0]
            ? {3'b0, {chosen_q_1[31:4], |chosen_q_1[3:0]}}
            : {2'b0, {chosen_q_1[31:3], |chosen_q_1[2:0]}})
            : (distance_q_1[0] ? {1'b0, {chosen_q_1[31:2], |chosen_q_1[1:0]}} : chosen_q_1);
        result_q_1 <= result_q[31];
        result_q_2 <= result_q_1;
        result_q_3 <= result_q_2;
        result_q_4 <= result_q_3;
        floor <= ({1'b0, chosen_q_2[31:1]} ^ {32{result_q_4}}) + {31'b0, result_q_4 & (~chosen_q_2[0])};
        result_valid_q <= result_valid;
        result_valid_q_1 <= result_valid_q;
        result_valid_q_2 <= result_valid_q_1;
        result_valid_q_3 <= result_valid_q_2;
        result_valid_q_4 <= result_valid_q_3;
        result_valid_q_5 <= result_valid_q_4;
        result_valid_q_6 <= result_valid_q_5;
        result_address_q <= result_address[12:0];
        result_address_q_1 <= result_address_q;
        result_address_q_2 <= result_address_q_1;
        result_address_q_3 <= result_address_q_2;
        result_address_q_4 <= result_address_q_3;
        result_address_q_5 <= result_address_q_4;
        result_address_q_6 <= result_address_q_5;
        floor_q <= floor;
        read_address_q <= read_address[12:0];
        word <= scores[read_address_q];
        word_q <= word;
        read_q <= read;
        read_q_1 <= read_q;
        read_q_2 <= read_q_1;
        key_ceiling <= {{1{floor[31]}}, floor[31:16]} + {16'b0, |floor[15:0]};
        both_q <= result_valid & visible;
        both_q_1 <= both_q;
        both_q_2 <= both_q_1;
        both_q_3 <= both_q_2;
        both_q_4 <= both_q_3;
        both_q_5 <= both_q_4;
        both_q_6 <= both_q_5;
        clear_q <= clear;
        clear_q_1 <= clear_q;
        clear_q_2 <= clear_q_1;
        clear_q_3 <= clear_q_2;
        clear_q_4 <= clear_q_3;
        clear_q_5 <= clear_q_4;
        clear_q_6 <= clear_q_5;
        some <= both | both_q_6;
        largest <= (both_q_6 & (($signed(largest) < $signed(key_ceiling)) | (~both)))
            ? key_ceiling
            : (clear_q_6 ? 17'h0 : largest);
        overflowed <= (overflowed & inverse) | (both_q_6 & either_q_4);
        either_q <= nonzero_q | distance[8];
        either_q_1 <= either_q;
        either_q_2 <= either_q_1;
        either_q_3 <= either_q_2;
        either_q_4 <= either_q_3;
        if (result_valid_q_6) scores[result_address_q_6] <= floor_q;
    end
endmodule

module harmonia_pair_scores (
    input wire clock,
    input wire start,
    input wire [10:0] group,
    input wire [15:0] position,
    input wire [1:0] last_query,
    input wire [33:0] result,
    input wire result_valid,
    output wire result_ready,
    output wire [33:0] score,
    output wire [3:0] rows,
    output wire [13:0] address,
    output wire visible,
    output wire clear,
    output wire done
);
    // Deals scores to the rows' buffers.
    reg active = 1'd0;
    wire take;
    reg half = 1'd0;
    reg [1:0] row = 2'd0;
    reg [14:0] pair = 15'h0;
    wire both;
    wire equal;
    wire both_1;
    reg equal_q;
    wire ends;
    reg ends_q = 1'd0;
    reg ends_q_1 = 1'd0;
    reg ends_q_2 = 1'd0;
    reg ends_q_3 = 1'd0;
    reg ends_q_4 = 1'd0;
    reg ends_q_5 = 1'd0;
    reg ends_q_6 = 1'd0;
    reg ends_q_7 = 1'd0;
    reg ends_q_8 = 1'd0;
    wire [15:0] joined;
    reg both_q = 1'd0;
    reg both_q_1 = 1'd0;
    reg both_q_2 = 1'd0;
    reg both_q_3 = 1'd0;
    reg [33:0] result_q;
    reg [13:0] joined_q;
    reg inverse_q;
    assign take = active & result_valid;
    assign both = take & half;
    assign equal = row == last_query;
    assign both_1 = both & equal;
    assign ends = both_1 & equal_q;
    assign joined = {pair, half};
    assign result_ready = active;
    assign score = result_q;
    assign rows = {both_q_3, both_q_2, both_q_1, both_q};
    assign address = joined_q;
    assign visible = inverse_q;
    assign clear = start;
    assign done = ends_q_8;
    always @(posedge clock) begin
        active <= start | (active & (~ends));
        half <= half ^ take;
        if (both) row <= equal ? 2'd0 : (row + 2'd1);
        pair <= start ? 15'h0 : (both_1 ? (pair + 15'h1) : pair);
        equal_q <= pair == {group, 4'd15};
        ends_q <= ends;
        ends_q_1 <= ends_q;
        ends_q_2 <= ends_q_1;
        ends_q_3 <= ends_q_2;
        ends_q_4 <= ends_q_3;
        ends_q_5 <= ends_q_4;
        ends_q_6 <= ends_q_5;
        ends_q_7 <= ends_q_6;
        ends_q_8 <= ends_q_7;
        both_q <= take & (row == 2'd0);
        both_q_1 <= take & (row == 2'd1);
        both_q_2 <= take & (row == 2'd2);
        both_q_3 <= take & (row == 2'd3);
        result_q <= result;
        joined_q <= joined[13:0];
        inverse_q <= ~(position < joined);
    end
endmodule

module harmonia_pair_sequencer (
    input wire clock,
    input wire [63:0] command_data,
    input wire command_valid,
    input wire activations_valid,
    input wire weights_valid,
    input wire kv_valid,
    input wire block_valid,
    input wire taken,
    output wire command_ready,
    output wire quiet,
    output wire activations_ready,
    output wire weights_ready,
    output wire kv_ready,
    output wire select_kv,
    output wire load,
    output wire [3:0] write_enables,
    output wire [8:0] write_address,
    output wire [8:0] read_address,
    output wire signed_nibbles,
    output wire pass_valid,
    output wire low_pass,
    output wire add,
    output wire clear,
    output wire page,
    output wire [7:0] read_slot,
    output wire [7:0] write_slot,
    output wire capture,
    output wire shift
);
    // Executes LOAD, MULTIPLY and MULTIPLY_KV commands; see the block's source for the protocol.
    reg [1:0] mode = 2'd0;
    wire equal;
    wire both;
    wire equal_1;
    reg [1:0] row = 2'd0;
    reg [1:0] format = 2'd0;
    reg kv = 1'd0;
    reg two_passes = 1'd0;
    reg page_order = 1'd0;
    reg first = 1'd0;
    reg last = 1'd0;
    reg [8:0] base = 9'h0;
    reg [9:0] blocks = 10'h0;
    reg [19:0] pairs = 20'h0;
    reg [3:0] results = 4'd0;
    reg [9:0] block = 10'h0;
    reg pass = 1'd0;
    reg [9:0] blocks_left = 10'h0;
    reg [19:0] pairs_left = 20'h0;
    reg final_block = 1'd0;
    reg final_pair = 1'd0;
    wire equal_2;
    reg one_block = 1'd0;
    wire equal_3;
    reg one_pair = 1'd0;
    reg few_pairs = 1'd0;
    wire either;
    reg [4:0] settling = 5'd0;
    reg [3:0] spacing = 4'd0;
    reg [6:0] room = 7'd64;
    reg enough_room = 1'd0;
    wire both_1;
    wire ready;
    wire issue;
    wire load_beat;
    wire emit;
    wire group_done;
    reg [6:0] reserved = 7'd0;
    reg left = 1'd0;
    wire block_done;
    wire pair_done;
    wire restart;
    wire either_1;
    wire either_2;
    wire nonzero;
    reg emit_q = 1'd0;
    reg emit_q_1 = 1'd0;
    reg emit_q_2 = 1'd0;
    reg emit_q_3 = 1'd0;
    reg emit_q_4 = 1'd0;
    reg emit_q_5 = 1'd0;
    reg emit_q_6 = 1'd0;
    reg emit_q_7 = 1'd0;
    reg emit_q_8 = 1'd0;
    reg emit_q_9 = 1'd0;
    reg emit_q_10 = 1'd0;
    reg emit_q_11 = 1'd0;
    reg emit_q_12 = 1'd0;
    reg emit_q_13 = 1'd0;
    reg emit_q_14 = 1'd0;
    reg emit_q_15 = 1'd0;
    reg emit_q_16 = 1'd0;
    reg emit_q_17 = 1'd0;
    reg emit_q_18 = 1'd0;
    reg emit_q_19 = 1'd0;
    reg [3:0] draining = 4'd0;
    reg [3:0] results_q;
    reg [3:0] results_q_1;
    reg [3:0] results_q_2;
    reg [3:0] results_q_3;
    reg [3:0] results_q_4;
    reg [3:0] results_q_5;
    reg [3:0] results_q_6;
    reg [3:0] results_q_7;
    reg [3:0] results_q_8;
    reg [3:0] results_q_9;
    reg [3:0] results_q_10;
    reg [3:0] results_q_11;
    reg [3:0] results_q_12;
    reg [3:0] results_q_13;
    reg [3:0] results_q_14;
    reg [3:0] results_q_15;
    reg [3:0] results_q_16;
    reg [3:0] results_q_17;
    reg [3:0] results_q_18;
    reg [3:0] results_q_19;
    reg both_q = 1'd0;
    reg [1:0] row_q;
    reg [1:0] row_q_1;
    reg [1:0] row_q_2;
    reg [1:0] row_q_3;
    reg [1:0] row_q_4;
    reg [1:0] row_q_5;
    reg [1:0] row_q_6;
    reg [1:0] row_q_7;
    reg [1:0] row_q_8;
    reg [1:0] row_q_9;
    reg [1:0] row_q_10;
    reg [1:0] row_q_11;
    reg [1:0] row_q_12;
    reg [1:0] row_q_13;
    reg [1:0] row_q_14;
    reg [1:0] row_q_15;
    reg [1:0] row_q_16;
    reg [1:0] row_q_17;
    reg [1:0] row_q_18;
    reg [8:0] sum_q;
    reg [8:0] sum_q_1;
    reg [8:0] sum_q_2;
    reg [8:0] sum_q_3;
    reg [8:0] sum_q_4;
    reg [8:0] sum_q_5;
    reg [8:0] sum_q_6;
    reg [8:0] sum_q_7;
    reg [8:0] sum_q_8;
    reg [8:0] sum_q_9;
    reg [8:0] sum_q_10;
    reg [8:0] sum_q_11;
    reg [8:0] sum_q_12;
    reg [8:0] sum_q_13;
    reg [8:0] sum_q_14;
    reg [8:0] sum_q_15;
    reg [8:0] sum_q_16;
    reg [8:0] sum_q_17;
    reg [8:0] sum_q_18;
    reg issue_q = 1'd0;
    reg issue_q_1 = 1'd0;
    reg issue_q_2 = 1'd0;
    reg issue_q_3 = 1'd0;
    reg issue_q_4 = 1'd0;
    reg issue_q_5 = 1'd0;
    reg issue_q_6 = 1'd0;
    reg issue_q_7 = 1'd0;
    reg issue_q_8 = 1'd0;
    reg issue_q_9 = 1'd0;
    reg issue_q_10 = 1'd0;
    reg issue_q_11 = 1'd0;
    reg issue_q_12 = 1'd0;
    reg pass_q;
    reg pass_q_1;
    reg pass_q_2;
    reg pass_q_3;
    reg pass_q_4;
    reg pass_q_5;
    reg pass_q_6;
    reg pass_q_7;
    reg pass_q_8;
    reg pass_q_9;
    reg pass_q_10;
    reg pass_q_11;
    reg pass_q_12;
    reg group_done_q = 1'd0;
    reg group_done_q_1 = 1'd0;
    reg group_done_q_2 = 1'd0;
    reg group_done_q_3 = 1'd0;
    reg group_done_q_4 = 1'd0;
    reg group_done_q_5 = 1'd0;
    reg group_done_q_6 = 1'd0;
    reg group_done_q_7 = 1'd0;
    reg group_done_q_8 = 1'd0;
    reg group_done_q_9 = 1'd0;
    reg group_done_q_10 = 1'd0;
    reg group_done_q_11 = 1'd0;
    reg group_done_q_12 = 1'd0;
    reg group_done_q_13 = 1'd0;
    reg group_done_q_14 = 1'd0;
    reg group_done_q_15 = 1'd0;
    reg group_done_q_16 = 1'd0;
    reg group_done_q_17 = 1'd0;
    reg page_order_q = 1'd0;
    reg page_order_q_1 = 1'd0;
    reg page_order_q_2 = 1'd0;
    reg page_order_q_3 = 1'd0;
    reg page_order_q_4 = 1'd0;
    reg page_order_q_5 = 1'd0;
    reg page_order_q_6 = 1'd0;
    reg page_order_q_7 = 1'd0;
    reg page_order_q_8 = 1'd0;
    reg page_order_q_9 = 1'd0;
    reg page_order_q_10 = 1'd0;
    reg page_order_q_11 = 1'd0;
    reg page_order_q_12 = 1'd0;
    reg page_order_q_13 = 1'd0;
    reg page_order_q_14 = 1'd0;
    reg page_order_q_15 = 1'd0;
    reg page_order_q_16 = 1'd0;
    reg [7:0] slot = 8'd0;
    reg final_pair_q = 1'd0;
    reg final_pair_q_1 = 1'd0;
    reg final_pair_q_2 = 1'd0;
    reg final_pair_q_3 = 1'd0;
    reg final_pair_q_4 = 1'd0;
    reg final_pair_q_5 = 1'd0;
    reg final_pair_q_6 = 1'd0;
    reg final_pair_q_7 = 1'd0;
    reg final_pair_q_8 = 1'd0;
    reg final_pair_q_9 = 1'd0;
    reg final_pair_q_10 = 1'd0;
    reg final_pair_q_11 = 1'd0;
    reg final_pair_q_12 = 1'd0;
    reg final_pair_q_13 = 1'd0;
    reg final_pair_q_14 = 1'd0;
    reg [7:0] slot_q;
    reg [7:0] slot_q_1;
    reg [7:0] slot_q_2;
    reg [7:0] slot_q_3;
    reg both_q_1;
    reg both_q_2;
    reg both_q_3;
    reg both_q_4;
    reg both_q_5;
    reg both_q_6;
    reg both_q_7;
    reg both_q_8;
    reg both_q_9;
    reg both_q_10;
    reg both_q_11;
    reg both_q_12;
    reg both_q_13;
    reg both_q_14;
    reg both_q_15;
    reg both_q_16;
    reg both_q_17;
    reg both_q_18;
    wire unused;
    assign equal = mode == 2'd0;
    assign both = equal & command_valid;
    assign equal_1 = command_data[3:0] == 4'd3;
    assign equal_2 = command_data[33:24] == 10'h1;
    assign equal_3 = command_data[59:40] == 20'h1;
    assign either = pass | (~two_passes);
    assign both_1 = (last & final_block) & either;
    assign ready = ((mode == 2'd2) & (settling == 5'd0)) & ((~both_1) | ((spacing == 4'd0) & enough_room));
    assign issue = ready & (kv ? kv_valid : weights_valid);
    assign load_beat = (mode == 2'd1) & activations_valid;
    assign emit = issue & both_1;
    assign group_done = issue & either;
    assign block_done = (group_done & ((~page_order) | final_pair)) | load_beat;
    assign pair_done = group_done & (page_order | final_block);
    assign restart = both | final_block;
    assign either_1 = block_done | both;
    assign either_2 = pair_done | both;
    assign nonzero = |command_data[33:24];
    assign quiet = both_q;
    assign command_ready = equal;
    assign activations_ready = mode == 2'd1;
    assign weights_ready = ready & (~kv);
    assign kv_ready = ready & kv;
    assign select_kv = kv;
    assign load = load_beat;
    assign write_enables = {block_valid & (row_q_18 == 2'd3), block_valid & (row_q_18 == 2'd2), block_valid & (row_q_18 == 2'd1), block_valid & (row_q_18 == 2'd0)};
    assign write_address = sum_q_18;
    assign read_address = sum_q;
    assign signed_nibbles = (format == 2'd0) | (two_passes & (~pass));
    assign pass_valid = issue_q_12;
    assign low_pass = pass_q_12;
    assign add = group_done_q_17;
    assign page = page_order_q_16;
    assign read_slot = slot;
    assign write_slot = slot_q_3;
    assign clear = both_q_18;
    assign capture = emit_q_19;
    assign shift = |draining;
    assign unused = &{1'b0, command_data[39:34], command_data[23:17], command_data[63:62]};
    always @(posedge clock) begin
        mode <= both
            ? {(((command_data[3:0] == 4'd2) | equal_1) & nonzero) & (|command_data[59:40]), (command_data[3:0] == 4'd1) & nonzero}
            : (((load_beat & final_block) | (group_done & (final_block & final_pair))) ? 2'd0 : mode);
        if (both) row <= command_data[5:4];
        if (both) format <= command_data[5:4];
        if (both) kv <= equal_1;
        if (both) two_passes <= equal_1 ? command_data[4] : (command_data[5:4] == 2'd2);
        if (both) page_order <= equal_1 & command_data[5];
        if (both) first <= command_data[6];
        if (both) last <= command_data[7];
        if (both) base <= command_data[16:8];
        if (both) blocks <= command_data[33:24];
        if (both) pairs <= command_data[59:40];
        if (both) results <= {{1'b0, command_data[61:60]} + 3'd1, 1'd0};
        if (either_1) block <= restart ? 10'h0 : (block + 10'h1);
        if (issue) pass <= ~either;
        if (either_1) blocks_left <= both ? command_data[33:24] : (final_block ? blocks : (blocks_left - 10'h1));
        if (either_2) pairs_left <= both ? command_data[59:40] : (final_pair ? pairs : (pairs_left - 20'h1));
        if (either_1) final_block <= both ? equal_2 : (final_block ? one_block : (blocks_left == 10'h2));
        if (either_2) final_pair <= both ? equal_3 : (final_pair ? one_pair : (pairs_left == 20'h2));
        if (both) one_block <= equal_2;
        if (both) one_pair <= equal_3;
        if (both) few_pairs <= ~(|command_data[59:43]);
        settling <= load_beat
            ? 5'd21
            : ((group_done & ((page_order & few_pairs) & final_pair))
            ? 5'd5
            : ((both & (~(5'd4 < settling))) ? 5'd4 : ((|settling) ? (settling - 5'd1) : settling)));
        spacing <= emit ? (results - 4'd1) : ((|spacing) ? (spacing - 4'd1) : spacing);
        room <= (room + {6'b0, left}) - reserved;
        enough_room <= ~(room < {2'b0, {1'b0, results} + 5'd8});
        reserved <= emit ? {3'b0, results} : 7'd0;
        left <= taken;
        emit_q <= emit;
        emit_q_1 <= emit_q;
        emit_q_2 <= emit_q_1;
        emit_q_3 <= emit_q_2;
        emit_q_4 <= emit_q_3;
        emit_q_5 <= emit_q_4;
        emit_q_6 <= emit_q_5;
        emit_q_7 <= emit_q_6;
        emit_q_8 <= emit_q_7;
        emit_q_9 <= emit_q_8;
        emit_q_10 <= emit_q_9;
        emit_q_11 <= emit_q_10;
        emit_q_12 <= emit_q_11;
        emit_q_13 <= emit_q_12;
        emit_q_14 <= emit_q_13;
        emit_q_15 <= emit_q_14;
        emit_q_16 <= emit_q_15;
        emit_q_17 <= emit_q_16;
        emit_q_18 <= emit_q_17;
        emit_q_19 <= emit_q_18;
        draining <= emit_q_19 ? results_q_19 : ((|draining) ? (draining - 4'd1) : draining);
        results_q <= results;
        results_q_1 <= results_q;
        results_q_2 <= results_q_1;
        results_q_3 <= results_q_2;
        results_q_4 <= results_q_3;
        results_q_5 <= results_q_4;
        results_q_6 <= results_q_5;
        results_q_7 <= results_q_6;
        results_q_8 <= results_q_7;
        results_q_9 <= results_q_8;
        results_q_10 <= results_q_9;
        results_q_11 <= results_q_10;
        results_q_12 <= results_q_11;
        results_q_13 <= results_q_12;
        results_q_14 <= results_q_13;
        results_q_15 <= results_q_14;
        results_q_16 <= results_q_15;
        results_q_17 <= results_q_16;
        results_q_18 <= results_q_17;
        results_q_19 <= results_q_18;
        both_q <= equal & ((room == 7'd64) & (~(|reserved)));
        row_q <= row;
        row_q_1 <= row_q;
        row_q_2 <= row_q_1;
        row_q_3 <= row_q_2;
        row_q_4 <= row_q_3;
        row_q_5 <= row_q_4;
        row_q_6 <= row_q_5;
        row_q_7 <= row_q_6;
        row_q_8 <= row_q_7;
        row_q_9 <= row_q_8;
        row_q_10 <= row_q_9;
        row_q_11 <= row_q_10;
        row_q_12 <= row_q_11;
        row_q_13 <= row_q_12;
        row_q_14 <= row_q_13;
        row_q_15 <= row_q_14;
        row_q_16 <= row_q_15;
        row_q_17 <= row_q_16;
        row_q_18 <= row_q_17;
        sum_q <= base + block[8:0];
        sum_q_1 <= sum_q;
        sum_q_2 <= sum_q_1;
        sum_q_3 <= sum_q_2;
        sum_q_4 <= sum_q_3;
        sum_q_5 <= sum_q_4;
        sum_q_6 <= sum_q_5;
        sum_q_7 <= sum_q_6;
        sum_q_8 <= sum_q_7;
        sum_q_9 <= sum_q_8;
        sum_q_10 <= sum_q_9;
        sum_q_11 <= sum_q_10;
        sum_q_12 <= sum_q_11;
        sum_q_13 <= sum_q_12;
        sum_q_14 <= sum_q_13;
        sum_q_15 <= sum_q_14;
        sum_q_16 <= sum_q_15;
        sum_q_17 <= sum_q_16;
        sum_q_18 <= sum_q_17;
        issue_q <= issue;
        issue_q_1 <= issue_q;
        issue_q_2 <= issue_q_1;
        issue_q_3 <= issue_q_2;
        issue_q_4 <= issue_q_3;
        issue_q_5 <= issue_q_4;
        issue_q_6 <= issue_q_5;
        issue_q_7 <= issue_q_6;
        issue_q_8 <= issue_q_7;
        issue_q_9 <= issue_q_8;
        issue_q_10 <= issue_q_9;
        issue_q_11 <= issue_q_10;
        issue_q_12 <= issue_q_11;
        pass_q <= pass;
        pass_q_1 <= pass_q;
        pass_q_2 <= pass_q_1;
        pass_q_3 <= pass_q_2;
        pass_q_4 <= pass_q_3;
        pass_q_5 <= pass_q_4;
        pass_q_6 <= pass_q_5;
        pass_q_7 <= pass_q_6;
        pass_q_8 <= pass_q_7;
        pass_q_9 <= pass_q_8;
        pass_q_10 <= pass_q_9;
        pass_q_11 <= pass_q_10;
        pass_q_12 <= pass_q_11;
        group_done_q <= group_done;
        group_done_q_1 <= group_done_q;
        group_done_q_2 <= group_done_q_1;
        group_done_q_3 <= group_done_q_2;
        group_done_q_4 <= group_done_q_3;
        group_done_q_5 <= group_done_q_4;
        group_done_q_6 <= group_done_q_5;
        group_done_q_7 <= group_done_q_6;
        group_done_q_8 <= group_done_q_7;
        group_done_q_9 <= group_done_q_8;
        group_done_q_10 <= group_done_q_9;
        group_done_q_11 <= group_done_q_10;
        group_done_q_12 <= group_done_q_11;
        group_done_q_13 <= group_done_q_12;
        group_done_q_14 <= group_done_q_13;
        group_done_q_15 <= group_done_q_14;
        group_done_q_16 <= group_done_q_15;
        group_done_q_17 <= group_done_q_16;
        page_order_q <= page_order;
        page_order_q_1 <= page_order_q;
        page_order_q_2 <= page_order_q_1;
        page_order_q_3 <= page_order_q_2;
        page_order_q_4 <= page_order_q_3;
        page_order_q_5 <= page_order_q_4;
        page_order_q_6 <= page_order_q_5;
        page_order_q_7 <= page_order_q_6;
        page_order_q_8 <= page_order_q_7;
        page_order_q_9 <= page_order_q_8;
        page_order_q_10 <= page_order_q_9;
        page_order_q_11 <= page_order_q_10;
        page_order_q_12 <= page_order_q_11;
        page_order_q_13 <= page_order_q_12;
        page_order_q_14 <= page_order_q_13;
        page_order_q_15 <= page_order_q_14;
        page_order_q_16 <= page_order_q_15;
        if (group_done_q_14) slot <= final_pair_q_14 ? 8'd0 : (slot + 8'd1);
        final_pair_q <= final_pair;
        final_pair_q_1 <= final_pair_q;
        final_pair_q_2 <= final_pair_q_1;
        final_pair_q_3 <= final_pair_q_2;
        final_pair_q_4 <= final_pair_q_3;
        final_pair_q_5 <= final_pair_q_4;
        final_pair_q_6 <= final_pair_q_5;
        final_pair_q_7 <= final_pair_q_6;
        final_pair_q_8 <= final_pair_q_7;
        final_pair_q_9 <= final_pair_q_8;
        final_pair_q_10 <= final_pair_q_9;
        final_pair_q_11 <= final_pair_q_10;
        final_pair_q_12 <= final_pair_q_11;
        final_pair_q_13 <= final_pair_q_12;
        final_pair_q_14 <= final_pair_q_13;
        slot_q <= slot;
        slot_q_1 <= slot_q;
        slot_q_2 <= slot_q_1;
        slot_q_3 <= slot_q_2;
        both_q_1 <= first & (block == 10'h0);
        both_q_2 <= both_q_1;
        both_q_3 <= both_q_2;
        both_q_4 <= both_q_3;
        both_q_5 <= both_q_4;
        both_q_6 <= both_q_5;
        both_q_7 <= both_q_6;
        both_q_8 <= both_q_7;
        both_q_9 <= both_q_8;
        both_q_10 <= both_q_9;
        both_q_11 <= both_q_10;
        both_q_12 <= both_q_11;
        both_q_13 <= both_q_12;
        both_q_14 <= both_q_13;
        both_q_15 <= both_q_14;
        both_q_16 <= both_q_15;
        both_q_17 <= both_q_16;
        both_q_18 <= both_q_17;
    end
endmodule

module harmonia_pair_softmax_lane (
    input wire clock,
    input wire [31:0] score,
    input wire [16:0] ceiling,
    input wire visible,
    input wire score_valid,
    input wire moves,
    input wire [671:0] next_weights,
    output wire [671:0] weights,
    output wire weights_valid
);
    // p = 2^(score - ceiling) from a table of 64 entries and slopes; 32 of them a beat.
    reg [31:0] score_q;
    reg [16:0] ceiling_q;
    reg visible_q;
    reg moves_q = 1'd0;
    reg [17:0] n;
    reg visible_q_1;
    reg [4:0] chosen_q;
    reg [26:0] entry;
    reg [9:0] score_q_1;
    wire [11:0] wide;
    wire [10:0] wide_1;
    reg [11:0] rise_a;
    reg [10:0] rise_b;
    reg [22:0] rise;
    reg [4:0] chosen_q_1;
    reg [15:0] entry_q;
    reg [15:0] entry_q_1;
    reg [15:0] y;
    reg [4:0] chosen_q_2;
    reg score_valid_q = 1'd0;
    reg score_valid_q_1 = 1'd0;
    reg score_valid_q_2 = 1'd0;
    reg score_valid_q_3 = 1'd0;
    reg score_valid_q_4 = 1'd0;
    reg [671:0] weights_kept = 672'h0;
    reg either_q = 1'd0;
    reg [4:0] count = 5'd0;
    reg both_q = 1'd0;
    wire unused;
    assign wide = {1'b0, entry[26:16]};
    assign wide_1 = {1'b0, score_q_1};
    assign weights = weights_kept;
    assign weights_valid = both_q;
    assign unused = &{1'b0, {rise[22:21], rise[9:0]}};
    always @(posedge clock) begin
        score_q <= score;
        ceiling_q <= ceiling;
        visible_q <= visible;
        moves_q <= moves;
        n <= {{1{ceiling_q[16]}}, ceiling_q} - {{2{score_q[31]}}, score_q[31:16]};
        visible_q_1 <= visible_q;
        chosen_q <= (visible_q_1 & (~((5'd24 < n[4:0]) | (|n[17:5])))) ? (~n[4:0]) : 5'd0;
        entry <= score_q[15]
            ? (score_q[14]
            ? (score_q[13]
            ? (score_q[12]
            ? (score_q[11]
            ? (score_q[10] ? 27'h584fa7c : 27'h575f507)
            : (score_q[10] ? 27'h565efa2 : 27'h557ea4b))
            : (score_q[11]
            ? (score_q[10] ? 27'h548e503 : 27'h53adfc9)
            : (score_q[10] ? 27'h52bda9e : 27'h51cd582)))
            : (score_q[12]
            ? (score_q[11]
            ? (score_q[10] ? 27'h50fd073 : 27'h501cb72)
            : (score_q[10] ? 27'h4f3c67f : 27'h4e5c19a))
            : (score_q[11]
            ? (score_q[10] ? 27'h4d8bcc2 : 27'h4cbb7f7)
            : (score_q[10] ? 27'h4bdb33a : 27'h4b0ae8a))))
            : (score_q[13]
            ? (score_q[12]
            ? (score_q[11]
            ? (score_q[10] ? 27'h4a3a9e7 : 27'h497a550)
            : (score_q[10] ? 27'h48aa0c6 : 27'h47d9c49))
            : (score_q[11]
            ? (score_q[10] ? 27'h47197d8 : 27'h4659373)
            : (score_q[10] ? 27'h4588f1b : 27'h44d8ace)))
            : (score_q[12]
            ? (score_q[11]
            ? (score_q[10] ? 27'h440868e : 27'h4358259)
            : (score_q[10] ? 27'h42a7e2f : 27'h41e7a11))
            : (score_q[11]
            ? (score_q[10] ? 27'h41275ff : 27'h40871f7)
            : (score_q[10] ? 27'h3fc6dfb : 27'h3f16a0a)))))
            : (score_q[14]
            ? (score_q[13]
            ? (score_q[12]
            ? (score_q[11]
            ? (score_q[10] ? 27'h3e66624 : 27'h3dc6248)
            : (score_q[10] ? 27'h3d15e77 : 27'h3c75ab0))
            : (score_q[11]
            ? (score_q[10] ? 27'h3bc56f4 : 27'h3b15343)
            : (score_q[10] ? 27'h3a84f9b : 27'h39d4bfe)))
            : (score_q[12]
            ? (score_q[11]
            ? (score_q[10] ? 27'h394486a : 27'h38944e1)
            : (score_q[10] ? 27'h3804161 : 27'h3773dea))
            : (score_q[11]
            ? (score_q[10] ? 27'h36c3a7e : 27'h364371a)
            : (score_q[10] ? 27'h35933c1 : 27'h3513070))))
            : (score_q[13]
            ? (score_q[12]
            ? (score_q[11]
            ? (score_q[10] ? 27'h3482d28 : 27'h33e29ea)
            : (score_q[10] ? 27'h33626b4 : 27'h32c2388))
            : (score_q[11]
            ? (score_q[10] ? 27'h3242064 : 27'h31c1d48)
            : (score_q[10] ? 27'h3121a36 : 27'h30a172c)))
            : (score_q[12]
            ? (score_q[11]
            ? (score_q[10] ? 27'h302142a : 27'h2fa1130)
            : (score_q[10] ? 27'h2f10e3f : 27'h2e90b56))
            : (score_q[11]
            ? (score_q[10] ? 27'h2e20874 : 27'h2d9059b)
            : (score_q[10] ? 27'h2d102ca : 27'h2ca0000)))));
        score_q_1 <= score_q[9:0];
        rise_a <= wide;
        rise_b <= wide_1;
        rise <= $signed({{11{rise_a[11]}}, rise_a}) * $signed({{12{rise_b[10]}}, rise_b});
        chosen_q_1 <= chosen_q;
        entry_q <= entry[15:0];
        entry_q_1 <= entry_q;
        y <= (|chosen_q_1) ? (entry_q_1 + {5'b0, rise[20:10]}) : 16'h0;
        chosen_q_2 <= chosen_q_1;
        score_valid_q <= score_valid;
        score_valid_q_1 <= score_valid_q;
        score_valid_q_2 <= score_valid_q_1;
        score_valid_q_3 <= score_valid_q_2;
        score_valid_q_4 <= score_valid_q_3;
        if (either_q) weights_kept <= moves_q ? next_weights : {{chosen_q_2, y}, weights_kept[671:21]};
        either_q <= score_valid_q_3 | moves;
        if (score_valid_q_4) count <= count + 5'd1;
        both_q <= score_valid_q_4 & (&count);
    end
endmodule

module harmonia_pair_to_fp32 (
    input wire clock,
    input wire [81:0] accumulator,
    input wire accumulator_valid,
    output wire [33:0] result,
    output wire result_valid
);
    // 80-bit fixed point, least significant bit 2^-32, to FP32, round half to even.
    reg [63:0] magnitude;
    wire inverse;
    reg [63:0] chosen_q;
    reg inverse_q;
    wire inverse_1;
    reg [63:0] chosen_q_1;
    reg inverse_q_1;
    reg inverse_q_2;
    wire inverse_2;
    wire [63:0] chosen;
    wire inverse_3;
    reg [63:0] chosen_q_2;
    reg inverse_q_3;
    reg inverse_q_4;
    reg inverse_q_5;
    reg inverse_q_6;
    wire inverse_4;
    wire [63:0] chosen_1;
    wire inverse_5;
    reg [63:0] chosen_q_3;
    reg inverse_q_7;
    reg inverse_q_8;
    reg inverse_q_9;
    reg inverse_q_10;
    reg inverse_q_11;
    reg inverse_q_12;
    reg inverse_q_13;
    reg inverse_q_14;
    reg inverse_q_15;
    reg inverse_q_16;
    reg [30:0] chosen_q_4;
    reg round_up;
    reg accumulator_q;
    reg accumulator_q_1;
    reg accumulator_q_2;
    reg accumulator_q_3;
    reg accumulator_q_4;
    reg accumulator_q_5;
    reg [31:0] joined_q;
    reg [1:0] joined_q_1;
    reg [1:0] joined_q_2;
    reg [1:0] joined_q_3;
    reg [1:0] joined_q_4;
    reg [1:0] joined_q_5;
    reg [1:0] joined_q_6;
    reg [1:0] joined_q_7;
    reg accumulator_valid_q = 1'd0;
    reg accumulator_valid_q_1 = 1'd0;
    reg accumulator_valid_q_2 = 1'd0;
    reg accumulator_valid_q_3 = 1'd0;
    reg accumulator_valid_q_4 = 1'd0;
    reg accumulator_valid_q_5 = 1'd0;
    reg accumulator_valid_q_6 = 1'd0;
    reg accumulator_valid_q_7 = 1'd0;
    wire unused;
    assign inverse = ~(|magnitude[63:32]);
    assign inverse_1 = ~(|chosen_q[63:48]);
    assign inverse_2 = ~(|chosen_q_1[63:56]);
    assign chosen = inverse_2 ? {chosen_q_1[55:0], 8'd0} : chosen_q_1;
    assign inverse_3 = ~(|chosen[63:60]);
    assign inverse_4 = ~(|chosen_q_2[63:62]);
    assign chosen_1 = inverse_4 ? {chosen_q_2[61:0], 2'd0} : chosen_q_2;
    assign inverse_5 = ~chosen_1[63];
    assign result = {joined_q_7, joined_q};
    assign result_valid = accumulator_valid_q_7;
    assign unused = &{1'b0, chosen_q_3[63]};
    always @(posedge clock) begin
        magnitude <= (accumulator[63:0] ^ {64{accumulator[63]}}) + {63'b0, accumulator[63]};
        chosen_q <= inverse ? {magnitude[31:0], 32'h0} : magnitude;
        inverse_q <= inverse;
        chosen_q_1 <= inverse_1 ? {chosen_q[47:0], 16'h0} : chosen_q;
        inverse_q_1 <= inverse_1;
        inverse_q_2 <= inverse_q;
        chosen_q_2 <= inverse_3 ? {chosen[59:0], 4'd0} : chosen;
        inverse_q_3 <= inverse_3;
        inverse_q_4 <= inverse_2;
        inverse_q_5 <= inverse_q_1;
        inverse_q_6 <= inverse_q_2;
        chosen_q_3 <= inverse_5 ? {chosen_1[62:0], 1'd0} : chosen_1;
        inverse_q_7 <= inverse_5;
        inverse_q_8 <= inverse_4;
        inverse_q_9 <= inverse_q_3;
        inverse_q_10 <= inverse_q_4;
        inverse_q_11 <= inverse_q_5;
        inverse_q_12 <= inverse_q_6;
        inverse_q_13 <= ~(|magnitude);
        inverse_q_14 <= inverse_q_13;
        inverse_q_15 <= inverse_q_14;
        inverse_q_16 <= inverse_q_15;
        chosen_q_4 <= inverse_q_16
            ? 31'h0
            : {8'd158 - {2'b0, {inverse_q_12, inverse_q_11, inverse_q_10, inverse_q_9, inverse_q_8, inverse_q_7}}, chosen_q_3[62:40]};
        round_up <= chosen_q_3[39] & ((|chosen_q_3[38:0]) | chosen_q_3[40]);
        accumulator_q <= accumulator[63];
        accumulator_q_1 <= accumulator_q;
        accumulator_q_2 <= accumulator_q_1;
        accumulator_q_3 <= accumulator_q_2;
        accumulator_q_4 <= accumulator_q_3;
        accumulator_q_5 <= accumulator_q_4;
        joined_q <= {accumulator_q_5, chosen_q_4 + {30'b0, round_up}};
        joined_q_1 <= {accumulator[81], accumulator[80] | (~((&accumulator[79:63]) | (~(|accumulator[79:63]))))};
        joined_q_2 <= joined_q_1;
        joined_q_3 <= joined_q_2;
        joined_q_4 <= joined_q_3;
        joined_q_5 <= joined_q_4;
        joined_q_6 <= joined_q_5;
        joined_q_7 <= joined_q_6;
        accumulator_valid_q <= accumulator_valid;
        accumulator_valid_q_1 <= accumulator_valid_q;
        accumulator_valid_q_2 <= accumulator_valid_q_1;
        accumulator_valid_q_3 <= accumulator_valid_q_2;
        accumulator_valid_q_4 <= accumulator_valid_q_3;
        accumulator_valid_q_5 <= accumulator_valid_q_4;
        accumulator_valid_q_6 <= accumulator_valid_q_5;
        accumulator_valid_q_7 <= accumulator_valid_q_6;
    end
endmodule

module harmonia_pair_token_row (
    input wire clock,
    input wire write_enable,
    input wire [8:0] write_address,
    input wire [310:0] write_block,
    input wire [8:0] read_address,
    input wire [575:0] operands,
    input wire [37:0] scale_0,
    input wire [37:0] scale_1,
    input wire pass_valid,
    input wire low_pass,
    input wire add,
    input wire clear,
    input wire page,
    input wire [7:0] read_slot,
    input wire [7:0] write_slot,
    input wire capture,
    input wire shift,
    input wire [81:0] chain_in,
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
    harmonia_pair_activation_buffer buffer (
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
    harmonia_pair_dot dot (
        .clock(clock),
        .mantissas(buffer_mantissas),
        .operands(operands),
        .sum_0(dot_sum_0),
        .sum_1(dot_sum_1)
    );
    harmonia_pair_scale scaling_0 (
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
    harmonia_pair_scale scaling_1 (
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
    harmonia_pair_accumulator accumulator_0 (
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
    harmonia_pair_accumulator accumulator_1 (
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

module harmonia_pair_unpack (
    input wire clock,
    input wire [319:0] weights,
    input wire [383:0] kv,
    input wire select_kv,
    input wire signed_nibbles,
    output wire [575:0] operands,
    output wire [37:0] scale_0,
    output wire [37:0] scale_1
);
    // Weight or KV beat to multiplier operands w1 * 2^13 + w0, and scales to signed mantissa and exponent.
    reg selected_kv_0 = 1'd0;
    reg selected_kv_1 = 1'd0;
    reg selected_kv_2 = 1'd0;
    reg selected_kv_3 = 1'd0;
    reg inverse_q;
    reg signed_nibbles_q;
    wire inverse;
    reg [63:0] kv_q;
    reg [31:0] weights_q;
    reg [31:0] weights_q_1;
    reg [3:0] chosen_q;
    reg selected_kv_0_q;
    reg [4:0] joined_q;
    reg [3:0] chosen_q_1;
    reg [4:0] joined_q_1;
    reg [17:0] joined_q_2;
    reg [3:0] chosen_q_2;
    reg [4:0] joined_q_3;
    reg [3:0] chosen_q_3;
    reg [4:0] joined_q_4;
    reg [17:0] joined_q_5;
    reg [3:0] chosen_q_4;
    reg [4:0] joined_q_6;
    reg [3:0] chosen_q_5;
    reg [4:0] joined_q_7;
    reg [17:0] joined_q_8;
    reg [3:0] chosen_q_6;
    reg [4:0] joined_q_9;
    reg [3:0] chosen_q_7;
    reg [4:0] joined_q_10;
    reg [17:0] joined_q_11;
    reg [3:0] chosen_q_8;
    reg [4:0] joined_q_12;
    reg [3:0] chosen_q_9;
    reg [4:0] joined_q_13;
    reg [17:0] joined_q_14;
    reg [3:0] chosen_q_10;
    reg [4:0] joined_q_15;
    reg [3:0] chosen_q_11;
    reg [4:0] joined_q_16;
    reg [17:0] joined_q_17;
    reg [3:0] chosen_q_12;
    reg [4:0] joined_q_18;
    reg [3:0] chosen_q_13;
    reg [4:0] joined_q_19;
    reg [17:0] joined_q_20;
    reg [3:0] chosen_q_14;
    reg [4:0] joined_q_21;
    reg [3:0] chosen_q_15;
    reg [4:0] joined_q_22;
    reg [17:0] joined_q_23;
    reg [3:0] chosen_q_16;
    reg selected_kv_1_q;
    reg [4:0] joined_q_24;
    reg [3:0] chosen_q_17;
    reg [4:0] joined_q_25;
    reg [17:0] joined_q_26;
    reg [3:0] chosen_q_18;
    reg [4:0] joined_q_27;
    reg [3:0] chosen_q_19;
    reg [4:0] joined_q_28;
    reg [17:0] joined_q_29;
    reg [3:0] chosen_q_20;
    reg [4:0] joined_q_30;
    reg [3:0] chosen_q_21;
    reg [4:0] joined_q_31;
    reg [17:0] joined_q_32;
    reg [3:0] chosen_q_22;
    reg [4:0] joined_q_33;
    reg [3:0] chosen_q_23;
    reg [4:0] joined_q_34;
    reg [17:0] joined_q_35;
    reg [3:0] chosen_q_24;
    reg [4:0] joined_q_36;
    reg [3:0] chosen_q_25;
    reg [4:0] joined_q_37;
    reg [17:0] joined_q_38;
    reg [3:0] chosen_q_26;
    reg [4:0] joined_q_39;
    reg [3:0] chosen_q_27;
    reg [4:0] joined_q_40;
    reg [17:0] joined_q_41;
    reg [3:0] chosen_q_28;
    reg [4:0] joined_q_42;
    reg [3:0] chosen_q_29;
    reg [4:0] joined_q_43;
    reg [17:0] joined_q_44;
    reg [3:0] chosen_q_30;
    reg [4:0] joined_q_45;
    reg [3:0] chosen_q_31;
    reg [4:0] joined_q_46;
    reg [17:0] joined_q_47;
    reg [3:0] chosen_q_32;
    reg selected_kv_2_q;
    reg [4:0] joined_q_48;
    reg [3:0] chosen_q_33;
    reg [4:0] joined_q_49;
    reg [17:0] joined_q_50;
    reg [3:0] chosen_q_34;
    reg [4:0] joined_q_51;
    reg [3:0] chosen_q_35;
    reg [4:0] joined_q_52;
    reg [17:0] joined_q_53;
    reg [3:0] chosen_q_36;
    reg [4:0] joined_q_54;
    reg [3:0] chosen_q_37;
    reg [4:0] joined_q_55;
    reg [17:0] joined_q_56;
    reg [3:0] chosen_q_38;
    reg [4:0] joined_q_57;
    reg [3:0] chosen_q_39;
    reg [4:0] joined_q_58;
    reg [17:0] joined_q_59;
    reg [3:0] chosen_q_40;
    reg [4:0] joined_q_60;
    reg [3:0] chosen_q_41;
    reg [4:0] joined_q_61;
    reg [17:0] joined_q_62;
    reg [3:0] chosen_q_42;
    reg [4:0] joined_q_63;
    reg [3:0] chosen_q_43;
    reg [4:0] joined_q_64;
    reg [17:0] joined_q_65;
    reg [3:0] chosen_q_44;
    reg [4:0] joined_q_66;
    reg [3:0] chosen_q_45;
    reg [4:0] joined_q_67;
    reg [17:0] joined_q_68;
    reg [3:0] chosen_q_46;
    reg [4:0] joined_q_69;
    reg [3:0] chosen_q_47;
    reg [4:0] joined_q_70;
    reg [17:0] joined_q_71;
    reg [3:0] chosen_q_48;
    reg selected_kv_3_q;
    reg [4:0] joined_q_72;
    reg [3:0] chosen_q_49;
    reg [4:0] joined_q_73;
    reg [17:0] joined_q_74;
    reg [3:0] chosen_q_50;
    reg [4:0] joined_q_75;
    reg [3:0] chosen_q_51;
    reg [4:0] joined_q_76;
    reg [17:0] joined_q_77;
    reg [3:0] chosen_q_52;
    reg [4:0] joined_q_78;
    reg [3:0] chosen_q_53;
    reg [4:0] joined_q_79;
    reg [17:0] joined_q_80;
    reg [3:0] chosen_q_54;
    reg [4:0] joined_q_81;
    reg [3:0] chosen_q_55;
    reg [4:0] joined_q_82;
    reg [17:0] joined_q_83;
    reg [3:0] chosen_q_56;
    reg [4:0] joined_q_84;
    reg [3:0] chosen_q_57;
    reg [4:0] joined_q_85;
    reg [17:0] joined_q_86;
    reg [3:0] chosen_q_58;
    reg [4:0] joined_q_87;
    reg [3:0] chosen_q_59;
    reg [4:0] joined_q_88;
    reg [17:0] joined_q_89;
    reg [3:0] chosen_q_60;
    reg [4:0] joined_q_90;
    reg [3:0] chosen_q_61;
    reg [4:0] joined_q_91;
    reg [17:0] joined_q_92;
    reg [3:0] chosen_q_62;
    reg [4:0] joined_q_93;
    reg [3:0] chosen_q_63;
    reg [4:0] joined_q_94;
    reg [17:0] joined_q_95;
    wire nonzero;
    wire nonzero_1;
    reg [11:0] sum_q;
    reg [4:0] joined_q_96;
    reg [11:0] sum_q_1;
    reg [4:0] joined_q_97;
    reg [7:0] kv_q_1;
    reg [8:0] sum_q_2;
    reg selected_kv_0_q_1;
    reg [37:0] joined_q_98;
    reg [37:0] joined_q_99;
    reg [37:0] joined_q_100;
    reg [37:0] joined_q_101;
    reg [37:0] joined_q_102;
    reg [37:0] joined_q_103;
    reg [37:0] joined_q_104;
    reg [37:0] joined_q_105;
    reg [37:0] joined_q_106;
    wire nonzero_2;
    wire nonzero_3;
    reg [11:0] sum_q_3;
    reg [4:0] joined_q_107;
    reg [11:0] sum_q_4;
    reg [4:0] joined_q_108;
    reg [7:0] kv_q_2;
    reg [8:0] sum_q_5;
    reg [37:0] joined_q_109;
    reg [37:0] joined_q_110;
    reg [37:0] joined_q_111;
    reg [37:0] joined_q_112;
    reg [37:0] joined_q_113;
    reg [37:0] joined_q_114;
    reg [37:0] joined_q_115;
    reg [37:0] joined_q_116;
    reg [37:0] joined_q_117;
    wire unused;
    assign inverse = ~inverse_q;
    assign nonzero = |weights_q_1[14:10];
    assign nonzero_1 = |weights_q[14:10];
    assign nonzero_2 = |weights_q_1[30:26];
    assign nonzero_3 = |weights_q[30:26];
    assign operands = {joined_q_95, joined_q_92, joined_q_89, joined_q_86, joined_q_83, joined_q_80, joined_q_77, joined_q_74,
    joined_q_71, joined_q_68, joined_q_65, joined_q_62, joined_q_59, joined_q_56, joined_q_53, joined_q_50,
    joined_q_47, joined_q_44, joined_q_41, joined_q_38, joined_q_35, joined_q_32, joined_q_29, joined_q_26,
    joined_q_23, joined_q_20, joined_q_17, joined_q_14, joined_q_11, joined_q_8, joined_q_5, joined_q_2};
    assign scale_0 = joined_q_106;
    assign scale_1 = joined_q_117;
    assign unused = &{1'b0, kv[271:264], kv[287:280], kv[319:288]};
    always @(posedge clock) begin
        selected_kv_0 <= select_kv;
        selected_kv_1 <= selected_kv_0;
        selected_kv_2 <= selected_kv_1;
        selected_kv_3 <= selected_kv_2;
        inverse_q <= ~signed_nibbles;
        signed_nibbles_q <= signed_nibbles;
        kv_q <= kv[383:320];
        weights_q <= weights[319:288];
        weights_q_1 <= weights[287:256];
        chosen_q <= selected_kv_0 ? kv[3:0] : weights[3:0];
        selected_kv_0_q <= selected_kv_0;
        joined_q <= {selected_kv_0_q ? kv_q[0] : (chosen_q[3] & signed_nibbles_q), chosen_q};
        chosen_q_1 <= selected_kv_0 ? kv[131:128] : weights[131:128];
        joined_q_1 <= {selected_kv_0_q ? kv_q[32] : (chosen_q_1[3] & signed_nibbles_q), chosen_q_1};
        joined_q_2 <= {joined_q_1 + {5{joined_q[4]}}, {{8{joined_q[4]}}, joined_q}};
        chosen_q_2 <= selected_kv_0 ? kv[7:4] : weights[7:4];
        joined_q_3 <= {selected_kv_0_q ? kv_q[1] : (chosen_q_2[3] & signed_nibbles_q), chosen_q_2};
        chosen_q_3 <= selected_kv_0 ? kv[135:132] : weights[135:132];
        joined_q_4 <= {selected_kv_0_q ? kv_q[33] : (chosen_q_3[3] & signed_nibbles_q), chosen_q_3};
        joined_q_5 <= {joined_q_4 + {5{joined_q_3[4]}}, {{8{joined_q_3[4]}}, joined_q_3}};
        chosen_q_4 <= selected_kv_0 ? kv[11:8] : weights[11:8];
        joined_q_6 <= {selected_kv_0_q ? kv_q[2] : (chosen_q_4[3] & signed_nibbles_q), chosen_q_4};
        chosen_q_5 <= selected_kv_0 ? kv[139:136] : weights[139:136];
        joined_q_7 <= {selected_kv_0_q ? kv_q[34] : (chosen_q_5[3] & signed_nibbles_q), chosen_q_5};
        joined_q_8 <= {joined_q_7 + {5{joined_q_6[4]}}, {{8{joined_q_6[4]}}, joined_q_6}};
        chosen_q_6 <= selected_kv_0 ? kv[15:12] : weights[15:12];
        joined_q_9 <= {selected_kv_0_q ? kv_q[3] : (chosen_q_6[3] & signed_nibbles_q), chosen_q_6};
        chosen_q_7 <= selected_kv_0 ? kv[143:140] : weights[143:140];
        joined_q_10 <= {selected_kv_0_q ? kv_q[35] : (chosen_q_7[3] & signed_nibbles_q), chosen_q_7};
        joined_q_11 <= {joined_q_10 + {5{joined_q_9[4]}}, {{8{joined_q_9[4]}}, joined_q_9}};
        chosen_q_8 <= selected_kv_0 ? kv[19:16] : weights[19:16];
        joined_q_12 <= {selected_kv_0_q ? kv_q[4] : (chosen_q_8[3] & signed_nibbles_q), chosen_q_8};
        chosen_q_9 <= selected_kv_0 ? kv[147:144] : weights[147:144];
        joined_q_13 <= {selected_kv_0_q ? kv_q[36] : (chosen_q_9[3] & signed_nibbles_q), chosen_q_9};
        joined_q_14 <= {joined_q_13 + {5{joined_q_12[4]}}, {{8{joined_q_12[4]}}, joined_q_12}};
        chosen_q_10 <= selected_kv_0 ? kv[23:20] : weights[23:20];
        joined_q_15 <= {selected_kv_0_q ? kv_q[5] : (chosen_q_10[3] & signed_nibbles_q), chosen_q_10};
        chosen_q_11 <= selected_kv_0 ? kv[151:148] : weights[151:148];
        joined_q_16 <= {selected_kv_0_q ? kv_q[37] : (chosen_q_11[3] & signed_nibbles_q), chosen_q_11};
        joined_q_17 <= {joined_q_16 + {5{joined_q_15[4]}}, {{8{joined_q_15[4]}}, joined_q_15}};
        chosen_q_12 <= selected_kv_0 ? kv[27:24] : weights[27:24];
        joined_q_18 <= {selected_kv_0_q ? kv_q[6] : (chosen_q_12[3] & signed_nibbles_q), chosen_q_12};
        chosen_q_13 <= selected_kv_0 ? kv[155:152] : weights[155:152];
        joined_q_19 <= {selected_kv_0_q ? kv_q[38] : (chosen_q_13[3] & signed_nibbles_q), chosen_q_13};
        joined_q_20 <= {joined_q_19 + {5{joined_q_18[4]}}, {{8{joined_q_18[4]}}, joined_q_18}};
        chosen_q_14 <= selected_kv_0 ? kv[31:28] : weights[31:28];
        joined_q_21 <= {selected_kv_0_q ? kv_q[7] : (chosen_q_14[3] & signed_nibbles_q), chosen_q_14};
        chosen_q_15 <= selected_kv_0 ? kv[159:156] : weights[159:156];
        joined_q_22 <= {selected_kv_0_q ? kv_q[39] : (chosen_q_15[3] & signed_nibbles_q), chosen_q_15};
        joined_q_23 <= {joined_q_22 + {5{joined_q_21[4]}}, {{8{joined_q_21[4]}}, joined_q_21}};
        chosen_q_16 <= selected_kv_1 ? kv[35:32] : weights[35:32];
        selected_kv_1_q <= selected_kv_1;
        joined_q_24 <= {selected_kv_1_q ? kv_q[8] : (chosen_q_16[3] & signed_nibbles_q), chosen_q_16};
        chosen_q_17 <= selected_kv_1 ? kv[163:160] : weights[163:160];
        joined_q_25 <= {selected_kv_1_q ? kv_q[40] : (chosen_q_17[3] & signed_nibbles_q), chosen_q_17};
        joined_q_26 <= {joined_q_25 + {5{joined_q_24[4]}}, {{8{joined_q_24[4]}}, joined_q_24}};
        chosen_q_18 <= selected_kv_1 ? kv[39:36] : weights[39:36];
        joined_q_27 <= {selected_kv_1_q ? kv_q[9] : (chosen_q_18[3] & signed_nibbles_q), chosen_q_18};
        chosen_q_19 <= selected_kv_1 ? kv[167:164] : weights[167:164];
        joined_q_28 <= {selected_kv_1_q ? kv_q[41] : (chosen_q_19[3] & signed_nibbles_q), chosen_q_19};
        joined_q_29 <= {joined_q_28 + {5{joined_q_27[4]}}, {{8{joined_q_27[4]}}, joined_q_27}};
        chosen_q_20 <= selected_kv_1 ? kv[43:40] : weights[43:40];
        joined_q_30 <= {selected_kv_1_q ? kv_q[10] : (chosen_q_20[3] & signed_nibbles_q), chosen_q_20};
        chosen_q_21 <= selected_kv_1 ? kv[171:168] : weights[171:168];
        joined_q_31 <= {selected_kv_1_q ? kv_q[42] : (chosen_q_21[3] & signed_nibbles_q), chosen_q_21};
        joined_q_32 <= {joined_q_31 + {5{joined_q_30[4]}}, {{8{joined_q_30[4]}}, joined_q_30}};
        chosen_q_22 <= selected_kv_1 ? kv[47:44] : weights[47:44];
        joined_q_33 <= {selected_kv_1_q ? kv_q[11] : (chosen_q_22[3] & signed_nibbles_q), chosen_q_22};
        chosen_q_23 <= selected_kv_1 ? kv[175:172] : weights[175:172];
        joined_q_34 <= {selected_kv_1_q ? kv_q[43] : (chosen_q_23[3] & signed_nibbles_q), chosen_q_23};
        joined_q_35 <= {joined_q_34 + {5{joined_q_33[4]}}, {{8{joined_q_33[4]}}, joined_q_33}};
        chosen_q_24 <= selected_kv_1 ? kv[51:48] : weights[51:48];
        joined_q_36 <= {selected_kv_1_q ? kv_q[12] : (chosen_q_24[3] & signed_nibbles_q), chosen_q_24};
        chosen_q_25 <= selected_kv_1 ? kv[179:176] : weights[179:176];
        joined_q_37 <= {selected_kv_1_q ? kv_q[44] : (chosen_q_25[3] & signed_nibbles_q), chosen_q_25};
        joined_q_38 <= {joined_q_37 + {5{joined_q_36[4]}}, {{8{joined_q_36[4]}}, joined_q_36}};
        chosen_q_26 <= selected_kv_1 ? kv[55:52] : weights[55:52];
        joined_q_39 <= {selected_kv_1_q ? kv_q[13] : (chosen_q_26[3] & signed_nibbles_q), chosen_q_26};
        chosen_q_27 <= selected_kv_1 ? kv[183:180] : weights[183:180];
        joined_q_40 <= {selected_kv_1_q ? kv_q[45] : (chosen_q_27[3] & signed_nibbles_q), chosen_q_27};
        joined_q_41 <= {joined_q_40 + {5{joined_q_39[4]}}, {{8{joined_q_39[4]}}, joined_q_39}};
        chosen_q_28 <= selected_kv_1 ? kv[59:56] : weights[59:56];
        joined_q_42 <= {selected_kv_1_q ? kv_q[14] : (chosen_q_28[3] & signed_nibbles_q), chosen_q_28};
        chosen_q_29 <= selected_kv_1 ? kv[187:184] : weights[187:184];
        joined_q_43 <= {selected_kv_1_q ? kv_q[46] : (chosen_q_29[3] & signed_nibbles_q), chosen_q_29};
        joined_q_44 <= {joined_q_43 + {5{joined_q_42[4]}}, {{8{joined_q_42[4]}}, joined_q_42}};
        chosen_q_30 <= selected_kv_1 ? kv[63:60] : weights[63:60];
        joined_q_45 <= {selected_kv_1_q ? kv_q[15] : (chosen_q_30[3] & signed_nibbles_q), chosen_q_30};
        chosen_q_31 <= selected_kv_1 ? kv[191:188] : weights[191:188];
        joined_q_46 <= {selected_kv_1_q ? kv_q[47] : (chosen_q_31[3] & signed_nibbles_q), chosen_q_31};
        joined_q_47 <= {joined_q_46 + {5{joined_q_45[4]}}, {{8{joined_q_45[4]}}, joined_q_45}};
        chosen_q_32 <= selected_kv_2 ? kv[67:64] : weights[67:64];
        selected_kv_2_q <= selected_kv_2;
        joined_q_48 <= {selected_kv_2_q ? kv_q[16] : (chosen_q_32[3] & inverse), chosen_q_32};
        chosen_q_33 <= selected_kv_2 ? kv[195:192] : weights[195:192];
        joined_q_49 <= {selected_kv_2_q ? kv_q[48] : (chosen_q_33[3] & inverse), chosen_q_33};
        joined_q_50 <= {joined_q_49 + {5{joined_q_48[4]}}, {{8{joined_q_48[4]}}, joined_q_48}};
        chosen_q_34 <= selected_kv_2 ? kv[71:68] : weights[71:68];
        joined_q_51 <= {selected_kv_2_q ? kv_q[17] : (chosen_q_34[3] & inverse), chosen_q_34};
        chosen_q_35 <= selected_kv_2 ? kv[199:196] : weights[199:196];
        joined_q_52 <= {selected_kv_2_q ? kv_q[49] : (chosen_q_35[3] & inverse), chosen_q_35};
        joined_q_53 <= {joined_q_52 + {5{joined_q_51[4]}}, {{8{joined_q_51[4]}}, joined_q_51}};
        chosen_q_36 <= selected_kv_2 ? kv[75:72] : weights[75:72];
        joined_q_54 <= {selected_kv_2_q ? kv_q[18] : (chosen_q_36[3] & inverse), chosen_q_36};
        chosen_q_37 <= selected_kv_2 ? kv[203:200] : weights[203:200];
        joined_q_55 <= {selected_kv_2_q ? kv_q[50] : (chosen_q_37[3] & inverse), chosen_q_37};
        joined_q_56 <= {joined_q_55 + {5{joined_q_54[4]}}, {{8{joined_q_54[4]}}, joined_q_54}};
        chosen_q_38 <= selected_kv_2 ? kv[79:76] : weights[79:76];
        joined_q_57 <= {selected_kv_2_q ? kv_q[19] : (chosen_q_38[3] & inverse), chosen_q_38};
        chosen_q_39 <= selected_kv_2 ? kv[207:204] : weights[207:204];
        joined_q_58 <= {selected_kv_2_q ? kv_q[51] : (chosen_q_39[3] & inverse), chosen_q_39};
        joined_q_59 <= {joined_q_58 + {5{joined_q_57[4]}}, {{8{joined_q_57[4]}}, joined_q_57}};
        chosen_q_40 <= selected_kv_2 ? kv[83:80] : weights[83:80];
        joined_q_60 <= {selected_kv_2_q ? kv_q[20] : (chosen_q_40[3] & inverse), chosen_q_40};
        chosen_q_41 <= selected_kv_2 ? kv[211:208] : weights[211:208];
        joined_q_61 <= {selected_kv_2_q ? kv_q[52] : (chosen_q_41[3] & inverse), chosen_q_41};
        joined_q_62 <= {joined_q_61 + {5{joined_q_60[4]}}, {{8{joined_q_60[4]}}, joined_q_60}};
        chosen_q_42 <= selected_kv_2 ? kv[87:84] : weights[87:84];
        joined_q_63 <= {selected_kv_2_q ? kv_q[21] : (chosen_q_42[3] & inverse), chosen_q_42};
        chosen_q_43 <= selected_kv_2 ? kv[215:212] : weights[215:212];
        joined_q_64 <= {selected_kv_2_q ? kv_q[53] : (chosen_q_43[3] & inverse), chosen_q_43};
        joined_q_65 <= {joined_q_64 + {5{joined_q_63[4]}}, {{8{joined_q_63[4]}}, joined_q_63}};
        chosen_q_44 <= selected_kv_2 ? kv[91:88] : weights[91:88];
        joined_q_66 <= {selected_kv_2_q ? kv_q[22] : (chosen_q_44[3] & inverse), chosen_q_44};
        chosen_q_45 <= selected_kv_2 ? kv[219:216] : weights[219:216];
        joined_q_67 <= {selected_kv_2_q ? kv_q[54] : (chosen_q_45[3] & inverse), chosen_q_45};
        joined_q_68 <= {joined_q_67 + {5{joined_q_66[4]}}, {{8{joined_q_66[4]}}, joined_q_66}};
        chosen_q_46 <= selected_kv_2 ? kv[95:92] : weights[95:92];
        joined_q_69 <= {selected_kv_2_q ? kv_q[23] : (chosen_q_46[3] & inverse), chosen_q_46};
        chosen_q_47 <= selected_kv_2 ? kv[223:220] : weights[223:220];
        joined_q_70 <= {selected_kv_2_q ? kv_q[55] : (chosen_q_47[3] & inverse), chosen_q_47};
        joined_q_71 <= {joined_q_70 + {5{joined_q_69[4]}}, {{8{joined_q_69[4]}}, joined_q_69}};
        chosen_q_48 <= selected_kv_3 ? kv[99:96] : weights[99:96];
        selected_kv_3_q <= selected_kv_3;
        joined_q_72 <= {selected_kv_3_q ? kv_q[24] : (chosen_q_48[3] & inverse), chosen_q_48};
        chosen_q_49 <= selected_kv_3 ? kv[227:224] : weights[227:224];
        joined_q_73 <= {selected_kv_3_q ? kv_q[56] : (chosen_q_49[3] & inverse), chosen_q_49};
        joined_q_74 <= {joined_q_73 + {5{joined_q_72[4]}}, {{8{joined_q_72[4]}}, joined_q_72}};
        chosen_q_50 <= selected_kv_3 ? kv[103:100] : weights[103:100];
        joined_q_75 <= {selected_kv_3_q ? kv_q[25] : (chosen_q_50[3] & inverse), chosen_q_50};
        chosen_q_51 <= selected_kv_3 ? kv[231:228] : weights[231:228];
        joined_q_76 <= {selected_kv_3_q ? kv_q[57] : (chosen_q_51[3] & inverse), chosen_q_51};
        joined_q_77 <= {joined_q_76 + {5{joined_q_75[4]}}, {{8{joined_q_75[4]}}, joined_q_75}};
        chosen_q_52 <= selected_kv_3 ? kv[107:104] : weights[107:104];
        joined_q_78 <= {selected_kv_3_q ? kv_q[26] : (chosen_q_52[3] & inverse), chosen_q_52};
        chosen_q_53 <= selected_kv_3 ? kv[235:232] : weights[235:232];
        joined_q_79 <= {selected_kv_3_q ? kv_q[58] : (chosen_q_53[3] & inverse), chosen_q_53};
        joined_q_80 <= {joined_q_79 + {5{joined_q_78[4]}}, {{8{joined_q_78[4]}}, joined_q_78}};
        chosen_q_54 <= selected_kv_3 ? kv[111:108] : weights[111:108];
        joined_q_81 <= {selected_kv_3_q ? kv_q[27] : (chosen_q_54[3] & inverse), chosen_q_54};
        chosen_q_55 <= selected_kv_3 ? kv[239:236] : weights[239:236];
        joined_q_82 <= {selected_kv_3_q ? kv_q[59] : (chosen_q_55[3] & inverse), chosen_q_55};
        joined_q_83 <= {joined_q_82 + {5{joined_q_81[4]}}, {{8{joined_q_81[4]}}, joined_q_81}};
        chosen_q_56 <= selected_kv_3 ? kv[115:112] : weights[115:112];
        joined_q_84 <= {selected_kv_3_q ? kv_q[28] : (chosen_q_56[3] & inverse), chosen_q_56};
        chosen_q_57 <= selected_kv_3 ? kv[243:240] : weights[243:240];
        joined_q_85 <= {selected_kv_3_q ? kv_q[60] : (chosen_q_57[3] & inverse), chosen_q_57};
        joined_q_86 <= {joined_q_85 + {5{joined_q_84[4]}}, {{8{joined_q_84[4]}}, joined_q_84}};
        chosen_q_58 <= selected_kv_3 ? kv[119:116] : weights[119:116];
        joined_q_87 <= {selected_kv_3_q ? kv_q[29] : (chosen_q_58[3] & inverse), chosen_q_58};
        chosen_q_59 <= selected_kv_3 ? kv[247:244] : weights[247:244];
        joined_q_88 <= {selected_kv_3_q ? kv_q[61] : (chosen_q_59[3] & inverse), chosen_q_59};
        joined_q_89 <= {joined_q_88 + {5{joined_q_87[4]}}, {{8{joined_q_87[4]}}, joined_q_87}};
        chosen_q_60 <= selected_kv_3 ? kv[123:120] : weights[123:120];
        joined_q_90 <= {selected_kv_3_q ? kv_q[30] : (chosen_q_60[3] & inverse), chosen_q_60};
        chosen_q_61 <= selected_kv_3 ? kv[251:248] : weights[251:248];
        joined_q_91 <= {selected_kv_3_q ? kv_q[62] : (chosen_q_61[3] & inverse), chosen_q_61};
        joined_q_92 <= {joined_q_91 + {5{joined_q_90[4]}}, {{8{joined_q_90[4]}}, joined_q_90}};
        chosen_q_62 <= selected_kv_3 ? kv[127:124] : weights[127:124];
        joined_q_93 <= {selected_kv_3_q ? kv_q[31] : (chosen_q_62[3] & inverse), chosen_q_62};
        chosen_q_63 <= selected_kv_3 ? kv[255:252] : weights[255:252];
        joined_q_94 <= {selected_kv_3_q ? kv_q[63] : (chosen_q_63[3] & inverse), chosen_q_63};
        joined_q_95 <= {joined_q_94 + {5{joined_q_93[4]}}, {{8{joined_q_93[4]}}, joined_q_93}};
        sum_q <= ({1'b0, {nonzero, weights_q_1[9:0]}} ^ {12{weights_q_1[15]}}) + {11'b0, weights_q_1[15]};
        joined_q_96 <= {weights_q_1[14:11], weights_q_1[10] | (~nonzero)};
        sum_q_1 <= ({1'b0, {nonzero_1, weights_q[9:0]}} ^ {12{weights_q[15]}}) + {11'b0, weights_q[15]};
        joined_q_97 <= {weights_q[14:11], weights_q[10] | (~nonzero_1)};
        kv_q_1 <= kv[263:256];
        sum_q_2 <= {{1{kv_q_1[7]}}, kv_q_1} + 9'h19;
        selected_kv_0_q_1 <= selected_kv_0_q;
        joined_q_98 <= {joined_q_97, selected_kv_0_q_1 ? 12'h0 : sum_q_1, selected_kv_0_q_1 ? sum_q_2 : {4'b0, joined_q_96}, selected_kv_0_q_1 ? 12'h1 : sum_q};
        joined_q_99 <= joined_q_98;
        joined_q_100 <= joined_q_99;
        joined_q_101 <= joined_q_100;
        joined_q_102 <= joined_q_101;
        joined_q_103 <= joined_q_102;
        joined_q_104 <= joined_q_103;
        joined_q_105 <= joined_q_104;
        joined_q_106 <= joined_q_105;
        sum_q_3 <= ({1'b0, {nonzero_2, weights_q_1[25:16]}} ^ {12{weights_q_1[31]}}) + {11'b0, weights_q_1[31]};
        joined_q_107 <= {weights_q_1[30:27], weights_q_1[26] | (~nonzero_2)};
        sum_q_4 <= ({1'b0, {nonzero_3, weights_q[25:16]}} ^ {12{weights_q[31]}}) + {11'b0, weights_q[31]};
        joined_q_108 <= {weights_q[30:27], weights_q[26] | (~nonzero_3)};
        kv_q_2 <= kv[279:272];
        sum_q_5 <= {{1{kv_q_2[7]}}, kv_q_2} + 9'h19;
        joined_q_109 <= {joined_q_108, selected_kv_0_q_1 ? 12'h0 : sum_q_4, selected_kv_0_q_1 ? sum_q_5 : {4'b0, joined_q_107}, selected_kv_0_q_1 ? 12'h1 : sum_q_3};
        joined_q_110 <= joined_q_109;
        joined_q_111 <= joined_q_110;
        joined_q_112 <= joined_q_111;
        joined_q_113 <= joined_q_112;
        joined_q_114 <= joined_q_113;
        joined_q_115 <= joined_q_114;
        joined_q_116 <= joined_q_115;
        joined_q_117 <= joined_q_116;
    end
endmodule

module harmonia_pair_weights (
    input wire clock,
    input wire start,
    input wire [10:0] group,
    input wire [15:0] position,
    input wire [1:0] last_query,
    input wire lanes_valid,
    input wire taken,
    output wire read,
    output wire [13:0] read_address,
    output wire visible,
    output wire offers,
    output wire moves
);
    // Reads scores and offers the weights of softmax.
    reg lanes_valid_q = 1'd0;
    reg reading = 1'd0;
    reg offering = 1'd0;
    reg [15:0] token = 16'h0;
    reg [1:0] row = 2'd0;
    wire equal;
    reg taken_q = 1'd0;
    reg group_done = 1'd0;
    reg inverse_q;
    reg inverse_q_1;
    reg inverse_q_2;
    reg inverse_q_3;
    assign equal = row == last_query;
    assign read = reading;
    assign read_address = token[13:0];
    assign visible = inverse_q_3;
    assign offers = offering;
    assign moves = taken;
    always @(posedge clock) begin
        lanes_valid_q <= lanes_valid;
        reading <= (start | (group_done & inverse_q)) | (reading & (~(reading & (&token[4:0]))));
        offering <= lanes_valid_q | (offering & (~group_done));
        token <= start ? 16'h0 : (reading ? (token + 16'h1) : token);
        if (taken_q) row <= equal ? 2'd0 : (row + 2'd1);
        taken_q <= taken;
        group_done <= taken & equal;
        inverse_q <= ~(group < token[15:5]);
        inverse_q_1 <= ~(position < token);
        inverse_q_2 <= inverse_q_1;
        inverse_q_3 <= inverse_q_2;
    end
endmodule

module harmonia_pair_widen (
    input wire clock,
    input wire [63:0] halves,
    input wire halves_valid,
    output wire [127:0] floats,
    output wire floats_valid
);
    // 4 x FP16 to 4 x FP32, exact.
    wire [15:0] joined;
    wire inverse;
    wire [15:0] chosen;
    wire inverse_1;
    reg [15:0] chosen_q;
    reg inverse_q;
    reg inverse_q_1;
    wire inverse_2;
    wire [15:0] chosen_1;
    wire inverse_3;
    wire [15:0] chosen_2;
    reg [15:0] halves_q;
    wire inverse_4;
    reg halves_q_1;
    reg [7:0] chosen_q_1;
    reg [22:0] joined_q;
    wire [15:0] joined_1;
    wire inverse_5;
    wire [15:0] chosen_3;
    wire inverse_6;
    reg [15:0] chosen_q_2;
    reg inverse_q_2;
    reg inverse_q_3;
    wire inverse_7;
    wire [15:0] chosen_4;
    wire inverse_8;
    wire [15:0] chosen_5;
    reg [15:0] halves_q_2;
    wire inverse_9;
    reg halves_q_3;
    reg [7:0] chosen_q_3;
    reg [22:0] joined_q_1;
    wire [15:0] joined_2;
    wire inverse_10;
    wire [15:0] chosen_6;
    wire inverse_11;
    reg [15:0] chosen_q_4;
    reg inverse_q_4;
    reg inverse_q_5;
    wire inverse_12;
    wire [15:0] chosen_7;
    wire inverse_13;
    wire [15:0] chosen_8;
    reg [15:0] halves_q_4;
    wire inverse_14;
    reg halves_q_5;
    reg [7:0] chosen_q_5;
    reg [22:0] joined_q_2;
    wire [15:0] joined_3;
    wire inverse_15;
    wire [15:0] chosen_9;
    wire inverse_16;
    reg [15:0] chosen_q_6;
    reg inverse_q_6;
    reg inverse_q_7;
    wire inverse_17;
    wire [15:0] chosen_10;
    wire inverse_18;
    wire [15:0] chosen_11;
    reg [15:0] halves_q_6;
    wire inverse_19;
    reg halves_q_7;
    reg [7:0] chosen_q_7;
    reg [22:0] joined_q_3;
    reg halves_valid_q = 1'd0;
    reg halves_valid_q_1 = 1'd0;
    wire unused;
    assign joined = {halves[9:0], 6'd0};
    assign inverse = ~(|halves[9:2]);
    assign chosen = inverse ? {joined[7:0], 8'd0} : joined;
    assign inverse_1 = ~(|chosen[15:12]);
    assign inverse_2 = ~(|chosen_q[15:14]);
    assign chosen_1 = inverse_2 ? {chosen_q[13:0], 2'd0} : chosen_q;
    assign inverse_3 = ~chosen_1[15];
    assign chosen_2 = inverse_3 ? {chosen_1[14:0], 1'd0} : chosen_1;
    assign inverse_4 = ~(|halves_q[14:10]);
    assign joined_1 = {halves[25:16], 6'd0};
    assign inverse_5 = ~(|halves[25:18]);
    assign chosen_3 = inverse_5 ? {joined_1[7:0], 8'd0} : joined_1;
    assign inverse_6 = ~(|chosen_3[15:12]);
    assign inverse_7 = ~(|chosen_q_2[15:14]);
    assign chosen_4 = inverse_7 ? {chosen_q_2[13:0], 2'd0} : chosen_q_2;
    assign inverse_8 = ~chosen_4[15];
    assign chosen_5 = inverse_8 ? {chosen_4[14:0], 1'd0} : chosen_4;
    assign inverse_9 = ~(|halves_q_2[14:10]);
    assign joined_2 = {halves[41:32], 6'd0};
    assign inverse_10 = ~(|halves[41:34]);
    assign chosen_6 = inverse_10 ? {joined_2[7:0], 8'd0} : joined_2;
    assign inverse_11 = ~(|chosen_6[15:12]);
    assign inverse_12 = ~(|chosen_q_4[15:14]);
    assign chosen_7 = inverse_12 ? {chosen_q_4[13:0], 2'd0} : chosen_q_4;
    assign inverse_13 = ~chosen_7[15];
    assign chosen_8 = inverse_13 ? {chosen_7[14:0], 1'd0} : chosen_7;
    assign inverse_14 = ~(|halves_q_4[14:10]);
    assign joined_3 = {halves[57:48], 6'd0};
    assign inverse_15 = ~(|halves[57:50]);
    assign chosen_9 = inverse_15 ? {joined_3[7:0], 8'd0} : joined_3;
    assign inverse_16 = ~(|chosen_9[15:12]);
    assign inverse_17 = ~(|chosen_q_6[15:14]);
    assign chosen_10 = inverse_17 ? {chosen_q_6[13:0], 2'd0} : chosen_q_6;
    assign inverse_18 = ~chosen_10[15];
    assign chosen_11 = inverse_18 ? {chosen_10[14:0], 1'd0} : chosen_10;
    assign inverse_19 = ~(|halves_q_6[14:10]);
    assign floats = {{halves_q_7, chosen_q_7, joined_q_3}, {halves_q_5, chosen_q_5, joined_q_2}, {halves_q_3, chosen_q_3, joined_q_1}, {halves_q_1, chosen_q_1, joined_q}};
    assign floats_valid = halves_valid_q_1;
    assign unused = &{1'b0, {chosen_2[15], chosen_2[4:0]}, {chosen_5[15], chosen_5[4:0]}, {chosen_8[15], chosen_8[4:0]}, {chosen_11[15], chosen_11[4:0]}};
    always @(posedge clock) begin
        chosen_q <= inverse_1 ? {chosen[11:0], 4'd0} : chosen;
        inverse_q <= inverse_1;
        inverse_q_1 <= inverse;
        halves_q <= halves[15:0];
        halves_q_1 <= halves_q[15];
        chosen_q_1 <= (&halves_q[14:10])
            ? 8'd255
            : (inverse_4
            ? ((~(|halves_q[9:0])) ? 8'd0 : (8'd112 - {4'b0, {inverse_q_1, inverse_q, inverse_2, inverse_3}}))
            : ({3'b0, halves_q[14:10]} + 8'd112));
        joined_q <= {inverse_4 ? chosen_2[14:5] : halves_q[9:0], 13'h0};
        chosen_q_2 <= inverse_6 ? {chosen_3[11:0], 4'd0} : chosen_3;
        inverse_q_2 <= inverse_6;
        inverse_q_3 <= inverse_5;
        halves_q_2 <= halves[31:16];
        halves_q_3 <= halves_q_2[15];
        chosen_q_3 <= (&halves_q_2[14:10])
            ? 8'd255
            : (inverse_9
            ? ((~(|halves_q_2[9:0]))
            ? 8'd0
            : (8'd112 - {4'b0, {inverse_q_3, inverse_q_2, inverse_7, inverse_8}}))
            : ({3'b0, halves_q_2[14:10]} + 8'd112));
        joined_q_1 <= {inverse_9 ? chosen_5[14:5] : halves_q_2[9:0], 13'h0};
        chosen_q_4 <= inverse_11 ? {chosen_6[11:0], 4'd0} : chosen_6;
        inverse_q_4 <= inverse_11;
        inverse_q_5 <= inverse_10;
        halves_q_4 <= halves[47:32];
        halves_q_5 <= halves_q_4[15];
        chosen_q_5 <= (&halves_q_4[14:10])
            ? 8'd255
            : (inverse_14
            ? ((~(|halves_q_4[9:0]))
            ? 8'd0
            : (8'd112 - {4'b0, {inverse_q_5, inverse_q_4, inverse_12, inverse_13}}))
            : ({3'b0, halves_q_4[14:10]} + 8'd112));
        joined_q_2 <= {inverse_14 ? chosen_8[14:5] : halves_q_4[9:0], 13'h0};
        chosen_q_6 <= inverse_16 ? {chosen_9[11:0], 4'd0} : chosen_9;
        inverse_q_6 <= inverse_16;
        inverse_q_7 <= inverse_15;
        halves_q_6 <= halves[63:48];
        halves_q_7 <= halves_q_6[15];
        chosen_q_7 <= (&halves_q_6[14:10])
            ? 8'd255
            : (inverse_19
            ? ((~(|halves_q_6[9:0]))
            ? 8'd0
            : (8'd112 - {4'b0, {inverse_q_7, inverse_q_6, inverse_17, inverse_18}}))
            : ({3'b0, halves_q_6[14:10]} + 8'd112));
        joined_q_3 <= {inverse_19 ? chosen_11[14:5] : halves_q_6[9:0], 13'h0};
        halves_valid_q <= halves_valid;
        halves_valid_q_1 <= halves_valid_q;
    end
endmodule

module harmonia_pair_words (
    input wire clock,
    input wire [63:0] read_data,
    input wire read_valid,
    input wire reader_ready,
    input wire ingest_ready,
    output wire read_ready,
    output wire [63:0] word,
    output wire word_valid
);
    // Words from memory.
    reg [63:0] first = 64'h0;
    reg [63:0] second = 64'h0;
    reg holds_one = 1'd0;
    reg holds_two = 1'd0;
    wire inverse;
    wire either;
    wire either_1;
    assign inverse = ~holds_two;
    assign either = (~holds_one) | (reader_ready | ingest_ready);
    assign either_1 = holds_two | (read_valid & inverse);
    assign read_ready = inverse;
    assign word = first;
    assign word_valid = holds_one;
    always @(posedge clock) begin
        if (either) first <= holds_two ? second : read_data;
        if (inverse) second <= read_data;
        holds_one <= either ? either_1 : 1'd1;
        holds_two <= (~either) & either_1;
    end
endmodule

module harmonia_pair_writer (
    input wire clock,
    input wire start,
    input wire value,
    input wire three,
    input wire [15:0] position,
    input wire [15:0] slot,
    input wire no_low,
    input wire [3:0] blocks,
    input wire [23:0] low_base,
    input wire [23:0] high_base,
    input wire [287:0] mantissas,
    input wire [7:0] exponent,
    input wire block_valid,
    input wire ignores,
    input wire request_ready,
    output wire request_valid,
    output wire [23:0] request_address,
    output wire [63:0] request_data,
    output wire [7:0] request_enables,
    output wire written,
    output wire idle
);
    // Blocks of keys and values to planes in memory.
    (* no_rw_check *) reg [295:0] blocks_waiting [0:7];
    reg [3:0] head = 4'd0;
    reg [3:0] tail = 4'd0;
    wire [295:0] word;
    reg busy = 1'd0;
    reg [2:0] settling = 3'd7;
    reg [2:0] turn = 3'd0;
    reg request = 1'd0;
    wire equal;
    reg prepared = 1'd0;
    wire step;
    wire equal_1;
    wire block_written;
    reg [8:0] blocks_left = 9'h0;
    reg side = 1'd0;
    reg [7:0] pairs_written = 8'd0;
    wire inverse;
    wire [14:0] chosen;
    wire [14:0] joined;
    reg [17:0] sum_q;
    reg [17:0] sum_q_1;
    reg [17:0] sum_q_2;
    reg [17:0] sum_q_3;
    reg [17:0] sum_q_4;
    reg [17:0] sum_q_5;
    reg [17:0] sum_q_6;
    reg [17:0] sum_q_7;
    wire inverse_1;
    wire [23:0] wide;
    reg [23:0] sum_q_8;
    reg [23:0] sum_q_9;
    reg [23:0] sum_q_10;
    wire [23:0] wide_1;
    reg [23:0] sum_q_11;
    reg [23:0] sum_q_12;
    reg [23:0] sum_q_13;
    wire [4:0] sum;
    reg [4:0] chosen_q;
    reg [4:0] chosen_q_1;
    reg [7:0] sum_q_14;
    reg [7:0] sum_q_15;
    reg [7:0] sum_q_16;
    reg [7:0] sum_q_17;
    reg [7:0] sum_q_18;
    reg [7:0] sum_q_19;
    reg [7:0] sum_q_20;
    reg [7:0] sum_q_21;
    reg [7:0] sum_q_22;
    reg [7:0] sum_q_23;
    reg [7:0] sum_q_24;
    reg [7:0] sum_q_25;
    reg [7:0] sum_q_26;
    reg [7:0] sum_q_27;
    reg [7:0] sum_q_28;
    reg [7:0] sum_q_29;
    reg [7:0] sum_q_30;
    reg [7:0] sum_q_31;
    reg [7:0] sum_q_32;
    reg [7:0] sum_q_33;
    reg [7:0] sum_q_34;
    reg [7:0] sum_q_35;
    reg [7:0] sum_q_36;
    reg [7:0] sum_q_37;
    reg [7:0] sum_q_38;
    reg [7:0] sum_q_39;
    reg [7:0] sum_q_40;
    reg [7:0] sum_q_41;
    reg [7:0] sum_q_42;
    reg [7:0] sum_q_43;
    reg [7:0] sum_q_44;
    reg [7:0] sum_q_45;
    reg [127:0] joined_q;
    wire [127:0] joined_1;
    wire [31:0] chosen_1;
    wire equal_2;
    wire equal_3;
    wire either;
    wire inverse_2;
    reg [23:0] chosen_q_2;
    reg [5:0] sum_q_46;
    wire [2:0] joined_2;
    wire inverse_3;
    reg [23:0] address = 24'h0;
    reg [63:0] chosen_q_3;
    reg [63:0] data = 64'h0;
    reg [7:0] chosen_q_4;
    reg [7:0] enables = 8'd0;
    wire unused;
    assign word = blocks_waiting[head[2:0]];
    assign equal = settling == 3'd0;
    assign step = prepared & (~request);
    assign equal_1 = turn == 3'd5;
    assign block_written = step & equal_1;
    assign inverse = ~value;
    assign chosen = value ? {position[10:0], 4'd0} : position[15:1];
    assign joined = {slot[10:0], position[4:1] & {4{inverse}}};
    assign inverse_1 = ~three;
    assign wide = {8'b0, sum_q_3[17:2]};
    assign wide_1 = {8'b0, sum_q_7[17:2]};
    assign sum = {1'b0, {sum_q_3[1:0], 2'd0}} + {3'b0, sum_q_3[1:0]};
    assign joined_1 = {sum_q_45[3:0], sum_q_44[3:0], sum_q_43[3:0], sum_q_42[3:0], sum_q_41[3:0], sum_q_40[3:0], sum_q_39[3:0], sum_q_38[3:0],
    sum_q_37[3:0], sum_q_36[3:0], sum_q_35[3:0], sum_q_34[3:0], sum_q_33[3:0], sum_q_32[3:0], sum_q_31[3:0], sum_q_30[3:0],
    sum_q_29[3:0], sum_q_28[3:0], sum_q_27[3:0], sum_q_26[3:0], sum_q_25[3:0], sum_q_24[3:0], sum_q_23[3:0], sum_q_22[3:0],
    sum_q_21[3:0], sum_q_20[3:0], sum_q_19[3:0], sum_q_18[3:0], sum_q_17[3:0], sum_q_16[3:0], sum_q_15[3:0], sum_q_14[3:0]};
    assign chosen_1 = three
        ? {sum_q_45[4], sum_q_44[4], sum_q_43[4], sum_q_42[4], sum_q_41[4], sum_q_40[4], sum_q_39[4], sum_q_38[4],
    sum_q_37[4], sum_q_36[4], sum_q_35[4], sum_q_34[4], sum_q_33[4], sum_q_32[4], sum_q_31[4], sum_q_30[4],
    sum_q_29[4], sum_q_28[4], sum_q_27[4], sum_q_26[4], sum_q_25[4], sum_q_24[4], sum_q_23[4], sum_q_22[4],
    sum_q_21[4], sum_q_20[4], sum_q_19[4], sum_q_18[4], sum_q_17[4], sum_q_16[4], sum_q_15[4], sum_q_14[4]}
        : {word[287], word[278], word[269], word[260], word[251], word[242], word[233], word[224],
    word[215], word[206], word[197], word[188], word[179], word[170], word[161], word[152],
    word[143], word[134], word[125], word[116], word[107], word[98], word[89], word[80],
    word[71], word[62], word[53], word[44], word[35], word[26], word[17], word[8]};
    assign equal_2 = turn == 3'd0;
    assign equal_3 = turn == 3'd1;
    assign either = turn[2] | (equal_3 & three);
    assign inverse_2 = ~(equal_2 | equal_3);
    assign joined_2 = {sum_q_3[1:0], side};
    assign inverse_3 = ~side;
    assign request_valid = request;
    assign request_address = address;
    assign request_data = data;
    assign request_enables = enables;
    assign written = block_written;
    assign idle = ~(|{request, |blocks_left});
    assign unused = &{1'b0, slot, sum_q_7[1:0]};
    always @(posedge clock) begin
        if (block_written) head <= head + 4'd1;
        if (block_valid & (~ignores)) tail <= tail + 4'd1;
        busy <= ((~(head == tail)) & (~busy)) | (busy & (~block_written));
        settling <= (busy & (~equal)) ? (settling - 3'd1) : (busy ? settling : 3'd7);
        if (step) turn <= equal_1 ? 3'd0 : (turn + 3'd1);
        request <= (step & (~(either & no_low))) | (request & (~request_ready));
        prepared <= (busy & equal) & (~step);
        blocks_left <= start
            ? (value ? {blocks, 5'd0} : {5'b0, blocks})
            : (block_written ? (blocks_left - 9'h1) : blocks_left);
        side <= start ? (position[0] & inverse) : (block_written ? (side ^ value) : side);
        pairs_written <= start ? 8'd0 : ((block_written & (inverse | side)) ? (pairs_written + 8'd1) : pairs_written);
        sum_q <= {3'b0, chosen & {15{blocks[0]}}} + {2'b0, {chosen & {15{blocks[1]}}, 1'd0}};
        sum_q_1 <= {1'b0, {chosen & {15{blocks[2]}}, 2'd0}} + {chosen & {15{blocks[3]}}, 3'd0};
        sum_q_2 <= sum_q + sum_q_1;
        sum_q_3 <= sum_q_2 + {10'b0, pairs_written};
        sum_q_4 <= {3'b0, joined & {15{blocks[0]}}} + {2'b0, {joined & {15{blocks[1]}}, 1'd0}};
        sum_q_5 <= {1'b0, {joined & {15{blocks[2]}}, 2'd0}} + {joined & {15{blocks[3]}}, 3'd0};
        sum_q_6 <= sum_q_4 + sum_q_5;
        sum_q_7 <= sum_q_6 + {10'b0, pairs_written};
        sum_q_8 <= (inverse_1 ? {wide[21:0], 2'd0} : 24'h0) + (1'd1 ? wide : 24'h0);
        sum_q_9 <= high_base + {wide[19:0], 4'd0};
        sum_q_10 <= sum_q_8 + sum_q_9;
        sum_q_11 <= (three ? {wide_1[21:0], 2'd0} : 24'h0) + (1'd0 ? wide_1 : 24'h0);
        sum_q_12 <= low_base + {wide_1[19:0], 4'd0};
        sum_q_13 <= sum_q_11 + sum_q_12;
        chosen_q <= three ? {1'b0, {sum_q_3[1:0], 2'd0}} : sum;
        chosen_q_1 <= three ? sum : {1'b0, {sum_q_3[1:0], 2'd0}};
        sum_q_14 <= (word[7:0] ^ {8{word[8]}}) + {7'b0, word[8]};
        sum_q_15 <= (word[16:9] ^ {8{word[17]}}) + {7'b0, word[17]};
        sum_q_16 <= (word[25:18] ^ {8{word[26]}}) + {7'b0, word[26]};
        sum_q_17 <= (word[34:27] ^ {8{word[35]}}) + {7'b0, word[35]};
        sum_q_18 <= (word[43:36] ^ {8{word[44]}}) + {7'b0, word[44]};
        sum_q_19 <= (word[52:45] ^ {8{word[53]}}) + {7'b0, word[53]};
        sum_q_20 <= (word[61:54] ^ {8{word[62]}}) + {7'b0, word[62]};
        sum_q_21 <= (word[70:63] ^ {8{word[71]}}) + {7'b0, word[71]};
        sum_q_22 <= (word[79:72] ^ {8{word[80]}}) + {7'b0, word[80]};
        sum_q_23 <= (word[88:81] ^ {8{word[89]}}) + {7'b0, word[89]};
        sum_q_24 <= (word[97:90] ^ {8{word[98]}}) + {7'b0, word[98]};
        sum_q_25 <= (word[106:99] ^ {8{word[107]}}) + {7'b0, word[107]};
        sum_q_26 <= (word[115:108] ^ {8{word[116]}}) + {7'b0, word[116]};
        sum_q_27 <= (word[124:117] ^ {8{word[125]}}) + {7'b0, word[125]};
        sum_q_28 <= (word[133:126] ^ {8{word[134]}}) + {7'b0, word[134]};
        sum_q_29 <= (word[142:135] ^ {8{word[143]}}) + {7'b0, word[143]};
        sum_q_30 <= (word[151:144] ^ {8{word[152]}}) + {7'b0, word[152]};
        sum_q_31 <= (word[160:153] ^ {8{word[161]}}) + {7'b0, word[161]};
        sum_q_32 <= (word[169:162] ^ {8{word[170]}}) + {7'b0, word[170]};
        sum_q_33 <= (word[178:171] ^ {8{word[179]}}) + {7'b0, word[179]};
        sum_q_34 <= (word[187:180] ^ {8{word[188]}}) + {7'b0, word[188]};
        sum_q_35 <= (word[196:189] ^ {8{word[197]}}) + {7'b0, word[197]};
        sum_q_36 <= (word[205:198] ^ {8{word[206]}}) + {7'b0, word[206]};
        sum_q_37 <= (word[214:207] ^ {8{word[215]}}) + {7'b0, word[215]};
        sum_q_38 <= (word[223:216] ^ {8{word[224]}}) + {7'b0, word[224]};
        sum_q_39 <= (word[232:225] ^ {8{word[233]}}) + {7'b0, word[233]};
        sum_q_40 <= (word[241:234] ^ {8{word[242]}}) + {7'b0, word[242]};
        sum_q_41 <= (word[250:243] ^ {8{word[251]}}) + {7'b0, word[251]};
        sum_q_42 <= (word[259:252] ^ {8{word[260]}}) + {7'b0, word[260]};
        sum_q_43 <= (word[268:261] ^ {8{word[269]}}) + {7'b0, word[269]};
        sum_q_44 <= (word[277:270] ^ {8{word[278]}}) + {7'b0, word[278]};
        sum_q_45 <= (word[286:279] ^ {8{word[287]}}) + {7'b0, word[287]};
        joined_q <= {three
            ? {word[287], sum_q_45[7:5] + {2'b0, sum_q_45[4]}}
            : (sum_q_45[7:4] + {3'b0, sum_q_45[3]}), three
            ? {word[278], sum_q_44[7:5] + {2'b0, sum_q_44[4]}}
            : (sum_q_44[7:4] + {3'b0, sum_q_44[3]}), three
            ? {word[269], sum_q_43[7:5] + {2'b0, sum_q_43[4]}}
            : (sum_q_43[7:4] + {3'b0, sum_q_43[3]}), three
            ? {word[260], sum_q_42[7:5] + {2'b0, sum_q_42[4]}}
            : (sum_q_42[7:4] + {3'b0, sum_q_42[3]}), three
            ? {word[251], sum_q_41[7:5] + {2'b0, sum_q_41[4]}}
            : (sum_q_41[7:4] + {3'b0, sum_q_41[3]}), three
            ? {word[242], sum_q_40[7:5] + {2'b0, sum_q_40[4]}}
            : (sum_q_40[7:4] + {3'b0, sum_q_40[3]}), three
            ? {word[233], sum_q_39[7:5] + {2'b0, sum_q_39[4]}}
            : (sum_q_39[7:4] + {3'b0, sum_q_39[3]}), three
            ? {word[224], sum_q_38[7:5] + {2'b0, sum_q_38[4]}}
            : (sum_q_38[7:4] + {3'b0, sum_q_38[3]}),
        three
            ? {word[215], sum_q_37[7:5] + {2'b0, sum_q_37[4]}}
            : (sum_q_37[7:4] + {3'b0, sum_q_37[3]}), three
            ? {word[206], sum_q_36[7:5] + {2'b0, sum_q_36[4]}}
            : (sum_q_36[7:4] + {3'b0, sum_q_36[3]}), three
            ? {word[197], sum_q_35[7:5] + {2'b0, sum_q_35[4]}}
            : (sum_q_35[7:4] + {3'b0, sum_q_35[3]}), three
            ? {word[188], sum_q_34[7:5] + {2'b0, sum_q_34[4]}}
            : (sum_q_34[7:4] + {3'b0, sum_q_34[3]}), three
            ? {word[179], sum_q_33[7:5] + {2'b0, sum_q_33[4]}}
            : (sum_q_33[7:4] + {3'b0, sum_q_33[3]}), three
            ? {word[170], sum_q_32[7:5] + {2'b0, sum_q_32[4]}}
            : (sum_q_32[7:4] + {3'b0, sum_q_32[3]}), three
            ? {word[161], sum_q_31[7:5] + {2'b0, sum_q_31[4]}}
            : (sum_q_31[7:4] + {3'b0, sum_q_31[3]}), three
            ? {word[152], sum_q_30[7:5] + {2'b0, sum_q_30[4]}}
            : (sum_q_30[7:4] + {3'b0, sum_q_30[3]}),
        three
            ? {word[143], sum_q_29[7:5] + {2'b0, sum_q_29[4]}}
            : (sum_q_29[7:4] + {3'b0, sum_q_29[3]}), three
            ? {word[134], sum_q_28[7:5] + {2'b0, sum_q_28[4]}}
            : (sum_q_28[7:4] + {3'b0, sum_q_28[3]}), three
            ? {word[125], sum_q_27[7:5] + {2'b0, sum_q_27[4]}}
            : (sum_q_27[7:4] + {3'b0, sum_q_27[3]}), three
            ? {word[116], sum_q_26[7:5] + {2'b0, sum_q_26[4]}}
            : (sum_q_26[7:4] + {3'b0, sum_q_26[3]}), three
            ? {word[107], sum_q_25[7:5] + {2'b0, sum_q_25[4]}}
            : (sum_q_25[7:4] + {3'b0, sum_q_25[3]}), three ? {word[98], sum_q_24[7:5] + {2'b0, sum_q_24[4]}} : (sum_q_24[7:4] + {3'b0, sum_q_24[3]}), three ? {word[89], sum_q_23[7:5] + {2'b0, sum_q_23[4]}} : (sum_q_23[7:4] + {3'b0, sum_q_23[3]}), three ? {word[80], sum_q_22[7:5] + {2'b0, sum_q_22[4]}} : (sum_q_22[7:4] + {3'b0, sum_q_22[3]}),
        three ? {word[71], sum_q_21[7:5] + {2'b0, sum_q_21[4]}} : (sum_q_21[7:4] + {3'b0, sum_q_21[3]}), three ? {word[62], sum_q_20[7:5] + {2'b0, sum_q_20[4]}} : (sum_q_20[7:4] + {3'b0, sum_q_20[3]}), three ? {word[53], sum_q_19[7:5] + {2'b0, sum_q_19[4]}} : (sum_q_19[7:4] + {3'b0, sum_q_19[3]}), three ? {word[44], sum_q_18[7:5] + {2'b0, sum_q_18[4]}} : (sum_q_18[7:4] + {3'b0, sum_q_18[3]}), three ? {word[35], sum_q_17[7:5] + {2'b0, sum_q_17[4]}} : (sum_q_17[7:4] + {3'b0, sum_q_17[3]}), three ? {word[26], sum_q_16[7:5] + {2'b0, sum_q_16[4]}} : (sum_q_16[7:4] + {3'b0, sum_q_16[3]}), three ? {word[17], sum_q_15[7:5] + {2'b0, sum_q_15[4]}} : (sum_q_15[7:4] + {3'b0, sum_q_15[3]}), three ? {word[8], sum_q_14[7:5] + {2'b0, sum_q_14[4]}} : (sum_q_14[7:4] + {3'b0, sum_q_14[3]})};
        chosen_q_2 <= either ? sum_q_13 : sum_q_10;
        sum_q_46 <= {1'b0, ((inverse_2 ? {3'b0, {side, turn[0]}} : 5'd0) + {4'b0, inverse_2 & (either ? three : inverse_1)}) + {4'b0, (~equal_2) & (~either)}} + {1'b0, equal_2 ? 5'd0 : (either ? chosen_q_1 : chosen_q)};
        if (step) address <= chosen_q_2 + {18'b0, sum_q_46};
        chosen_q_3 <= turn[2]
            ? (turn[0] ? joined_1[127:64] : joined_1[63:0])
            : (turn[1]
            ? (turn[0] ? joined_q[127:64] : joined_q[63:0])
            : (turn[0] ? {{2{chosen_1}}} : {{8{word[295:288]}}}));
        if (step) data <= chosen_q_3;
        chosen_q_4 <= equal_2
            ? {joined_2 == 3'd7, joined_2 == 3'd6, joined_2 == 3'd5, joined_2 == 3'd4, joined_2 == 3'd3, joined_2 == 3'd2, joined_2 == 3'd1, joined_2 == 3'd0}
            : (equal_3 ? {{4{side}}, {4{inverse_3}}} : 8'd255);
        if (step) enables <= chosen_q_4;
        if (block_valid) blocks_waiting[tail[2:0]] <= {exponent, mantissas};
    end
endmodule
