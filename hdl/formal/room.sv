// Who promises room in a queue promises no more than there is, and calls itself idle only when nothing is owed.
`default_nettype none

// The sequencer: results of the engine, whose queue has room for 64; beats, which are taken when what selects them has stood long enough; a
// group's beats of weights, which meet every bank; and sums, which come again when their slot has been written.
module prove_sequencer (
    input wire clock,
    input wire [63:0] command_data,
    input wire command_valid,
    input wire activations_valid,
    input wire completes_block,
    input wire weights_valid,
    input wire kv_valid,
    input wire block_valid,
    input wire takes
);
    wire issue, emit, quiet, enough_room, left, select_kv, weights_ready, keep, use_kept;
    wire group_done, turn, slots, by_block, two_passes, pass, first_bank, final_bank, final_pair, one_bank, one_pair;
    wire [1:0] mode;
    wire [2:0] pause;
    wire [3:0] results, last_results, more_banks, banks_left;
    wire [4:0] settling, results_sent, spacing;
    wire sums;
    wire [19:0] pairs, pairs_left;
    wire [6:0] room, reserved;
    // Results that were let in and have not been taken.
    reg [6:0] owed = 0;
    wire taken = takes && owed != 0;
    sequencer dut (
        .clock(clock), .command_data(command_data), .command_valid(command_valid), .activations_valid(activations_valid),
        .completes_block(completes_block), .weights_valid(weights_valid), .kv_valid(kv_valid), .block_valid(block_valid), .taken(taken), .quiet(quiet), .select_kv(select_kv),
        .mode(mode), .issue(issue), .emit(emit), .enough_room(enough_room), .left(left), .results(results), .results_sent(results_sent), .sums(sums), .spacing(spacing),
        .settling(settling), .room(room), .reserved(reserved), .last_results(last_results), .weights_ready(weights_ready), .keep(keep),
        .use_kept(use_kept), .group_done(group_done), .turn(turn), .slots(slots), .by_block(by_block), .two_passes(two_passes),
        .pass(pass), .first_bank(first_bank), .final_bank(final_bank), .final_pair(final_pair), .pause(pause), .more_banks(more_banks),
        .banks_left(banks_left), .pairs(pairs), .pairs_left(pairs_left), .one_bank(one_bank), .one_pair(one_pair)
    );
    localparam IDLE = 0, MULTIPLYING = 2, REUSE = 5;

    // Sums take turns: block by block pairs and banks, else banks. One slot is watched: cycles since it was used, as far as they matter.
    (* anyconst *) reg [23:0] watched;
    reg [23:0] slot = 0;
    reg [2:0] rested = REUSE;
    wire uses = group_done && slots && slot == watched;
    // Of a group of weights: beats used so far, each once for every bank, and beats taken.
    reg [4:0] used = 0;
    reg [1:0] taken_beats = 0;
    wire take = weights_valid && weights_ready;
    wire [4:0] banks = more_banks + 5'd1;
    wire [4:0] bank = mode == MULTIPLYING ? more_banks - banks_left : 0;
    wire [19:0] pairs_done = pairs - pairs_left;

    // What the registers selected_kv_0 to 3 of `unpack` hold.
    reg [3:0] selected = 0;
    reg nothing_owed = 0, emit_before = 0, worked = 0, sums_before = 0;
    reg [6:0] room_before = 64;
    always @(posedge clock) begin
        if (group_done) slot <= turn ? 0 : slot + 1;
        rested <= uses ? 1 : rested == REUSE ? REUSE : rested + 1;
        if (group_done && final_bank) {used, taken_beats} <= 0;
        else begin
            used <= used + issue;
            taken_beats <= taken_beats + take;
        end
        owed <= owed + (emit ? results_sent : 0) - taken;
        sums_before <= sums;
        selected <= {selected[2:0], select_kv};
        nothing_owed <= owed == 0 && mode == IDLE;
        emit_before <= emit;
        room_before <= room;
        if (emit) worked <= 1;
    end
    always @* begin
        // The claims.
        assert (owed <= 64);
        if (quiet) assert (nothing_owed);
        if (issue) assert (selected == {4{select_kv}});
        if (uses) assert (rested == REUSE);
        // A group ends when each of its beats has met every bank and is taken; a beat that is kept stays until then.
        if (group_done && final_bank && !select_kv) assert (used + 1 == banks << two_passes && taken_beats + take == 1 + two_passes);
        if (issue && use_kept) assert (two_passes && taken_beats == 1 && !take);
        if (mode == MULTIPLYING && !select_kv && keep) assert (taken_beats == 0);
        // For induction.
        assert (room + left + owed == 64 + reserved);
        // Words of sums take a round of all rows each, whoever has a token: a single row may be told that more rows are sent.
        assert (emit_before ? reserved != 0 && (spacing + 1 == reserved || reserved > 2 && spacing >= 5)
            : reserved == 0);
        assert (results_sent == (sums ? 3 * results : results));
        assert (!results[0] && results <= 8 && !last_results[0] && last_results <= 8 && reserved <= 24 && settling <= 25);
        if (mode == MULTIPLYING && settling <= 3) assert (sums == sums_before);
        if (mode == MULTIPLYING) assert (last_results >= 2);
        if (enough_room) assert (room_before >= (sums_before ? 32 : 16));
        assert (banks_left <= more_banks && final_bank == (banks_left == 0) && first_bank == (banks_left == more_banks));
        assert (slots == (by_block || more_banks != 0) && (!select_kv || more_banks == 0));
        assert (pause == (by_block ? (pairs < 8 ? REUSE : 0) : more_banks == 0 || banks << two_passes >= REUSE ? 0
            : REUSE - (banks << two_passes)));
        assert (rested >= 1 && rested <= REUSE);
        if (mode == MULTIPLYING) begin
            assert (one_bank == (more_banks == 0) && one_pair == (pairs == 1));
            assert (pairs_left != 0 && pairs_left <= pairs && final_pair == (pairs_left == 1));
            if (by_block) assert (slot >= pairs_done && slot <= {pairs_done, 4'd0} + bank);
            else assert (slot == bank);
            if (!two_passes) assert (!pass);
        end else assert (slot == 0 && !pass);
        if (!select_kv || mode != MULTIPLYING) assert (used == (bank << two_passes) + pass && taken_beats == (two_passes && used != 0));
        if (mode == MULTIPLYING && settling <= 3) assert (selected[0] == select_kv);
        if (mode == MULTIPLYING && settling <= 2) assert (selected[1:0] == {2{select_kv}});
        if (mode == MULTIPLYING && settling <= 1) assert (selected[2:0] == {3{select_kv}});
        if (mode == MULTIPLYING && settling == 0) assert (selected == {4{select_kv}});
        // There is peace again after work.
        cover (quiet && worked);
        // Three banks meet both beats of a group.
        cover (group_done && turn && more_banks == 2 && two_passes);
        // So do two pairs, group by group.
        cover (group_done && turn && more_banks == 2 && by_block && pairs == 2);
    end
endmodule

// The outputs of attention: quotients, whose queue has room for 64.
module prove_outputs (
    input wire clock,
    input wire start,
    input wire [3:0] blocks,
    input wire [1:0] last_query,
    input wire keys_only,
    input wire given,
    input wire result_valid,
    input wire takes
);
    wire operates, some_room, left, active, half, idle;
    wire [1:0] row, word;
    wire [6:0] room;
    reg [6:0] owed = 0;
    wire taken = takes && owed != 0;
    outputs dut (
        .clock(clock), .start(start), .blocks(blocks), .last_query(last_query), .overflow(1'b0), .result(34'd0),
        .keys_only(keys_only), .given(given), .maximum(17'd0), .no_maxima(68'd0), .word(word), .result_valid(result_valid), .taken(taken), .idle(idle), .room(room), .operates(operates), .some_room(some_room),
        .left(left), .active(active), .half(half), .row(row)
    );

    reg [6:0] room_before = 64;
    reg operates_before = 0, left_before = 0;
    // What a phase is stays until it ends.
    reg running = 0;
    reg [1:0] kind = 0;
    always @(posedge clock) begin
        owed <= owed + operates - taken;
        room_before <= room;
        operates_before <= operates;
        left_before <= left;
        running <= start || active;
        kind <= {keys_only, given};
    end
    always @* begin
        if (running || active) assume (kind == {keys_only, given});
        assert (owed <= 64);
        if (idle) assert (owed == 0 && !operates);
        // A phase ends with the second result of the last row: the next one begins with the first of row 0.
        if (!active) assert (!half && row == 0 && word == 0);
        if (active && !given) assert (word == 0);
        if (active && keys_only) assert (!half);
        // For induction.
        assert (room + left + owed == 64);
        assert (room_before <= 64 && (room_before >= 2 || !some_room));
        assert (room == room_before + left_before - operates_before);
        cover (active && owed == 2);
    end
endmodule

// The reader of planes: beats are reserved when there was room the cycle before, its own in the cycle in which their pair leaves, two of the
// residual with the first word of an even channel, unless its burst says that they are promised already.
module prove_reader (
    input wire clock,
    input wire [5:0] burst,
    input wire burst_valid,
    input wire [63:0] word,
    input wire word_valid,
    input wire room
);
    wire residual_valid, beat_valid, first_word, opens_pair;
    wire [1:0] reserve;
    wire [5:0] current;
    reader dut (
        .clock(clock), .burst_data(burst), .burst_valid(burst_valid), .word(word), .word_valid(word_valid), .room(room),
        .residual_valid(residual_valid), .reserve(reserve), .beat_valid(beat_valid),
        .first_word(first_word), .opens_pair(opens_pair), .current(current)
    );
    localparam RESIDUAL = 2;

    reg room_before = 0;
    reg [2:0] on_their_way = 0;
    always @(posedge clock) begin
        room_before <= room;
        on_their_way <= {on_their_way[1:0], reserve[0]};
    end
    wire opens = first_word && current[1:0] == RESIDUAL && !current[5];
    always @* begin
        if (reserve != 0) assert (room_before);
        assert (reserve[1] == (residual_valid && opens));
        assert (opens_pair == opens);
        // One beat for each that was reserved, three cycles later.
        assert (beat_valid == on_their_way[2]);
        cover (reserve[1]);
        cover (beat_valid);
    end
endmodule
