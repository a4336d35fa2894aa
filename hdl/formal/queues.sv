// What comes out of a queue is what went in, in that order: nothing is lost, nothing comes twice, nothing waits that has left.
//
// One entry, chosen freely, is watched from when it goes in until it comes out; entries are counted on either side, modulo the counters'
// range, which is larger than the queue. `entry` is the queue's memory at the watched place: a read port that the proof adds.
`default_nettype none

// Two places in a stream (hdl/src/stream/skid_buffer.rs), for results; `memory_port`, `ingest` and the queue of results have the same.
module prove_skid_buffer #(
    parameter WIDTH = 34
) (
    input wire clock,
    input wire [WIDTH-1:0] up_data,
    input wire up_valid,
    input wire down_ready
);
    wire up_ready, down_valid, holds_one, holds_two;
    wire [WIDTH-1:0] down_data, second;
    skid_buffer_34 dut (
        .clock(clock), .up_data(up_data), .up_valid(up_valid), .up_ready(up_ready), .down_data(down_data), .down_valid(down_valid),
        .down_ready(down_ready), .second(second), .holds_one(holds_one), .holds_two(holds_two)
    );

    // A queue of two to compare with.
    reg [WIDTH-1:0] oldest = 0, newest = 0;
    reg [1:0] count = 0;
    wire push = up_valid & up_ready, pop = down_valid & down_ready;
    always @(posedge clock) begin
        count <= count + push - pop;
        if (pop) oldest <= count == 2 ? newest : up_data;
        else if (push && count == 0) oldest <= up_data;
        if (push) newest <= up_data;
    end
    always @* begin
        assert (count <= 2);
        assert (down_valid == (count != 0) && up_ready == (count != 2));
        if (down_valid) assert (down_data == oldest);
        assert (holds_two == (count == 2) && holds_one == down_valid);
        if (holds_two) assert (second == newest);
        cover (pop && count == 2);
    end
endmodule

// A relay (hdl/src/stream/relay.rs), for commands: a beat is offered once and as it is, until it is taken; who sends it is told in the cycle
// after that, once, and never otherwise.
module prove_relay #(
    parameter WIDTH = 64
) (
    input wire clock,
    input wire [WIDTH-1:0] up_data,
    input wire up_valid,
    input wire down_ready
);
    wire up_ready, down_valid, holds, left;
    wire [WIDTH-1:0] down_data;
    relay_64 dut (
        .clock(clock), .up_data(up_data), .up_valid(up_valid), .up_ready(up_ready), .down_data(down_data), .down_valid(down_valid),
        .down_ready(down_ready), .holds(holds), .left(left)
    );

    // A stream keeps its beat until it is taken.
    reg offered_before = 0, taken_before = 0, waited = 0;
    reg [WIDTH-1:0] data_before;
    always @(posedge clock) begin
        offered_before <= up_valid && !up_ready;
        data_before <= up_data;
        taken_before <= down_valid && down_ready;
        waited <= up_valid && !down_valid && !up_ready;
    end
    always @* begin
        if (offered_before) assume (up_valid && up_data == data_before);
        assert (up_ready == taken_before);
        if (up_ready) assert (up_valid && !down_valid);
        if (down_valid) assert (up_valid && down_data == up_data);
        if (waited) assert (down_valid);
        // For induction.
        assert (down_valid == holds && up_ready == left);
        if (down_valid || up_ready) assert (offered_before);
        if (up_ready) assert (!holds);
        cover (up_ready && up_data == 5);
    end
endmodule

// The queue of results, when no more are in it than were promised room: 64 (room.sv).
module prove_result_queue (
    input wire clock,
    input wire [33:0] result,
    input wire offered,
    input wire results_ready
);
    (* anyconst *) reg [6:0] watched;
    wire [33:0] data, entry, second;
    wire valid, taken, holds_one, holds_two;
    wire [6:0] head, tail;
    reg [6:0] pushes = 0, pops = 0;
    wire [6:0] inside = pushes - pops, waiting = tail - head, ahead = watched - pops;
    wire push = offered && inside < 64;
    queue_64x34 dut (
        .clock(clock), .up_data(result), .up_valid(push), .down_ready(results_ready), .down_data(data), .down_valid(valid),
        .taken(taken), .watched(watched[5:0]), .entry(entry), .head(head), .tail(tail),
        .second(second), .holds_one(holds_one), .holds_two(holds_two)
    );

    reg [33:0] value;
    reg within = 0, offered_before = 0;
    reg [33:0] data_before;
    always @(posedge clock) begin
        pushes <= pushes + push;
        pops <= pops + taken;
        if (push && pushes == watched) begin
            value <= result;
            within <= 1;
        end else if (taken && pops == watched) within <= 0;
        offered_before <= valid & ~results_ready;
        data_before <= data;
    end
    always @* begin
        assert (taken == (valid && results_ready));
        if (valid) assert (inside != 0);
        if (valid && ahead == 0) assert (within && data == value);
        // What is offered stays until it is taken.
        if (offered_before) assert (valid && data == data_before);
        // For induction: where everything is.
        assert (inside <= 64 && waiting <= 64);
        assert (valid == holds_one && (holds_one || !holds_two));
        assert (pushes == tail && pops == ((head - holds_one - holds_two) & 7'd127));
        assert (within == (ahead < inside));
        if (within && ahead >= holds_one + holds_two) assert (entry == value);
        if (within && holds_two && ahead == 1) assert (second == value);
        cover (taken && inside == 4 && within && ahead == 0);
    end
endmodule

// The queue of beats, and its promises: room is there for whatever is reserved while `room` was set the cycle before (room.sv proves that
// `reader` keeps to that), when no more beats come than were reserved.
module prove_beat_queue (
    input wire clock,
    input wire [383:0] beat,
    input wire of_fresh,
    input wire [1:0] wanted,
    input wire comes,
    input wire kv_ready
);
    (* anyconst *) reg [4:0] watched;
    wire room, valid, full, enters, left, some_waits;
    wire [383:0] data, entry, entering;
    wire [4:0] head, tail, free;
    reg room_before = 0;
    reg [4:0] promised = 0;
    wire [1:0] reserve = room_before ? wanted : 2'd0;
    wire push = comes && promised != 0;
    beat_queue dut (
        .clock(clock), .planes(beat), .planes_valid(push & ~of_fresh), .fresh(beat), .fresh_valid(push & of_fresh), .reserve(reserve),
        .kv_ready(kv_ready), .room(room), .kv_data(data), .kv_valid(valid), .watched(watched[3:0]), .entry(entry),
        .head(head), .tail(tail), .free(free), .full(full), .entering(entering), .enters(enters), .left(left),
        .some_waits(some_waits)
    );

    reg [4:0] free_before = 16, free_earlier = 16, pushes = 0, pops = 0;
    reg [1:0] reserve_before = 0;
    reg left_before = 0, within = 0, offered_before = 0;
    reg [383:0] value, data_before;
    wire take = valid && kv_ready;
    always @(posedge clock) begin
        room_before <= room;
        promised <= promised + reserve - push;
        free_before <= free;
        free_earlier <= free_before;
        reserve_before <= reserve;
        left_before <= left;
        pushes <= pushes + push;
        pops <= pops + take;
        if (push && pushes == watched) begin
            value <= beat;
            within <= 1;
        end else if (take && pops == watched) within <= 0;
        offered_before <= valid & ~kv_ready;
        data_before <= data;
    end
    wire [4:0] waiting = tail - head, inside = pushes - pops, ahead = watched - pops;
    always @* begin
        if (valid) assert (inside != 0);
        if (valid && ahead == 0) assert (within && data == value);
        if (offered_before) assert (valid && data == data_before);
        // Nothing is written where something waits.
        if (enters) assert (waiting < 16);
        // For induction: places are free, promised, on their way in, taken or just left.
        assert (waiting <= 16);
        assert ({1'b0, free} + promised + enters + waiting + left == 16);
        if (room) assert (free_before >= 9);
        if (room_before) assert (free_earlier >= 9);
        assert (free == ((free_before + left_before - reserve_before) & 5'd31));
        assert (free <= 16 && free_before <= 16 && free_earlier <= 16);
        assert (reserve_before == 0 || free_before >= 3);
        assert (valid == full);
        if (some_waits && !full) assert (waiting != 0);
        assert (pushes == ((tail + enters) & 5'd31) && pops == ((head - full) & 5'd31));
        assert (within == (ahead < inside));
        if (within && !(full && ahead == 0)) begin
            if (ahead < full + waiting) assert (entry == value);
            else assert (enters && entering == value);
        end
        cover (take && waiting == 15);
    end
endmodule
