// The memory controller gives every client what it asked for, keeps none waiting, and promises no more than it has room for; walks stay
// where their orders say.
//
// Clients keep to the rules of hdl/src/memory: a request stays as it is until it is taken, reads are of 1 to 64 words (of 1 to half a
// queue where that is less), and memory gives words of requests that are under way, in their order.
`default_nettype none

// Who asks waits for at most one request of each other client; what is taken is what memory is offered, once, until it takes it; the
// queue of owners is told of every read. Clients are 0 attention, 1 weights, 2 program, 3 transfer, 4 loader, 5 uploads.
module prove_arbiter (
    input wire clock,
    input wire [5:0] valid,
    input wire [1:0] writes,
    input wire [4:0] room,
    input wire owners_room,
    input wire memory_ready,
    input wire [143:0] addresses,
    input wire [39:0] lengths,
    input wire [191:0] words,
    input wire [23:0] enables
);
    // Attention, transfer and uploads have words to write. Room that was taken in the cycle before is not known yet.
    wire [5:0] ready, fresh, next, write = {1'b1, 1'b0, writes[1], 2'b00, writes[0]};
    wire [5:0] asks = valid & (write | {1'b0, room & ~fresh[4:0]});
    wire [4:0] client_reads;
    wire attention_writes, transfer_writes, uploads_writes, reads, idle, memory_valid, memory_write, full;
    wire [2:0] client;
    wire [5:0] words_less_one, ahead;
    wire [23:0] memory_address;
    wire [7:0] memory_length, memory_enables;
    wire [63:0] memory_data;
    wire [104:0] offered;
    memory_arbiter dut (
        .clock(clock),
        .attention_valid(valid[0]), .attention_write(write[0]), .attention_address(addresses[23:0]), .attention_length(lengths[7:0]),
        .attention_data(words[63:0]), .attention_enables(enables[7:0]), .attention_ready(ready[0]),
        .weights_valid(valid[1]), .weights_address(addresses[47:24]), .weights_length(lengths[15:8]), .weights_ready(ready[1]),
        .program_valid(valid[2]), .program_address(addresses[71:48]), .program_length(lengths[23:16]), .program_ready(ready[2]),
        .transfer_valid(valid[3]), .transfer_write(write[3]), .transfer_address(addresses[95:72]), .transfer_length(lengths[31:24]),
        .transfer_data(words[127:64]), .transfer_enables(enables[15:8]), .transfer_ready(ready[3]),
        .loader_valid(valid[4]), .loader_address(addresses[119:96]), .loader_length(lengths[39:32]), .loader_ready(ready[4]),
        .uploads_valid(valid[5]), .uploads_address(addresses[143:120]), .uploads_data(words[191:128]), .uploads_enables(enables[23:16]),
        .uploads_ready(ready[5]),
        .attention_room(room[0]), .weights_room(room[1]), .program_room(room[2]), .transfer_room(room[3]), .loader_room(room[4]),
        .attention_reads(client_reads[0]), .weights_reads(client_reads[1]), .program_reads(client_reads[2]),
        .transfer_reads(client_reads[3]), .loader_reads(client_reads[4]),
        .attention_writes(attention_writes), .transfer_writes(transfer_writes), .uploads_writes(uploads_writes),
        .owners_room(owners_room), .reads(reads), .client(client), .words_less_one(words_less_one), .idle(idle),
        .memory_valid(memory_valid), .memory_write(memory_write), .memory_address(memory_address), .memory_length(memory_length),
        .memory_data(memory_data), .memory_enables(memory_enables), .memory_ready(memory_ready),
        .ahead(ahead), .full(full), .offered(offered), .fresh(fresh), .next(next)
    );

    // One client is watched: what it asks for, and how many others are served in the meantime.
    (* anyconst *) reg [2:0] who;
    wire [23:0] its_address = addresses[24*who +: 24];
    wire [7:0] its_length = who == 5 ? 8'd1 : lengths[8*who +: 8];
    wire [63:0] its_word = who == 0 ? words[63:0] : who == 3 ? words[127:64] : who == 5 ? words[191:128] : 64'd0;
    wire [7:0] its_enables = who == 0 ? enables[7:0] : who == 3 ? enables[15:8] : who == 5 ? enables[23:16] : 8'd0;
    wire [104:0] its_request = {its_enables, its_word, its_length, its_address, write[who]};
    wire [2:0] chosen = next[0] ? 3'd0 : next[1] ? 3'd1 : next[2] ? 3'd2 : next[3] ? 3'd3 : next[4] ? 3'd4 : 3'd5;
    reg asked_before = 0, is_its = 0, offered_before = 0, could_choose = 0;
    reg [104:0] asked, taken, held;
    reg [5:0] served = 0, served_writes = 0;
    reg [2:0] server, before = 5, waited = 0;
    // Who was chosen last.
    wire [2:0] last = next == 0 ? before : chosen;
    always @(posedge clock) begin
        asked_before <= asks[who] & ~ready[who];
        asked <= its_request;
        could_choose <= next == 0 && owners_room && asks != 0;
        if (ready[who]) taken <= its_request;
        served <= ready;
        served_writes <= ready & write;
        before <= last;
        if (|ready) begin
            server <= chosen;
            is_its <= chosen == who;
        end
        waited <= ready[who] || !asks[who] ? 3'd0 : waited + |ready;
        offered_before <= memory_valid & ~memory_ready;
        held <= {memory_enables, memory_data, memory_length, memory_address, memory_write};
    end
    always @* begin
        assume (who < 6);
        assume (write[who] ? its_length == 1 : its_length >= 1 && its_length <= 64);
        if (asked_before) assume (asks[who] && its_request == asked);
    end

    // Others that may still be served before it: who is chosen, and those between.
    wire [2:0] between = who > last ? who - last - 3'd1 : who + 3'd5 - last;
    wire [2:0] others = next == 0 ? between : last == who ? 3'd0 : between + 3'd1;
    always @* begin
        assert (waited <= 5);
        // Who may be served is, one at a time, while there is room.
        assert (ready == (memory_valid ? 6'd0 : next) && (next & (next - 6'd1)) == 0);
        if (could_choose) assert (next != 0);
        if (next[who]) assert (asks[who]);
        // What was taken is told in the next cycle.
        assert (reads == |(served & ~served_writes) && client_reads == (served[4:0] & ~served_writes[4:0]));
        assert ({uploads_writes, transfer_writes, attention_writes} == {served_writes[5], served_writes[3], served_writes[0]});
        if (reads && server == who) assert (client == who && words_less_one == ((taken[32:25] - 8'd1) & 8'd63));
        // What it has asked for is on offer until memory takes it.
        if (memory_valid && is_its) assert ({memory_enables, memory_data, memory_length, memory_address, memory_write} == taken);
        if (offered_before) assert (memory_valid && {memory_enables, memory_data, memory_length, memory_address, memory_write} == held);
        // For induction.
        assert (memory_valid == full && idle == !(full || next != 0));
        assert (last < 6 && before < 6 && ahead == ((6'd62 << before) & 6'd63));
        assert (waited + others <= 5);
        if (next[who]) assert (asked_before);
        if (is_its && full) assert (server == who);
        assert (fresh == served && (served == 0 || (full && served == 6'd1 << server && (served_writes == 0) == !memory_write)));
        assert (served_writes == 0 || served_writes == served);
        if (served != 0) assert (is_its == (server == who));
        cover (ready[who] && waited == 5);
    end
    // A request is taken in every second cycle at most, and is on offer in the next one.
    reg served_before = 0;
    always @(posedge clock) served_before <= |ready;
    always @* if (served_before) assert (memory_valid && ready == 0);
endmodule

// Words go to whoever asked for them, as many as were asked for, request by request; the queue never overflows.
module prove_owners (
    input wire clock,
    input wire asks,
    input wire served,
    input wire [2:0] client,
    input wire [5:0] words_less_one,
    input wire [63:0] word,
    input wire comes
);
    (* anyconst *) reg [4:0] watched;
    wire room, idle, some, is_last;
    wire [4:0] to, head, tail, waiting;
    wire [5:0] place;
    wire [63:0] given;
    wire [8:0] entry;
    // Room is told a cycle late. A request is chosen when there is, is served later, and told a cycle after that; the next one is not
    // chosen before.
    reg chosen = 0, push = 0, pushed_before = 0;
    // Requests whose words have not all come.
    wire [4:0] open = waiting - (some & is_last);
    wire word_valid = comes && open != 0;
    owners dut (
        .clock(clock), .push(push), .client(client), .words_less_one(words_less_one), .room(room), .idle(idle), .word(word),
        .word_valid(word_valid), .given(given), .to_attention(to[0]), .to_weights(to[1]), .to_program(to[2]), .to_transfer(to[3]),
        .to_loader(to[4]), .watched(watched[3:0]), .entry(entry), .head(head), .tail(tail), .waiting(waiting), .place(place),
        .some(some), .is_last(is_last)
    );
    always @* assume (client < 5);

    reg [4:0] pushes = 0, pops = 0;
    reg [5:0] came = 0, its_words = 0;
    reg [2:0] its_client = 0;
    reg [63:0] word_before;
    reg came_before = 0, within = 0, had_room = 0;
    wire pop = some & is_last;
    always @(posedge clock) begin
        chosen <= chosen ? ~served : asks & room;
        push <= chosen & served;
        pushed_before <= push;
        pushes <= pushes + push;
        pops <= pops + pop;
        came <= pop ? 6'd0 : came + some;
        word_before <= word;
        came_before <= word_valid;
        had_room <= waiting < 15;
        if (push && pushes == watched) begin
            its_client <= client;
            its_words <= words_less_one;
            within <= 1;
        end else if (pop && pops == watched) within <= 0;
    end
    wire [4:0] inside = pushes - pops, place_in_queue = watched - pops;
    always @* begin
        assert (waiting <= 16 && idle == (waiting == 0));
        if (push) assert (waiting < 16);
        // Every word has an owner; which one, is said of any request.
        assert (some == came_before && (some || to == 0));
        if (some) assert (waiting != 0 && given == word_before);
        if (some && within && place_in_queue == 0) begin
            assert (to == 5'd1 << its_client);
            assert (came <= its_words && pop == (came == its_words));
        end
        // For induction.
        assert (pushes == tail && pops == head && inside == waiting);
        assert (within == (place_in_queue < inside));
        if (within) assert (entry == {its_words, its_client} && its_client < 5);
        assert (place == came && (came == 0 || waiting != 0));
        if (within && place_in_queue == 0) assert (came <= its_words);
        assert (room == had_room);
        if (room) assert (waiting < 15 + pushed_before);
        if (push) assert (!pushed_before);
        if (chosen) assert (waiting + push < 16);
        cover (pop && within && place_in_queue == 0 && its_words == 5 && waiting == 3);
    end
endmodule

// A queue of words: room is there for every word of a request that was let go, and words leave in the order in which they came.
`ifdef SHALLOW
`define READ_QUEUE read_queue_32
`define DEPTH 32
`else
`define READ_QUEUE read_queue_512
`define DEPTH 512
`endif
module prove_read_queue (
    input wire clock,
    input wire asks,
    input wire [7:0] length,
    input wire [63:0] word,
    input wire comes,
    input wire words_ready
);
    localparam DEPTH = `DEPTH, COUNT = $clog2(DEPTH) + 1;
    localparam LONGEST = DEPTH / 2 < 64 ? DEPTH / 2 : 64;
    (* anyconst *) reg [COUNT-1:0] watched;
    wire room, valid, is_read, left, holds_one, holds_two;
    wire [63:0] data, entry, read, second;
    wire [COUNT-1:0] head, tail, free;
    reg [COUNT-1:0] promised = 0, pushes = 0, pops = 0;
    wire reserve = asks && room && length >= 1 && length <= LONGEST;
    wire push = comes && promised != 0;
    `READ_QUEUE dut (
        .clock(clock), .reserve(reserve), .length(length), .room(room), .word(word), .word_valid(push), .words_data(data),
        .words_valid(valid), .words_ready(words_ready), .watched(watched[COUNT-2:0]), .entry(entry), .head(head), .tail(tail),
        .free(free), .is_read(is_read), .left(left), .read(read), .second(second), .holds_one(holds_one), .holds_two(holds_two)
    );

    wire take = valid && words_ready;
    reg within = 0, offered_before = 0;
    reg [63:0] value, data_before;
    always @(posedge clock) begin
        promised <= promised + (reserve ? length : 8'd0) - push;
        pushes <= pushes + push;
        pops <= pops + take;
        if (push && pushes == watched) begin
            value <= word;
            within <= 1;
        end else if (take && pops == watched) within <= 0;
        offered_before <= valid & ~words_ready;
        data_before <= data;
    end
    // `inside` are those in RAM, on their way out and on offer: up to 2 or 3 more than RAM has room for.
    wire [COUNT-1:0] waiting = tail - head, ahead = watched - pops, out = {1'b0, is_read} + holds_one + holds_two;
    wire [COUNT-1:0] inside = pushes - pops;
    always @* begin
        // Nothing is written where something waits; who asks has room.
        if (push) assert (waiting < DEPTH);
        assert ({1'b0, free} + promised + waiting + is_read + left == DEPTH);
        assert (waiting <= DEPTH && free <= DEPTH && promised <= DEPTH);
        assert (room == (free >= LONGEST));
        if (valid) assert (inside != 0);
        if (valid && ahead == 0) assert (within && data == value);
        if (offered_before) assert (valid && data == data_before);
        // For induction: where everything is.
        assert (valid == holds_one && (holds_one || !holds_two) && out <= 2);
        assert (pushes == tail && pops == ((head - out) & {COUNT{1'b1}}));
        assert (within == (ahead < inside));
        if (within && ahead >= out) assert (entry == value);
        if (within && is_read && ahead == out - 1) assert (read == value);
        if (within && holds_two && ahead == 1) assert (second == value);
        cover (take && within && ahead == 0 && pops == 3 && waiting == 1);
    end
endmodule

// Every request is of the run that is next: run i2, i1, i0 begins at base + i2 stride2 + i1 stride1 + i0 stride0 (added up turn by turn),
// no index is above its count, the bursts of a run follow each other, and their words are those of the run. So a request lies within
// [base, base + count2 stride2 + count1 stride1 + count0 stride0 + words), the span of the order.
module prove_transfer (
    input wire clock,
    input wire [159:0] order,
    input wire order_valid,
    input wire [63:0] spilled,
    input wire spilled_valid,
    input wire request_ready
);
    wire order_ready, spilled_ready, request_valid, request_write, idle, write, is_last;
    wire [2:0] phase, chosen;
    localparam IDLE = 0, MEASURE = 1, BURST = 2, CHOOSE = 3, STEP = 4;
    wire [23:0] request_address, left, run_words, begin_0, begin_1, begin_2, stride_0, stride_1, stride_2;
    wire [15:0] turns_0, turns_1, turns_2, count_0, count_1;
    wire [7:0] request_length, request_enables;
    wire [63:0] request_data;
    transfer dut (
        .clock(clock), .order_data(order), .order_valid(order_valid), .order_ready(order_ready), .spilled_data(spilled),
        .spilled_valid(spilled_valid), .spilled_ready(spilled_ready), .request_valid(request_valid), .request_write(request_write),
        .request_address(request_address), .request_length(request_length), .request_data(request_data),
        .request_enables(request_enables), .request_ready(request_ready), .idle(idle),
        .write(write), .left(left), .run_words(run_words), .begin_0(begin_0), .begin_1(begin_1), .begin_2(begin_2),
        .stride_0(stride_0), .stride_1(stride_1), .stride_2(stride_2), .turns_0(turns_0), .turns_1(turns_1), .turns_2(turns_2),
        .count_0(count_0), .count_1(count_1), .phase(phase), .is_last(is_last), .chosen(chosen)
    );

    // The order that is carried out, and where it is: the present turn of each loop, and in a run the next word, and how many are left.
    // A run that is over is `ended` until the next one has been found.
    reg busy = 0, ended = 0, writes;
    reg [23:0] words, s0, s1, s2, turn0, turn1, turn2, next_word, rest;
    reg [15:0] c0, c1, c2, i0 = 0, i1 = 0, i2 = 0;
    reg [2:0] quiet = 0;
    wire taken = request_valid & request_ready;
    wire [23:0] begin0 = turn0 + s0, begin1 = turn1 + s1, begin2 = turn2 + s2;
    always @(posedge clock) begin
        quiet <= busy && !request_valid && !(writes && !spilled_valid) ? quiet + 1 : 3'd0;
        if (order_valid && order_ready) begin
            {s2, c2, s1, c1, s0, c0, writes} <= order[159:39];
            words <= order[38:24];
            rest <= order[38:24];
            {turn0, turn1, turn2, next_word} <= {4{order[23:0]}};
            busy <= 1;
            {i0, i1, i2} <= 0;
        end else if (taken && request_length != rest) begin
            rest <= rest - request_length;
            next_word <= next_word + request_length;
        end else if (taken) begin
            ended <= 1;
        end else if (ended && phase == STEP) begin
            ended <= 0;
            rest <= words;
            if (i0 != c0) begin
                i0 <= i0 + 1;
                {turn0, next_word} <= {2{begin0}};
            end else if (i1 != c1) begin
                i0 <= 0;
                i1 <= i1 + 1;
                {turn1, turn0, next_word} <= {3{begin1}};
            end else begin
                {i1, i0} <= 0;
                i2 <= i2 + 1;
                {turn2, turn1, turn0, next_word} <= {4{begin2}};
            end
        end else if (ended && phase == CHOOSE && i0 == c0 && i1 == c1 && i2 == c2) begin
            busy <= 0;
            ended <= 0;
        end else if (busy && words == 0) busy <= 0;
    end
    always @* begin
        assert (idle == !busy && order_ready == idle);
        if (request_valid) assert (busy && !ended && words != 0 && (!writes || spilled_valid));
        // A burst is there within four cycles.
        assert (quiet <= 4);
        assert ((spilled_valid && spilled_ready) == (taken && writes));
        if (busy) begin
            assert (i0 <= c0 && i1 <= c1 && i2 <= c2 && rest <= words && (rest != 0 || words == 0));
            assert (request_write == writes);
            if (request_valid) begin
                assert (request_address == next_word);
                assert (request_length == (writes ? 1 : rest < 64 ? rest : 64));
                if (writes) assert (request_data == spilled && request_enables == 8'hff);
            end
            // For induction.
            assert (write == writes && run_words == words);
            if (!ended) assert (left == rest && request_address == next_word);
            assert (ended == (phase == CHOOSE || phase == STEP));
            assert (words != 0 || phase == MEASURE);
            if (phase == BURST)
                assert (request_length == (writes ? 1 : rest < 64 ? rest : 64) && is_last == (rest == request_length));
            if (phase == STEP) assert (chosen == (i0 != c0 ? 1 : i1 != c1 ? 2 : 4) && (i0 != c0 || i1 != c1 || i2 != c2));
            assert (begin_0 == turn0 && begin_1 == turn1 && begin_2 == turn2);
            assert (stride_0 == s0 && stride_1 == s1 && stride_2 == s2 && count_0 == c0 && count_1 == c1);
            assert (turns_0 == c0 - i0 && turns_1 == c1 - i1 && turns_2 == c2 - i2);
            assert (quiet <= (phase == MEASURE ? 3 : phase == CHOOSE ? 1 : phase == STEP ? 2 : 4));
        end
        assert (phase <= STEP && busy == (phase != IDLE) && (busy || !ended));
        cover (taken && busy && i2 == 1 && i2 == c2 && i1 == c1 && i0 == c0 && c0 == 1 && words == 67 && rest == 3);
    end
endmodule
