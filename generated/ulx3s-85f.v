// Harmonia BFP engine, configuration `ulx3s-85f`: Four token rows on the multipliers of a Lattice LFE5U-85F.
// tokens = 4, multiplier = Ecp5. Emitted from Rust by `harmonia generate`; do not edit.
// Licence: MIT OR Apache-2.0

`default_nettype none

module harmonia_ulx3s_85f (
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
    output wire [33:0] results_data,
    output wire results_valid,
    input wire results_ready
);
    wire sequencer_command_ready;
    wire sequencer_activations_ready;
    wire sequencer_weights_ready;
    wire sequencer_load;
    wire [3:0] sequencer_write_enables;
    wire [8:0] sequencer_write_address;
    wire [8:0] sequencer_read_address;
    wire sequencer_signed_nibbles;
    wire sequencer_pass_valid;
    wire sequencer_low_pass;
    wire sequencer_add;
    wire sequencer_clear;
    wire sequencer_capture;
    wire sequencer_shift;
    wire [310:0] converter_block;
    wire converter_block_valid;
    wire [575:0] unpack_operands;
    wire [33:0] unpack_scale_0;
    wire [33:0] unpack_scale_1;
    wire [81:0] token_row_0_chain_out;
    wire [81:0] token_row_1_chain_out;
    wire [81:0] token_row_2_chain_out;
    wire [81:0] token_row_3_chain_out;
    wire [33:0] to_fp32_result;
    wire to_fp32_result_valid;
    wire [33:0] queue_results_data;
    wire queue_results_valid;
    wire queue_taken;
    harmonia_ulx3s_85f_sequencer sequencer (
        .clock(clock),
        .command_data(command_data),
        .command_valid(command_valid),
        .activations_valid(activations_valid),
        .weights_valid(weights_valid),
        .block_valid(converter_block_valid),
        .taken(queue_taken),
        .command_ready(sequencer_command_ready),
        .activations_ready(sequencer_activations_ready),
        .weights_ready(sequencer_weights_ready),
        .load(sequencer_load),
        .write_enables(sequencer_write_enables),
        .write_address(sequencer_write_address),
        .read_address(sequencer_read_address),
        .signed_nibbles(sequencer_signed_nibbles),
        .pass_valid(sequencer_pass_valid),
        .low_pass(sequencer_low_pass),
        .add(sequencer_add),
        .clear(sequencer_clear),
        .capture(sequencer_capture),
        .shift(sequencer_shift)
    );
    harmonia_ulx3s_85f_fp32_to_bfp converter (
        .clock(clock),
        .values(activations_data),
        .values_valid(sequencer_load),
        .block(converter_block),
        .block_valid(converter_block_valid)
    );
    harmonia_ulx3s_85f_unpack unpack (
        .clock(clock),
        .weights(weights_data),
        .signed_nibbles(sequencer_signed_nibbles),
        .operands(unpack_operands),
        .scale_0(unpack_scale_0),
        .scale_1(unpack_scale_1)
    );
    harmonia_ulx3s_85f_token_row token_row_0 (
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
        .capture(sequencer_capture),
        .shift(sequencer_shift),
        .chain_in(token_row_1_chain_out),
        .chain_out(token_row_0_chain_out)
    );
    harmonia_ulx3s_85f_token_row token_row_1 (
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
        .capture(sequencer_capture),
        .shift(sequencer_shift),
        .chain_in(token_row_2_chain_out),
        .chain_out(token_row_1_chain_out)
    );
    harmonia_ulx3s_85f_token_row token_row_2 (
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
        .capture(sequencer_capture),
        .shift(sequencer_shift),
        .chain_in(token_row_3_chain_out),
        .chain_out(token_row_2_chain_out)
    );
    harmonia_ulx3s_85f_token_row token_row_3 (
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
        .capture(sequencer_capture),
        .shift(sequencer_shift),
        .chain_in(token_row_0_chain_out),
        .chain_out(token_row_3_chain_out)
    );
    harmonia_ulx3s_85f_to_fp32 to_fp32 (
        .clock(clock),
        .accumulator(token_row_0_chain_out),
        .accumulator_valid(sequencer_shift),
        .result(to_fp32_result),
        .result_valid(to_fp32_result_valid)
    );
    harmonia_ulx3s_85f_result_queue queue (
        .clock(clock),
        .result(to_fp32_result),
        .result_valid(to_fp32_result_valid),
        .results_ready(results_ready),
        .results_data(queue_results_data),
        .results_valid(queue_results_valid),
        .taken(queue_taken)
    );
    assign command_ready = sequencer_command_ready;
    assign activations_ready = sequencer_activations_ready;
    assign weights_ready = sequencer_weights_ready;
    assign results_data = queue_results_data;
    assign results_valid = queue_results_valid;
endmodule

module harmonia_ulx3s_85f_accumulator (
    input wire clock,
    input wire [64:0] addend,
    input wire overflow,
    input wire invalid,
    input wire add,
    input wire clear,
    input wire capture,
    input wire shift,
    input wire [81:0] chain_in,
    output wire [81:0] chain_out
);
    // 80-bit sum in two 40-bit halves a cycle apart; captured into the drain chain when complete.
    reg add_q = 1'd0;
    reg capture_q = 1'd0;
    reg shift_q = 1'd0;
    wire both;
    reg both_q = 1'd0;
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
    reg invalidated = 1'd0;
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
        capture_q <= capture;
        shift_q <= shift;
        both_q <= both;
        low <= both ? 40'h0 : (add_q ? sum[39:0] : low);
        if (add_q) low_result <= sum[39:0];
        sum_q <= sum[40];
        addend_q <= addend[64:40];
        add_q_1 <= add_q;
        high <= both_q ? 40'h0 : (add_q_1 ? sum_1 : high);
        if (add_q_1) high_result <= sum_1;
        clear_q <= clear;
        if (add_q) overflowed <= (clear_q ? 1'd0 : overflowed) | overflow;
        if (add_q) invalidated <= (clear_q ? 1'd0 : invalidated) | invalid;
        low_result_q <= low_result;
        overflowed_q <= overflowed;
        invalidated_q <= invalidated;
        chain <= capture_q
            ? {invalidated_q, overflowed_q, high_result, low_result_q}
            : (shift_q ? chain_in : chain);
    end
endmodule

module harmonia_ulx3s_85f_activation_buffer (
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
        if (write_enable) blocks[write_address] <= write_block;
    end
endmodule

module harmonia_ulx3s_85f_dot (
    input wire clock,
    input wire [287:0] mantissas,
    input wire [575:0] operands,
    output wire [17:0] sum_0,
    output wire [17:0] sum_1
);
    // P0 = sum a * w0, P1 = sum a * w1 over 32 lanes; operand = w1 * 2^13 + w0.
    wire [26:0] product_0;
    wire [26:0] product_1;
    wire [26:0] product_2;
    wire [26:0] product_3;
    wire [26:0] product_4;
    wire [26:0] product_5;
    wire [26:0] product_6;
    wire [26:0] product_7;
    wire [26:0] product_8;
    wire [26:0] product_9;
    wire [26:0] product_10;
    wire [26:0] product_11;
    wire [26:0] product_12;
    wire [26:0] product_13;
    wire [26:0] product_14;
    wire [26:0] product_15;
    wire [26:0] product_16;
    wire [26:0] product_17;
    wire [26:0] product_18;
    wire [26:0] product_19;
    wire [26:0] product_20;
    wire [26:0] product_21;
    wire [26:0] product_22;
    wire [26:0] product_23;
    wire [26:0] product_24;
    wire [26:0] product_25;
    wire [26:0] product_26;
    wire [26:0] product_27;
    wire [26:0] product_28;
    wire [26:0] product_29;
    wire [26:0] product_30;
    wire [26:0] product_31;
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
    reg product_16_q;
    reg product_17_q;
    reg product_18_q;
    reg product_19_q;
    reg product_20_q;
    reg product_21_q;
    reg product_22_q;
    reg product_23_q;
    reg product_24_q;
    reg product_25_q;
    reg product_26_q;
    reg product_27_q;
    reg product_28_q;
    reg product_29_q;
    reg product_30_q;
    reg [14:0] sum_q_47;
    reg [14:0] sum_q_48;
    reg [14:0] sum_q_49;
    reg [14:0] sum_q_50;
    reg [14:0] sum_q_51;
    reg [14:0] sum_q_52;
    reg [14:0] sum_q_53;
    reg [14:0] sum_q_54;
    reg product_24_q_1;
    reg product_25_q_1;
    reg product_26_q_1;
    reg product_27_q_1;
    reg product_28_q_1;
    reg product_29_q_1;
    reg product_30_q_1;
    reg [15:0] sum_q_55;
    reg [15:0] sum_q_56;
    reg [15:0] sum_q_57;
    reg [15:0] sum_q_58;
    reg product_28_q_2;
    reg product_29_q_2;
    reg product_30_q_2;
    reg [16:0] sum_q_59;
    reg [16:0] sum_q_60;
    reg product_30_q_3;
    reg [17:0] sum_q_61;
    reg product_31_q;
    reg product_31_q_1;
    reg product_31_q_2;
    reg product_31_q_3;
    reg product_31_q_4;
    reg [17:0] sum_q_62;
    reg [17:0] sum_q_63;
    wire unused;
    harmonia_mult18x18d #(.WIDTH(27)) product_0_mult (.clock(clock), .a({mantissas[8:0], 9'b0}), .b(operands[17:0]), .p(product_0));
    harmonia_mult18x18d #(.WIDTH(27)) product_1_mult (.clock(clock), .a({mantissas[17:9], 9'b0}), .b(operands[35:18]), .p(product_1));
    harmonia_mult18x18d #(.WIDTH(27)) product_2_mult (.clock(clock), .a({mantissas[26:18], 9'b0}), .b(operands[53:36]), .p(product_2));
    harmonia_mult18x18d #(.WIDTH(27)) product_3_mult (.clock(clock), .a({mantissas[35:27], 9'b0}), .b(operands[71:54]), .p(product_3));
    harmonia_mult18x18d #(.WIDTH(27)) product_4_mult (.clock(clock), .a({mantissas[44:36], 9'b0}), .b(operands[89:72]), .p(product_4));
    harmonia_mult18x18d #(.WIDTH(27)) product_5_mult (.clock(clock), .a({mantissas[53:45], 9'b0}), .b(operands[107:90]), .p(product_5));
    harmonia_mult18x18d #(.WIDTH(27)) product_6_mult (.clock(clock), .a({mantissas[62:54], 9'b0}), .b(operands[125:108]), .p(product_6));
    harmonia_mult18x18d #(.WIDTH(27)) product_7_mult (.clock(clock), .a({mantissas[71:63], 9'b0}), .b(operands[143:126]), .p(product_7));
    harmonia_mult18x18d #(.WIDTH(27)) product_8_mult (.clock(clock), .a({mantissas[80:72], 9'b0}), .b(operands[161:144]), .p(product_8));
    harmonia_mult18x18d #(.WIDTH(27)) product_9_mult (.clock(clock), .a({mantissas[89:81], 9'b0}), .b(operands[179:162]), .p(product_9));
    harmonia_mult18x18d #(.WIDTH(27)) product_10_mult (.clock(clock), .a({mantissas[98:90], 9'b0}), .b(operands[197:180]), .p(product_10));
    harmonia_mult18x18d #(.WIDTH(27)) product_11_mult (.clock(clock), .a({mantissas[107:99], 9'b0}), .b(operands[215:198]), .p(product_11));
    harmonia_mult18x18d #(.WIDTH(27)) product_12_mult (.clock(clock), .a({mantissas[116:108], 9'b0}), .b(operands[233:216]), .p(product_12));
    harmonia_mult18x18d #(.WIDTH(27)) product_13_mult (.clock(clock), .a({mantissas[125:117], 9'b0}), .b(operands[251:234]), .p(product_13));
    harmonia_mult18x18d #(.WIDTH(27)) product_14_mult (.clock(clock), .a({mantissas[134:126], 9'b0}), .b(operands[269:252]), .p(product_14));
    harmonia_mult18x18d #(.WIDTH(27)) product_15_mult (.clock(clock), .a({mantissas[143:135], 9'b0}), .b(operands[287:270]), .p(product_15));
    harmonia_mult18x18d #(.WIDTH(27)) product_16_mult (.clock(clock), .a({mantissas[152:144], 9'b0}), .b(operands[305:288]), .p(product_16));
    harmonia_mult18x18d #(.WIDTH(27)) product_17_mult (.clock(clock), .a({mantissas[161:153], 9'b0}), .b(operands[323:306]), .p(product_17));
    harmonia_mult18x18d #(.WIDTH(27)) product_18_mult (.clock(clock), .a({mantissas[170:162], 9'b0}), .b(operands[341:324]), .p(product_18));
    harmonia_mult18x18d #(.WIDTH(27)) product_19_mult (.clock(clock), .a({mantissas[179:171], 9'b0}), .b(operands[359:342]), .p(product_19));
    harmonia_mult18x18d #(.WIDTH(27)) product_20_mult (.clock(clock), .a({mantissas[188:180], 9'b0}), .b(operands[377:360]), .p(product_20));
    harmonia_mult18x18d #(.WIDTH(27)) product_21_mult (.clock(clock), .a({mantissas[197:189], 9'b0}), .b(operands[395:378]), .p(product_21));
    harmonia_mult18x18d #(.WIDTH(27)) product_22_mult (.clock(clock), .a({mantissas[206:198], 9'b0}), .b(operands[413:396]), .p(product_22));
    harmonia_mult18x18d #(.WIDTH(27)) product_23_mult (.clock(clock), .a({mantissas[215:207], 9'b0}), .b(operands[431:414]), .p(product_23));
    harmonia_mult18x18d #(.WIDTH(27)) product_24_mult (.clock(clock), .a({mantissas[224:216], 9'b0}), .b(operands[449:432]), .p(product_24));
    harmonia_mult18x18d #(.WIDTH(27)) product_25_mult (.clock(clock), .a({mantissas[233:225], 9'b0}), .b(operands[467:450]), .p(product_25));
    harmonia_mult18x18d #(.WIDTH(27)) product_26_mult (.clock(clock), .a({mantissas[242:234], 9'b0}), .b(operands[485:468]), .p(product_26));
    harmonia_mult18x18d #(.WIDTH(27)) product_27_mult (.clock(clock), .a({mantissas[251:243], 9'b0}), .b(operands[503:486]), .p(product_27));
    harmonia_mult18x18d #(.WIDTH(27)) product_28_mult (.clock(clock), .a({mantissas[260:252], 9'b0}), .b(operands[521:504]), .p(product_28));
    harmonia_mult18x18d #(.WIDTH(27)) product_29_mult (.clock(clock), .a({mantissas[269:261], 9'b0}), .b(operands[539:522]), .p(product_29));
    harmonia_mult18x18d #(.WIDTH(27)) product_30_mult (.clock(clock), .a({mantissas[278:270], 9'b0}), .b(operands[557:540]), .p(product_30));
    harmonia_mult18x18d #(.WIDTH(27)) product_31_mult (.clock(clock), .a({mantissas[287:279], 9'b0}), .b(operands[575:558]), .p(product_31));
    assign sum_0 = sum_q_62;
    assign sum_1 = sum_q_63;
    assign unused = &{1'b0, {product_31[26], product_30[26], product_29[26], product_28[26], product_27[26], product_26[26], product_25[26], product_24[26],
    product_23[26], product_22[26], product_21[26], product_20[26], product_19[26], product_18[26], product_17[26], product_16[26],
    product_15[26], product_14[26], product_13[26], product_12[26], product_11[26], product_10[26], product_9[26], product_8[26],
    product_7[26], product_6[26], product_5[26], product_4[26], product_3[26], product_2[26], product_1[26], product_0[26]}};
    always @(posedge clock) begin
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
        sum_q_32 <= {{1{product_2[25]}}, product_2[25:13]} + {{1{product_3[25]}}, product_3[25:13]} + {13'b0, product_1[12]};
        sum_q_33 <= {{1{product_4[25]}}, product_4[25:13]} + {{1{product_5[25]}}, product_5[25:13]} + {13'b0, product_2[12]};
        sum_q_34 <= {{1{product_6[25]}}, product_6[25:13]} + {{1{product_7[25]}}, product_7[25:13]} + {13'b0, product_3[12]};
        sum_q_35 <= {{1{product_8[25]}}, product_8[25:13]} + {{1{product_9[25]}}, product_9[25:13]} + {13'b0, product_4[12]};
        sum_q_36 <= {{1{product_10[25]}}, product_10[25:13]} + {{1{product_11[25]}}, product_11[25:13]} + {13'b0, product_5[12]};
        sum_q_37 <= {{1{product_12[25]}}, product_12[25:13]} + {{1{product_13[25]}}, product_13[25:13]} + {13'b0, product_6[12]};
        sum_q_38 <= {{1{product_14[25]}}, product_14[25:13]} + {{1{product_15[25]}}, product_15[25:13]} + {13'b0, product_7[12]};
        sum_q_39 <= {{1{product_16[25]}}, product_16[25:13]} + {{1{product_17[25]}}, product_17[25:13]} + {13'b0, product_8[12]};
        sum_q_40 <= {{1{product_18[25]}}, product_18[25:13]} + {{1{product_19[25]}}, product_19[25:13]} + {13'b0, product_9[12]};
        sum_q_41 <= {{1{product_20[25]}}, product_20[25:13]} + {{1{product_21[25]}}, product_21[25:13]} + {13'b0, product_10[12]};
        sum_q_42 <= {{1{product_22[25]}}, product_22[25:13]} + {{1{product_23[25]}}, product_23[25:13]} + {13'b0, product_11[12]};
        sum_q_43 <= {{1{product_24[25]}}, product_24[25:13]} + {{1{product_25[25]}}, product_25[25:13]} + {13'b0, product_12[12]};
        sum_q_44 <= {{1{product_26[25]}}, product_26[25:13]} + {{1{product_27[25]}}, product_27[25:13]} + {13'b0, product_13[12]};
        sum_q_45 <= {{1{product_28[25]}}, product_28[25:13]} + {{1{product_29[25]}}, product_29[25:13]} + {13'b0, product_14[12]};
        sum_q_46 <= {{1{product_30[25]}}, product_30[25:13]} + {{1{product_31[25]}}, product_31[25:13]} + {13'b0, product_15[12]};
        product_16_q <= product_16[12];
        product_17_q <= product_17[12];
        product_18_q <= product_18[12];
        product_19_q <= product_19[12];
        product_20_q <= product_20[12];
        product_21_q <= product_21[12];
        product_22_q <= product_22[12];
        product_23_q <= product_23[12];
        product_24_q <= product_24[12];
        product_25_q <= product_25[12];
        product_26_q <= product_26[12];
        product_27_q <= product_27[12];
        product_28_q <= product_28[12];
        product_29_q <= product_29[12];
        product_30_q <= product_30[12];
        sum_q_47 <= {{1{sum_q_31[13]}}, sum_q_31} + {{1{sum_q_32[13]}}, sum_q_32} + {14'b0, product_16_q};
        sum_q_48 <= {{1{sum_q_33[13]}}, sum_q_33} + {{1{sum_q_34[13]}}, sum_q_34} + {14'b0, product_17_q};
        sum_q_49 <= {{1{sum_q_35[13]}}, sum_q_35} + {{1{sum_q_36[13]}}, sum_q_36} + {14'b0, product_18_q};
        sum_q_50 <= {{1{sum_q_37[13]}}, sum_q_37} + {{1{sum_q_38[13]}}, sum_q_38} + {14'b0, product_19_q};
        sum_q_51 <= {{1{sum_q_39[13]}}, sum_q_39} + {{1{sum_q_40[13]}}, sum_q_40} + {14'b0, product_20_q};
        sum_q_52 <= {{1{sum_q_41[13]}}, sum_q_41} + {{1{sum_q_42[13]}}, sum_q_42} + {14'b0, product_21_q};
        sum_q_53 <= {{1{sum_q_43[13]}}, sum_q_43} + {{1{sum_q_44[13]}}, sum_q_44} + {14'b0, product_22_q};
        sum_q_54 <= {{1{sum_q_45[13]}}, sum_q_45} + {{1{sum_q_46[13]}}, sum_q_46} + {14'b0, product_23_q};
        product_24_q_1 <= product_24_q;
        product_25_q_1 <= product_25_q;
        product_26_q_1 <= product_26_q;
        product_27_q_1 <= product_27_q;
        product_28_q_1 <= product_28_q;
        product_29_q_1 <= product_29_q;
        product_30_q_1 <= product_30_q;
        sum_q_55 <= {{1{sum_q_47[14]}}, sum_q_47} + {{1{sum_q_48[14]}}, sum_q_48} + {15'b0, product_24_q_1};
        sum_q_56 <= {{1{sum_q_49[14]}}, sum_q_49} + {{1{sum_q_50[14]}}, sum_q_50} + {15'b0, product_25_q_1};
        sum_q_57 <= {{1{sum_q_51[14]}}, sum_q_51} + {{1{sum_q_52[14]}}, sum_q_52} + {15'b0, product_26_q_1};
        sum_q_58 <= {{1{sum_q_53[14]}}, sum_q_53} + {{1{sum_q_54[14]}}, sum_q_54} + {15'b0, product_27_q_1};
        product_28_q_2 <= product_28_q_1;
        product_29_q_2 <= product_29_q_1;
        product_30_q_2 <= product_30_q_1;
        sum_q_59 <= {{1{sum_q_55[15]}}, sum_q_55} + {{1{sum_q_56[15]}}, sum_q_56} + {16'b0, product_28_q_2};
        sum_q_60 <= {{1{sum_q_57[15]}}, sum_q_57} + {{1{sum_q_58[15]}}, sum_q_58} + {16'b0, product_29_q_2};
        product_30_q_3 <= product_30_q_2;
        sum_q_61 <= {{1{sum_q_59[16]}}, sum_q_59} + {{1{sum_q_60[16]}}, sum_q_60} + {17'b0, product_30_q_3};
        product_31_q <= product_31[12];
        product_31_q_1 <= product_31_q;
        product_31_q_2 <= product_31_q_1;
        product_31_q_3 <= product_31_q_2;
        product_31_q_4 <= product_31_q_3;
        sum_q_62 <= sum_q_30;
        sum_q_63 <= sum_q_61 + {17'b0, product_31_q_4};
    end
endmodule

module harmonia_ulx3s_85f_fp32_to_bfp (
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

module harmonia_ulx3s_85f_result_queue (
    input wire clock,
    input wire [33:0] result,
    input wire result_valid,
    input wire results_ready,
    output wire [33:0] results_data,
    output wire results_valid,
    output wire taken
);
    // 64 results, first-word fall-through; never written when full.
    (* no_rw_check *) reg [33:0] entries [0:63];
    reg [6:0] head = 7'd0;
    reg [6:0] tail = 7'd0;
    assign results_data = entries[head[5:0]];
    assign results_valid = ~(head == tail);
    assign taken = (~(head == tail)) & results_ready;
    always @(posedge clock) begin
        if ((~(head == tail)) & results_ready) head <= head + 7'd1;
        if (result_valid) tail <= tail + 7'd1;
        if (result_valid) entries[tail[5:0]] <= result;
    end
endmodule

module harmonia_ulx3s_85f_scale (
    input wire clock,
    input wire [17:0] sum,
    input wire [13:0] block_sum,
    input wire [7:0] exponent,
    input wire [33:0] scale,
    input wire pass_valid,
    input wire low_pass,
    output wire [64:0] addend,
    output wire overflow
);
    // floor(md * P * 2^(E + ed + 32)) + floor(mm * S * 2^(E + em + 32)); two passes of INT8 joined before rounding.
    reg pass_valid_q = 1'd0;
    reg low_pass_q;
    wire [29:0] scaled_sum;
    reg [29:0] scaled_sum_q;
    reg [29:0] held = 30'h0;
    reg [33:0] scaled_group;
    reg [8:0] sum_q;
    reg [9:0] biased_shift;
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
    wire [25:0] scaled_block_sum;
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
    harmonia_mult18x18d #(.WIDTH(30)) scaled_sum_mult (.clock(clock), .a({scale[11:0], 6'b0}), .b(sum), .p(scaled_sum));
    assign nonzero = |biased_shift[8:7];
    assign inverse = ~biased_shift[9];
    assign shift = {(biased_shift[6] | nonzero) & inverse, (biased_shift[5] | nonzero) & inverse, (biased_shift[4] | nonzero) & inverse, (biased_shift[3] | nonzero) & inverse, (biased_shift[2] | nonzero) & inverse, (biased_shift[1] | nonzero) & inverse, (biased_shift[0] | nonzero) & inverse};
    assign joined = {scaled_group, 1'd0};
    assign joined_1 = {scaled_group, 2'd0};
    assign joined_2 = {shifted_fine, 4'd0};
    assign joined_3 = {shifted_fine, 8'd0};
    assign joined_4 = {shifted_fine, 12'h0};
    assign joined_5 = {shifted_fine, 16'h0};
    assign joined_6 = {shifted_fine, 20'h0};
    assign joined_7 = {shifted_fine, 24'h0};
    harmonia_mult18x18d #(.WIDTH(26)) scaled_block_sum_mult (.clock(clock), .a({scale[28:17], 6'b0}), .b({block_sum, 4'b0}), .p(scaled_block_sum));
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
        scaled_sum_q <= scaled_sum;
        if (pass_valid_q) held <= scaled_sum_q;
        scaled_group <= low_pass_q
            ? ({held, 4'd0} + {{4{scaled_sum_q[29]}}, scaled_sum_q})
            : {{4{scaled_sum_q[29]}}, scaled_sum_q};
        sum_q <= {{1{exponent[7]}}, exponent} + {4'b0, scale[16:12]};
        biased_shift <= {{1{sum_q[8]}}, sum_q} + 10'h2f;
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
        scaled_block_sum_q <= scaled_block_sum;
        scaled_block_sum_q_1 <= scaled_block_sum_q;
        sum_q_1 <= {{1{exponent[7]}}, exponent} + {4'b0, scale[33:29]};
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

module harmonia_ulx3s_85f_sequencer (
    input wire clock,
    input wire [63:0] command_data,
    input wire command_valid,
    input wire activations_valid,
    input wire weights_valid,
    input wire block_valid,
    input wire taken,
    output wire command_ready,
    output wire activations_ready,
    output wire weights_ready,
    output wire load,
    output wire [3:0] write_enables,
    output wire [8:0] write_address,
    output wire [8:0] read_address,
    output wire signed_nibbles,
    output wire pass_valid,
    output wire low_pass,
    output wire add,
    output wire clear,
    output wire capture,
    output wire shift
);
    // Executes LOAD and MULTIPLY commands; see the block's source for the protocol.
    reg [1:0] mode = 2'd0;
    wire both;
    reg [1:0] row = 2'd0;
    reg [1:0] format = 2'd0;
    reg first = 1'd0;
    reg last = 1'd0;
    reg [8:0] base = 9'h0;
    reg [9:0] blocks = 10'h0;
    reg [3:0] results = 4'd0;
    reg [9:0] block = 10'h0;
    reg pass = 1'd0;
    reg [9:0] blocks_left = 10'h0;
    reg [19:0] pairs_left = 20'h0;
    reg final_block = 1'd0;
    reg final_pair = 1'd0;
    wire equal;
    reg one_block = 1'd0;
    wire equal_1;
    wire either;
    reg [4:0] settling = 5'd0;
    reg [3:0] spacing = 4'd0;
    reg [6:0] room = 7'd64;
    reg enough_room = 1'd0;
    wire both_1;
    wire issue;
    wire load_beat;
    wire emit;
    reg [6:0] reserved = 7'd0;
    reg taken_q = 1'd0;
    wire group_done;
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
    reg either_q;
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
    reg both_q;
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
    wire unused;
    assign both = (mode == 2'd0) & command_valid;
    assign equal = command_data[33:24] == 10'h1;
    assign equal_1 = format == 2'd2;
    assign either = pass | (~equal_1);
    assign both_1 = (last & final_block) & either;
    assign issue = (((mode == 2'd2) & (settling == 5'd0)) & ((~both_1) | ((spacing == 4'd0) & enough_room))) & weights_valid;
    assign load_beat = (mode == 2'd1) & activations_valid;
    assign emit = issue & both_1;
    assign group_done = issue & either;
    assign block_done = group_done | load_beat;
    assign pair_done = group_done & final_block;
    assign restart = both | final_block;
    assign either_1 = block_done | both;
    assign either_2 = pair_done | both;
    assign nonzero = |command_data[33:24];
    assign command_ready = mode == 2'd0;
    assign activations_ready = mode == 2'd1;
    assign weights_ready = ((mode == 2'd2) & (settling == 5'd0)) & ((~both_1) | ((spacing == 4'd0) & enough_room));
    assign load = load_beat;
    assign write_enables = {block_valid & (row_q_18 == 2'd3), block_valid & (row_q_18 == 2'd2), block_valid & (row_q_18 == 2'd1), block_valid & (row_q_18 == 2'd0)};
    assign write_address = sum_q_18;
    assign read_address = sum_q;
    assign signed_nibbles = either_q;
    assign pass_valid = issue_q_12;
    assign low_pass = pass_q_12;
    assign add = group_done_q_17;
    assign clear = both_q_17;
    assign capture = emit_q_19;
    assign shift = |draining;
    assign unused = &{1'b0, command_data[39:34], command_data[23:17], command_data[63:62]};
    always @(posedge clock) begin
        mode <= both
            ? {((command_data[3:0] == 4'd2) & nonzero) & (|command_data[59:40]), (command_data[3:0] == 4'd1) & nonzero}
            : (((load_beat & final_block) | (pair_done & final_pair)) ? 2'd0 : mode);
        if (both) row <= command_data[5:4];
        if (both) format <= command_data[5:4];
        if (both) first <= command_data[6];
        if (both) last <= command_data[7];
        if (both) base <= command_data[16:8];
        if (both) blocks <= command_data[33:24];
        if (both) results <= {{1'b0, command_data[61:60]} + 3'd1, 1'd0};
        if (either_1) block <= restart ? 10'h0 : (block + 10'h1);
        if (issue) pass <= ~either;
        if (either_1) blocks_left <= both ? command_data[33:24] : (final_block ? blocks : (blocks_left - 10'h1));
        if (either_2) pairs_left <= both ? command_data[59:40] : (pairs_left - 20'h1);
        if (either_1) final_block <= both ? equal : (final_block ? one_block : (blocks_left == 10'h2));
        if (either_2) final_pair <= both ? (command_data[59:40] == 20'h1) : (pairs_left == 20'h2);
        if (both) one_block <= equal;
        settling <= load_beat
            ? 5'd20
            : ((both & (~(|settling[4:1]))) ? 5'd1 : ((|settling) ? (settling - 5'd1) : settling));
        spacing <= emit ? (results - 4'd1) : ((|spacing) ? (spacing - 4'd1) : spacing);
        room <= (room + {6'b0, taken_q}) - reserved;
        enough_room <= ~(room < {2'b0, {1'b0, results} + 5'd8});
        reserved <= emit ? {3'b0, results} : 7'd0;
        taken_q <= taken;
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
        either_q <= (format == 2'd0) | (equal_1 & (~pass));
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
        both_q <= first & (block == 10'h0);
        both_q_1 <= both_q;
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
    end
endmodule

module harmonia_ulx3s_85f_to_fp32 (
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

module harmonia_ulx3s_85f_token_row (
    input wire clock,
    input wire write_enable,
    input wire [8:0] write_address,
    input wire [310:0] write_block,
    input wire [8:0] read_address,
    input wire [575:0] operands,
    input wire [33:0] scale_0,
    input wire [33:0] scale_1,
    input wire pass_valid,
    input wire low_pass,
    input wire add,
    input wire clear,
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
    harmonia_ulx3s_85f_activation_buffer buffer (
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
    harmonia_ulx3s_85f_dot dot (
        .clock(clock),
        .mantissas(buffer_mantissas),
        .operands(operands),
        .sum_0(dot_sum_0),
        .sum_1(dot_sum_1)
    );
    harmonia_ulx3s_85f_scale scaling_0 (
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
    harmonia_ulx3s_85f_scale scaling_1 (
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
    harmonia_ulx3s_85f_accumulator accumulator_0 (
        .clock(clock),
        .addend(scaling_0_addend),
        .overflow(scaling_0_overflow),
        .invalid(buffer_invalid),
        .add(add),
        .clear(clear),
        .capture(capture),
        .shift(shift),
        .chain_in(accumulator_1_chain_out),
        .chain_out(accumulator_0_chain_out)
    );
    harmonia_ulx3s_85f_accumulator accumulator_1 (
        .clock(clock),
        .addend(scaling_1_addend),
        .overflow(scaling_1_overflow),
        .invalid(buffer_invalid),
        .add(add),
        .clear(clear),
        .capture(capture),
        .shift(shift),
        .chain_in(chain_in),
        .chain_out(accumulator_1_chain_out)
    );
    assign chain_out = accumulator_0_chain_out;
endmodule

module harmonia_ulx3s_85f_unpack (
    input wire clock,
    input wire [319:0] weights,
    input wire signed_nibbles,
    output wire [575:0] operands,
    output wire [33:0] scale_0,
    output wire [33:0] scale_1
);
    // Weight beat to multiplier operands w1 * 2^13 + w0, and FP16 scales to signed mantissa and exponent.
    reg [319:0] weights_q;
    wire both;
    wire [4:0] joined;
    reg [17:0] joined_q;
    wire both_1;
    wire [4:0] joined_1;
    reg [17:0] joined_q_1;
    wire both_2;
    wire [4:0] joined_2;
    reg [17:0] joined_q_2;
    wire both_3;
    wire [4:0] joined_3;
    reg [17:0] joined_q_3;
    wire both_4;
    wire [4:0] joined_4;
    reg [17:0] joined_q_4;
    wire both_5;
    wire [4:0] joined_5;
    reg [17:0] joined_q_5;
    wire both_6;
    wire [4:0] joined_6;
    reg [17:0] joined_q_6;
    wire both_7;
    wire [4:0] joined_7;
    reg [17:0] joined_q_7;
    wire both_8;
    wire [4:0] joined_8;
    reg [17:0] joined_q_8;
    wire both_9;
    wire [4:0] joined_9;
    reg [17:0] joined_q_9;
    wire both_10;
    wire [4:0] joined_10;
    reg [17:0] joined_q_10;
    wire both_11;
    wire [4:0] joined_11;
    reg [17:0] joined_q_11;
    wire both_12;
    wire [4:0] joined_12;
    reg [17:0] joined_q_12;
    wire both_13;
    wire [4:0] joined_13;
    reg [17:0] joined_q_13;
    wire both_14;
    wire [4:0] joined_14;
    reg [17:0] joined_q_14;
    wire both_15;
    wire [4:0] joined_15;
    reg [17:0] joined_q_15;
    wire both_16;
    wire [4:0] joined_16;
    reg [17:0] joined_q_16;
    wire both_17;
    wire [4:0] joined_17;
    reg [17:0] joined_q_17;
    wire both_18;
    wire [4:0] joined_18;
    reg [17:0] joined_q_18;
    wire both_19;
    wire [4:0] joined_19;
    reg [17:0] joined_q_19;
    wire both_20;
    wire [4:0] joined_20;
    reg [17:0] joined_q_20;
    wire both_21;
    wire [4:0] joined_21;
    reg [17:0] joined_q_21;
    wire both_22;
    wire [4:0] joined_22;
    reg [17:0] joined_q_22;
    wire both_23;
    wire [4:0] joined_23;
    reg [17:0] joined_q_23;
    wire both_24;
    wire [4:0] joined_24;
    reg [17:0] joined_q_24;
    wire both_25;
    wire [4:0] joined_25;
    reg [17:0] joined_q_25;
    wire both_26;
    wire [4:0] joined_26;
    reg [17:0] joined_q_26;
    wire both_27;
    wire [4:0] joined_27;
    reg [17:0] joined_q_27;
    wire both_28;
    wire [4:0] joined_28;
    reg [17:0] joined_q_28;
    wire both_29;
    wire [4:0] joined_29;
    reg [17:0] joined_q_29;
    wire both_30;
    wire [4:0] joined_30;
    reg [17:0] joined_q_30;
    wire both_31;
    wire [4:0] joined_31;
    reg [17:0] joined_q_31;
    reg [575:0] joined_q_32;
    wire nonzero;
    wire nonzero_1;
    reg [11:0] sum_q;
    reg [4:0] joined_q_33;
    reg [11:0] sum_q_1;
    reg [4:0] joined_q_34;
    reg [33:0] joined_q_35;
    reg [33:0] joined_q_36;
    reg [33:0] joined_q_37;
    reg [33:0] joined_q_38;
    reg [33:0] joined_q_39;
    reg [33:0] joined_q_40;
    reg [33:0] joined_q_41;
    reg [33:0] joined_q_42;
    reg [33:0] joined_q_43;
    wire nonzero_2;
    wire nonzero_3;
    reg [11:0] sum_q_2;
    reg [4:0] joined_q_44;
    reg [11:0] sum_q_3;
    reg [4:0] joined_q_45;
    reg [33:0] joined_q_46;
    reg [33:0] joined_q_47;
    reg [33:0] joined_q_48;
    reg [33:0] joined_q_49;
    reg [33:0] joined_q_50;
    reg [33:0] joined_q_51;
    reg [33:0] joined_q_52;
    reg [33:0] joined_q_53;
    reg [33:0] joined_q_54;
    assign both = weights_q[3] & signed_nibbles;
    assign joined = {both, weights_q[3:0]};
    assign both_1 = weights_q[7] & signed_nibbles;
    assign joined_1 = {both_1, weights_q[7:4]};
    assign both_2 = weights_q[11] & signed_nibbles;
    assign joined_2 = {both_2, weights_q[11:8]};
    assign both_3 = weights_q[15] & signed_nibbles;
    assign joined_3 = {both_3, weights_q[15:12]};
    assign both_4 = weights_q[19] & signed_nibbles;
    assign joined_4 = {both_4, weights_q[19:16]};
    assign both_5 = weights_q[23] & signed_nibbles;
    assign joined_5 = {both_5, weights_q[23:20]};
    assign both_6 = weights_q[27] & signed_nibbles;
    assign joined_6 = {both_6, weights_q[27:24]};
    assign both_7 = weights_q[31] & signed_nibbles;
    assign joined_7 = {both_7, weights_q[31:28]};
    assign both_8 = weights_q[35] & signed_nibbles;
    assign joined_8 = {both_8, weights_q[35:32]};
    assign both_9 = weights_q[39] & signed_nibbles;
    assign joined_9 = {both_9, weights_q[39:36]};
    assign both_10 = weights_q[43] & signed_nibbles;
    assign joined_10 = {both_10, weights_q[43:40]};
    assign both_11 = weights_q[47] & signed_nibbles;
    assign joined_11 = {both_11, weights_q[47:44]};
    assign both_12 = weights_q[51] & signed_nibbles;
    assign joined_12 = {both_12, weights_q[51:48]};
    assign both_13 = weights_q[55] & signed_nibbles;
    assign joined_13 = {both_13, weights_q[55:52]};
    assign both_14 = weights_q[59] & signed_nibbles;
    assign joined_14 = {both_14, weights_q[59:56]};
    assign both_15 = weights_q[63] & signed_nibbles;
    assign joined_15 = {both_15, weights_q[63:60]};
    assign both_16 = weights_q[67] & signed_nibbles;
    assign joined_16 = {both_16, weights_q[67:64]};
    assign both_17 = weights_q[71] & signed_nibbles;
    assign joined_17 = {both_17, weights_q[71:68]};
    assign both_18 = weights_q[75] & signed_nibbles;
    assign joined_18 = {both_18, weights_q[75:72]};
    assign both_19 = weights_q[79] & signed_nibbles;
    assign joined_19 = {both_19, weights_q[79:76]};
    assign both_20 = weights_q[83] & signed_nibbles;
    assign joined_20 = {both_20, weights_q[83:80]};
    assign both_21 = weights_q[87] & signed_nibbles;
    assign joined_21 = {both_21, weights_q[87:84]};
    assign both_22 = weights_q[91] & signed_nibbles;
    assign joined_22 = {both_22, weights_q[91:88]};
    assign both_23 = weights_q[95] & signed_nibbles;
    assign joined_23 = {both_23, weights_q[95:92]};
    assign both_24 = weights_q[99] & signed_nibbles;
    assign joined_24 = {both_24, weights_q[99:96]};
    assign both_25 = weights_q[103] & signed_nibbles;
    assign joined_25 = {both_25, weights_q[103:100]};
    assign both_26 = weights_q[107] & signed_nibbles;
    assign joined_26 = {both_26, weights_q[107:104]};
    assign both_27 = weights_q[111] & signed_nibbles;
    assign joined_27 = {both_27, weights_q[111:108]};
    assign both_28 = weights_q[115] & signed_nibbles;
    assign joined_28 = {both_28, weights_q[115:112]};
    assign both_29 = weights_q[119] & signed_nibbles;
    assign joined_29 = {both_29, weights_q[119:116]};
    assign both_30 = weights_q[123] & signed_nibbles;
    assign joined_30 = {both_30, weights_q[123:120]};
    assign both_31 = weights_q[127] & signed_nibbles;
    assign joined_31 = {both_31, weights_q[127:124]};
    assign nonzero = |weights_q[270:266];
    assign nonzero_1 = |weights_q[302:298];
    assign nonzero_2 = |weights_q[286:282];
    assign nonzero_3 = |weights_q[318:314];
    assign operands = joined_q_32;
    assign scale_0 = joined_q_43;
    assign scale_1 = joined_q_54;
    always @(posedge clock) begin
        weights_q <= weights;
        joined_q <= {{weights_q[131] & signed_nibbles, weights_q[131:128]} + {5{both}}, {{8{joined[4]}}, joined}};
        joined_q_1 <= {{weights_q[135] & signed_nibbles, weights_q[135:132]} + {5{both_1}}, {{8{joined_1[4]}}, joined_1}};
        joined_q_2 <= {{weights_q[139] & signed_nibbles, weights_q[139:136]} + {5{both_2}}, {{8{joined_2[4]}}, joined_2}};
        joined_q_3 <= {{weights_q[143] & signed_nibbles, weights_q[143:140]} + {5{both_3}}, {{8{joined_3[4]}}, joined_3}};
        joined_q_4 <= {{weights_q[147] & signed_nibbles, weights_q[147:144]} + {5{both_4}}, {{8{joined_4[4]}}, joined_4}};
        joined_q_5 <= {{weights_q[151] & signed_nibbles, weights_q[151:148]} + {5{both_5}}, {{8{joined_5[4]}}, joined_5}};
        joined_q_6 <= {{weights_q[155] & signed_nibbles, weights_q[155:152]} + {5{both_6}}, {{8{joined_6[4]}}, joined_6}};
        joined_q_7 <= {{weights_q[159] & signed_nibbles, weights_q[159:156]} + {5{both_7}}, {{8{joined_7[4]}}, joined_7}};
        joined_q_8 <= {{weights_q[163] & signed_nibbles, weights_q[163:160]} + {5{both_8}}, {{8{joined_8[4]}}, joined_8}};
        joined_q_9 <= {{weights_q[167] & signed_nibbles, weights_q[167:164]} + {5{both_9}}, {{8{joined_9[4]}}, joined_9}};
        joined_q_10 <= {{weights_q[171] & signed_nibbles, weights_q[171:168]} + {5{both_10}}, {{8{joined_10[4]}}, joined_10}};
        joined_q_11 <= {{weights_q[175] & signed_nibbles, weights_q[175:172]} + {5{both_11}}, {{8{joined_11[4]}}, joined_11}};
        joined_q_12 <= {{weights_q[179] & signed_nibbles, weights_q[179:176]} + {5{both_12}}, {{8{joined_12[4]}}, joined_12}};
        joined_q_13 <= {{weights_q[183] & signed_nibbles, weights_q[183:180]} + {5{both_13}}, {{8{joined_13[4]}}, joined_13}};
        joined_q_14 <= {{weights_q[187] & signed_nibbles, weights_q[187:184]} + {5{both_14}}, {{8{joined_14[4]}}, joined_14}};
        joined_q_15 <= {{weights_q[191] & signed_nibbles, weights_q[191:188]} + {5{both_15}}, {{8{joined_15[4]}}, joined_15}};
        joined_q_16 <= {{weights_q[195] & signed_nibbles, weights_q[195:192]} + {5{both_16}}, {{8{joined_16[4]}}, joined_16}};
        joined_q_17 <= {{weights_q[199] & signed_nibbles, weights_q[199:196]} + {5{both_17}}, {{8{joined_17[4]}}, joined_17}};
        joined_q_18 <= {{weights_q[203] & signed_nibbles, weights_q[203:200]} + {5{both_18}}, {{8{joined_18[4]}}, joined_18}};
        joined_q_19 <= {{weights_q[207] & signed_nibbles, weights_q[207:204]} + {5{both_19}}, {{8{joined_19[4]}}, joined_19}};
        joined_q_20 <= {{weights_q[211] & signed_nibbles, weights_q[211:208]} + {5{both_20}}, {{8{joined_20[4]}}, joined_20}};
        joined_q_21 <= {{weights_q[215] & signed_nibbles, weights_q[215:212]} + {5{both_21}}, {{8{joined_21[4]}}, joined_21}};
        joined_q_22 <= {{weights_q[219] & signed_nibbles, weights_q[219:216]} + {5{both_22}}, {{8{joined_22[4]}}, joined_22}};
        joined_q_23 <= {{weights_q[223] & signed_nibbles, weights_q[223:220]} + {5{both_23}}, {{8{joined_23[4]}}, joined_23}};
        joined_q_24 <= {{weights_q[227] & signed_nibbles, weights_q[227:224]} + {5{both_24}}, {{8{joined_24[4]}}, joined_24}};
        joined_q_25 <= {{weights_q[231] & signed_nibbles, weights_q[231:228]} + {5{both_25}}, {{8{joined_25[4]}}, joined_25}};
        joined_q_26 <= {{weights_q[235] & signed_nibbles, weights_q[235:232]} + {5{both_26}}, {{8{joined_26[4]}}, joined_26}};
        joined_q_27 <= {{weights_q[239] & signed_nibbles, weights_q[239:236]} + {5{both_27}}, {{8{joined_27[4]}}, joined_27}};
        joined_q_28 <= {{weights_q[243] & signed_nibbles, weights_q[243:240]} + {5{both_28}}, {{8{joined_28[4]}}, joined_28}};
        joined_q_29 <= {{weights_q[247] & signed_nibbles, weights_q[247:244]} + {5{both_29}}, {{8{joined_29[4]}}, joined_29}};
        joined_q_30 <= {{weights_q[251] & signed_nibbles, weights_q[251:248]} + {5{both_30}}, {{8{joined_30[4]}}, joined_30}};
        joined_q_31 <= {{weights_q[255] & signed_nibbles, weights_q[255:252]} + {5{both_31}}, {{8{joined_31[4]}}, joined_31}};
        joined_q_32 <= {joined_q_31, joined_q_30, joined_q_29, joined_q_28, joined_q_27, joined_q_26, joined_q_25, joined_q_24,
        joined_q_23, joined_q_22, joined_q_21, joined_q_20, joined_q_19, joined_q_18, joined_q_17, joined_q_16,
        joined_q_15, joined_q_14, joined_q_13, joined_q_12, joined_q_11, joined_q_10, joined_q_9, joined_q_8,
        joined_q_7, joined_q_6, joined_q_5, joined_q_4, joined_q_3, joined_q_2, joined_q_1, joined_q};
        sum_q <= ({1'b0, {nonzero, weights_q[265:256]}} ^ {12{weights_q[271]}}) + {11'b0, weights_q[271]};
        joined_q_33 <= {weights_q[270:267], weights_q[266] | (~nonzero)};
        sum_q_1 <= ({1'b0, {nonzero_1, weights_q[297:288]}} ^ {12{weights_q[303]}}) + {11'b0, weights_q[303]};
        joined_q_34 <= {weights_q[302:299], weights_q[298] | (~nonzero_1)};
        joined_q_35 <= {joined_q_34, sum_q_1, joined_q_33, sum_q};
        joined_q_36 <= joined_q_35;
        joined_q_37 <= joined_q_36;
        joined_q_38 <= joined_q_37;
        joined_q_39 <= joined_q_38;
        joined_q_40 <= joined_q_39;
        joined_q_41 <= joined_q_40;
        joined_q_42 <= joined_q_41;
        joined_q_43 <= joined_q_42;
        sum_q_2 <= ({1'b0, {nonzero_2, weights_q[281:272]}} ^ {12{weights_q[287]}}) + {11'b0, weights_q[287]};
        joined_q_44 <= {weights_q[286:283], weights_q[282] | (~nonzero_2)};
        sum_q_3 <= ({1'b0, {nonzero_3, weights_q[313:304]}} ^ {12{weights_q[319]}}) + {11'b0, weights_q[319]};
        joined_q_45 <= {weights_q[318:315], weights_q[314] | (~nonzero_3)};
        joined_q_46 <= {joined_q_45, sum_q_3, joined_q_44, sum_q_2};
        joined_q_47 <= joined_q_46;
        joined_q_48 <= joined_q_47;
        joined_q_49 <= joined_q_48;
        joined_q_50 <= joined_q_49;
        joined_q_51 <= joined_q_50;
        joined_q_52 <= joined_q_51;
        joined_q_53 <= joined_q_52;
        joined_q_54 <= joined_q_53;
    end
endmodule

// A signed multiplier with registers before and after it, in one ECP5 MULT18X18D: p = a * b, two cycles later.
// Narrow operands stand in the upper bits of a and b, zeros below them: constants cost no routing, copies of a sign would.
// So does p in the product: WIDTH is the sum of the operands' widths, at most 35.
// The ports are unsigned on purpose: Yosys 0.70 loses the cell in a hierarchy whose ports are declared signed.
module harmonia_mult18x18d #(
    parameter WIDTH = 35
) (
    input wire clock,
    input wire [17:0] a,
    input wire [17:0] b,
    output wire [WIDTH-1:0] p
);
    wire [35:0] product;
    wire unused;
    assign p = product[35-:WIDTH];
    assign unused = &{1'b0, product[35-WIDTH:0]};
    MULT18X18D #(
        .REG_INPUTA_CLK("CLK0"), .REG_INPUTA_CE("CE0"), .REG_INPUTA_RST("RST0"),
        .REG_INPUTB_CLK("CLK0"), .REG_INPUTB_CE("CE0"), .REG_INPUTB_RST("RST0"),
        .REG_OUTPUT_CLK("CLK0"), .REG_OUTPUT_CE("CE0"), .REG_OUTPUT_RST("RST0"),
        .GSR("DISABLED"), .RESETMODE("SYNC")
    ) multiplier (
        .CLK0(clock), .CE0(1'b1), .RST0(1'b0),
        .SIGNEDA(1'b1), .SIGNEDB(1'b1), .SOURCEA(1'b0), .SOURCEB(1'b0),
        .A0(a[0]), .A1(a[1]), .A2(a[2]), .A3(a[3]), .A4(a[4]), .A5(a[5]),
        .A6(a[6]), .A7(a[7]), .A8(a[8]), .A9(a[9]), .A10(a[10]), .A11(a[11]),
        .A12(a[12]), .A13(a[13]), .A14(a[14]), .A15(a[15]), .A16(a[16]), .A17(a[17]),
        .B0(b[0]), .B1(b[1]), .B2(b[2]), .B3(b[3]), .B4(b[4]), .B5(b[5]),
        .B6(b[6]), .B7(b[7]), .B8(b[8]), .B9(b[9]), .B10(b[10]), .B11(b[11]),
        .B12(b[12]), .B13(b[13]), .B14(b[14]), .B15(b[15]), .B16(b[16]), .B17(b[17]),
        .P0(product[0]), .P1(product[1]), .P2(product[2]), .P3(product[3]), .P4(product[4]), .P5(product[5]),
        .P6(product[6]), .P7(product[7]), .P8(product[8]), .P9(product[9]), .P10(product[10]), .P11(product[11]),
        .P12(product[12]), .P13(product[13]), .P14(product[14]), .P15(product[15]), .P16(product[16]), .P17(product[17]),
        .P18(product[18]), .P19(product[19]), .P20(product[20]), .P21(product[21]), .P22(product[22]), .P23(product[23]),
        .P24(product[24]), .P25(product[25]), .P26(product[26]), .P27(product[27]), .P28(product[28]), .P29(product[29]),
        .P30(product[30]), .P31(product[31]), .P32(product[32]), .P33(product[33]), .P34(product[34]), .P35(product[35])
    );
endmodule
