// The link takes no packet whose CRC is wrong, loses no word that it has taken, ends the frames of a connection that is over, and never
// leaves a host waiting for room that is there.
`default_nettype none

// The CRC's register when it has taken `count` more bits.
`define CRC_BIT(sum, bit) (((sum) >> 1) ^ ((((sum) ^ (bit)) & 32'd1) != 0 ? 32'hedb88320 : 32'd0))

// Packets among bytes (hdl/src/link/receiver.rs), beside a definition that takes bytes whole: what ends a packet has the length that its
// header says and the CRC-32 of what lies between the flags, begun with the key or, of a hello, with ones; words are its bytes.
module prove_receiver (
    input wire clock,
    input wire [7:0] line,
    input wire comes
);
    // Bytes come ten cycles apart at least.
    reg [3:0] since = 9;
    wire valid = comes && since >= 9;
    (* anyconst *) reg [31:0] key;
    wire [63:0] word;
    wire [15:0] resend;
    wire word_valid, right, ended, some, escaped, crc_busy;
    wire [1:0] kind;
    wire [3:0] round, crc_bits_left;
    wire [7:0] sequence_number, acknowledged, count, crc_bits;
    wire [31:0] crc, header;
    wire [4:0] filled;
    packet_receiver dut (
        .clock(clock), .octet(line), .valid(valid), .key(key), .word(word), .resend(resend), .word_valid(word_valid),
        .packet_right(right), .packet_ended(ended), .packet_kind(kind), .packet_round(round), .packet_some(some),
        .packet_sequence(sequence_number), .packet_acknowledged(acknowledged),
        .escaped(escaped), .count(count), .crc(crc), .crc_bits(crc_bits), .crc_bits_left(crc_bits_left), .header(header),
        .filled(filled)
    );

    function automatic [31:0] with_bits(input [31:0] sum, input [7:0] bits, input [3:0] left);
        integer i;
        begin
            with_bits = sum;
            for (i = 0; i < 8; i = i + 1)
                if (i < left) with_bits = `CRC_BIT(with_bits, {31'd0, bits[i]});
        end
    endfunction

    // The definition.
    reg [7:0] length = 0;
    reg after_escape = 0, is_right = 0, has_ended = 0, has_word = 0;
    reg [31:0] sum, head = 0;
    reg [63:0] last = 0, its_word;
    wire is_flag = line == 8'h7e, is_escape = line == 8'h7d && !after_escape;
    wire [7:0] plain = after_escape ? line ^ 8'h20 : line;
    wire takes = valid && !is_flag && !is_escape;
    wire [31:0] start = plain[1:0] == 3 ? 32'hffffffff : key;
    wire [7:0] words = {3'd0, head[12:8]};
    wire [7:0] of_words = (length - 8'd4) >> 3;
    wire [2:0] part = length[2:0] - 3'd4;
    // The byte is the last one of a word.
    wire ends_word = takes && length >= 4 && part == 7 && of_words < words;
    always @(posedge clock) begin
        since <= valid ? 4'd0 : since + (since < 9);
        if (valid) after_escape <= is_escape;
        if (valid && is_flag) length <= 0;
        else if (takes && length != 255) length <= length + 8'd1;
        if (takes) sum <= with_bits(length == 0 ? start : sum, plain, 4'd8);
        if (takes && length < 4) head <= {plain, head[31:8]};
        if (takes && length >= 4) last <= {plain, last[63:8]};
        has_ended <= valid && is_flag;
        is_right <= valid && is_flag && !after_escape && {1'b0, length} == 9'd8 + {1'b0, words[4:0], 3'd0} && sum == 32'hdebb20e3;
        has_word <= ends_word;
    end
    always @* begin
        assert (right == is_right && ended == has_ended && word_valid == has_word);
        if (right) assert (ended && {acknowledged, sequence_number} == head[31:16] && kind == head[1:0] && round == head[5:2]);
        if (right) assert (some == (words != 0));
        if (word_valid) assert (word == last && resend == last[15:0]);
        // For induction.
        assert (since <= 9 && (crc_bits_left == 0 || crc_bits_left + since == 8));
        assert (escaped == after_escape && count == length && header == head);
        if (length != 0) assert (with_bits(crc, crc_bits, crc_bits_left) == sum);
        assert (filled == (length < 4 ? 5'd0 : of_words < words ? of_words[4:0] : words[4:0]));
        // Bytes of the word that is being filled are the last that have come.
        if (length >= 4 && of_words < words && part != 0) assert ((word ^ last) >> (7'd64 - {1'b0, part, 3'd0}) == 0);
        cover (right && words == 0);
    end
endmodule

// Words of packets (hdl/src/link/buffer.rs): those of packets that were taken come out, each once and in order; those of others do not.
module prove_buffer (
    input wire clock,
    input wire [63:0] word,
    input wire comes,
    input wire ends,
    input wire takes,
    input wire clear,
    input wire words_ready
);
    (* anyconst *) reg [5:0] watched;
    wire overrun, room, valid;
    wire [63:0] data, entry;
    wire [5:0] head, tail, next;
    // A packet ends, and is taken if no word of it was lost; or another connection begins with it.
    wire word_valid = comes && !ends, taken = ends && takes && !overrun && !clear;
    link_buffer dut (
        .clock(clock), .word(word), .word_valid(word_valid), .ended(ends), .taken(taken), .overrun(overrun), .room(room),
        .clear(clear), .words_data(data), .words_valid(valid), .words_ready(words_ready),
        .watched(watched[4:0]), .entry(entry), .head(head), .tail(tail), .next(next)
    );
    // Words since the last end; words taken and words gone, modulo 64.
    reg [5:0] came = 0, given = 0, gone = 0;
    reg lost = 0, known = 0, offered_before = 0;
    reg [63:0] value, data_before;
    wire pop = valid && words_ready;
    wire [5:0] ahead = watched - gone, all = given - gone + came;
    always @(posedge clock) begin
        if (ends || clear) begin
            came <= 0;
            lost <= 0;
        end else if (word_valid) begin
            came <= came + !(all == 32);
            lost <= lost | (all == 32);
        end
        if (clear) {given, gone} <= 0;
        else begin
            if (taken) given <= given + came;
            gone <= gone + pop;
        end
        if (clear) known <= 0;
        else if (word_valid && !ends && all != 32 && watched == ((given + came) & 6'd63)) begin
            known <= 1;
            value <= word;
        end else if (pop && ahead == 0) known <= 0;
        else if (ends && !taken && ahead >= given - gone) known <= 0;
        offered_before <= valid && !words_ready && !clear;
        data_before <= data;
    end
    wire [5:0] waiting = given - gone;
    always @* begin
        assume (!clear || ends);
        assert (overrun == lost);
        assert (valid == (waiting != 0));
        if (valid && ahead == 0) assert (known && data == value);
        if (offered_before) assert (valid && data == data_before);
        if (room) assert (waiting <= 16);
        // A whole packet finds room when there is room for one.
        if (room && came < 16) assert (all < 32);
        // For induction.
        assert ({1'b0, waiting} + {1'b0, came} <= 32);
        assert (head == gone && tail == given && next == ((given + came) & 6'd63));
        assert (known == (ahead < all));
        if (known) assert (entry == value);
        cover (pop && ahead == 0 && waiting == 3 && came == 2);
    end
endmodule

// Where a frame ends (hdl/src/link/boundary.rs), beside the system's end of the link as it is (hdl/src/processor/link.rs): the two agree on
// what the next word is, so that a connection begins where the system waits for a header and owes no answer.
module prove_boundary (
    input wire clock,
    input wire [63:0] host_word,
    input wire host_valid,
    input wire answers_ready,
    input wire restart,
    input wire writes_ready,
    input wire reads_ready,
    input wire configure_ready,
    input wire ended,
    input wire [3:0] reason,
    input wire [63:0] memory_word,
    input wire memory_offers,
    input wire [63:0] counted,
    input wire [63:0] check
);
    wire [63:0] up, down, answers;
    wire up_valid, up_ready, down_valid, down_ready, answers_valid, words_ready, ending;
    wire [1:0] mode;
    wire [31:0] left, count, unasked;
    wire full, answered_before;
    wire [3:0] phase;
    link_boundary dut (
        .clock(clock), .words_data(host_word), .words_valid(host_valid), .words_ready(words_ready), .up_data(up),
        .up_valid(up_valid), .up_ready(up_ready), .down_data(down), .down_valid(down_valid), .down_ready(down_ready),
        .answers_data(answers), .answers_valid(answers_valid), .answers_ready(answers_ready), .restart(restart),
        .ending(ending), .mode(mode), .left(left), .full(full), .answered_before(answered_before)
    );
    localparam HEADER = 0, UP = 1, RUN = 2, DOWN = 3;
    localparam S_HEADER = 0, S_WRITE = 1, S_READ = 2, S_RUN = 3, S_PASS = 4, S_ANSWER = 5, S_CYCLES = 6, S_CONFIGURE = 7,
        S_BOUNDS = 8, S_REGIONS = 9, S_COUNTERS = 10, S_COUNTED = 11, S_RUNS = 12, S_CHECK = 13, S_CHECKED = 14;
    // Words of memory come when they were asked for.
    wire [6:0] waits;
    wire offers, ends_run, last;
    wire [7:0] burst;
    wire memory_valid = memory_offers && (phase == S_CHECK ? waits != 0 : count != unasked);
    processor_link system (
        .clock(clock), .up_data(up), .up_valid(up_valid), .up_ready(up_ready), .down_data(down), .down_valid(down_valid),
        .down_ready(down_ready), .writes_ready(writes_ready), .reads_ready(reads_ready), .words_data(memory_word),
        .words_valid(memory_valid), .configure_ready(configure_ready), .counted(counted), .check(check), .fault(2'd0), .fault_tag(24'd0),
        .setup_ended(ended), .setup_reason(reason), .setup_address(24'd0), .mode(phase), .count(count), .last(last), .unasked(unasked), .waits(waits),
        .offers(offers), .ends_run(ends_run), .burst(burst)
    );
    // An answer is counted a cycle after it went.
    wire [31:0] owed = left - answered_before;
    reg was_ending = 0, offered_before = 0;
    reg [63:0] up_before;
    always @(posedge clock) begin
        was_ending <= ending && !restart;
        offered_before <= up_valid && !up_ready;
        up_before <= up;
    end
    always @* begin
        // A connection that is over ends when the system rests.
        if (was_ending && !ending) assert (phase == S_HEADER && !up_valid && !down_valid);
        // The words of the next one do not come before, the answers of the last one do not leave.
        if (ending) assert (!words_ready && !answers_valid);
        // What is sent in place of words is nothing; what is on offer stays.
        if (offered_before) assert (up_valid && up == up_before);
        // For induction: the last word is told with the count.
        if (phase == S_WRITE || phase == S_READ || phase == S_COUNTERS || phase == S_COUNTED) assert (last == (count == 1));
        // An answer has somebody who waits for it.
        if (down_valid || answered_before) assert (mode == DOWN);
        case (mode)
            HEADER: assert (phase == S_HEADER);
            RUN: assert (phase == S_RUN && left == 2 || phase == S_RUNS && left == 1);
            UP: begin
                assert (phase == S_WRITE || phase == S_CONFIGURE || phase == S_BOUNDS || phase == S_REGIONS);
                assert (left == (phase == S_WRITE ? count : phase == S_BOUNDS ? 32'd2 : 32'd1) && left != 0);
            end
            DOWN: if (owed == 0) assert (answered_before && phase == S_HEADER);
            else begin
                assert (phase == S_READ || phase == S_PASS || phase == S_ANSWER || phase == S_CYCLES ||
                    phase == S_COUNTERS || phase == S_COUNTED || phase == S_CHECK || phase == S_CHECKED);
                if (phase == S_READ || phase == S_COUNTERS || phase == S_COUNTED) assert (owed == count);
                else assert (owed == (phase == S_PASS || phase == S_ANSWER ? 32'd2 : 32'd1));
            end
        endcase
        if (phase == S_READ) assert (unasked <= count);
        else if (phase != S_CHECK) assert (unasked == 0);
        if (offers) assert (unasked != 0 && burst == (unasked < 16 ? unasked : 16) && ends_run == (unasked <= 16));
        cover (was_ending && !ending && phase == S_HEADER);
    end
endmodule

// What the host is told (hdl/src/link/session.rs): who was told that there is no room hears of it when there is; each packet of words and
// each question is answered; a number is taken once, in order, only of a connection that was begun.
module prove_session (
    input wire clock,
    input wire right,
    input wire [1:0] kind,
    input wire [3:0] round,
    input wire some,
    input wire [7:0] sequence_number,
    input wire [7:0] acknowledged,
    input wire [63:0] word,
    input wire overrun,
    input wire room,
    input wire ending,
    input wire tells,
    input wire tells_hello
);
    wire taken, restart, gives_back, asks, gap, closed, hello, open, status;
    wire [7:0] given_back, expected;
    wire [31:0] key;
    wire [3:0] last_round;
    wire told_closed, acknowledges, answers, met;
    // Packets say what is due: a hello first.
    wire told = tells && (hello || (open && status) || (open && tells_hello));
    wire told_hello = told && hello, told_status = told && !hello && status && !tells_hello;
    link_session dut (
        .clock(clock), .packet_right(right), .packet_ended(right), .packet_kind(kind), .packet_round(round), .packet_some(some),
        .packet_sequence(sequence_number), .packet_acknowledged(acknowledged), .word(word), .overrun(overrun), .room(room),
        .ending(ending), .taken(taken), .restart(restart), .given_back(given_back), .gives_back(gives_back), .asks(asks),
        .state_key(key), .state_round(last_round), .state_gap(gap), .state_closed(closed), .state_expected(expected),
        .state_hello(hello), .state_open(open), .state_status(status), .state_told(told), .state_told_hello(told_hello),
        .state_told_status(told_status), .told_closed(told_closed), .acknowledges(acknowledges), .answers(answers), .met(met)
    );
    reg said_closed = 0, was_open = 0, owes = 0, asked = 0, greeted = 0, has_key = 0;
    reg [7:0] next = 0;
    reg [31:0] its_key = 0;
    always @(posedge clock) begin
        if (told) said_closed <= closed;
        was_open <= said_closed && !closed && !told && !restart;
        if (restart) owes <= 0;
        else if (right && kind == 1 && open) owes <= 1;
        else if (told) owes <= 0;
        if (restart) asked <= 0;
        else if (right && kind == 2 && open && some) asked <= 1;
        else if (told_status) asked <= 0;
        if (right && kind == 3) greeted <= 1;
        else if (told_hello) greeted <= 0;
        if (restart) next <= 0;
        else next <= next + taken;
        if (restart) {has_key, its_key} <= {1'b1, word[31:0]};
    end
    always @* begin
        if (was_open) assert (status);
        if (owes || asked) assert (status);
        assert (hello == greeted);
        assert (restart == (right && kind == 3 && !(has_key && its_key == word[31:0])));
        if (taken) assert (right && kind == 1 && open && sequence_number == next && !overrun);
        if (right && kind == 1 && open && sequence_number == next && !overrun) assert (taken);
        if (gives_back) assert (right && open && given_back == acknowledged);
        // For induction.
        assert (told_closed == said_closed && expected == next && met == has_key && (!has_key || key == its_key));
        if (owes) assert (acknowledges);
        assert (answers == asked);
        if (was_open) assert (acknowledges);
        if (!has_key) assert (!open && !acknowledges && !answers && !said_closed && !greeted);
        cover (was_open && !owes && !asked);
    end
endmodule

// The packets of the system's words (hdl/src/link/slots.rs): none is written over before the host has it; what is sent is one that is kept, in
// the slot of its number; each is sent without being asked for once, in order.
module prove_slots (
    input wire clock,
    input wire [63:0] word,
    input wire word_valid,
    input wire [7:0] given_back,
    input wire gives_back,
    input wire [15:0] resend,
    input wire asks,
    input wire restart,
    input wire ready,
    input wire [6:0] place,
    input wire idle
);
    wire words_ready, due, settled, writes, closes, closed, full, again, sends_again;
    wire [7:0] sequence_number, next, octet, base, fresh, tail;
    wire [4:0] length, filled;
    wire [2:0] part;
    wire [3:0] chosen;
    wire [15:0] asked;
    wire sent = ready && due && !restart;
    link_slots dut (
        .clock(clock), .words_data(word), .words_valid(word_valid), .words_ready(words_ready), .given_back(given_back),
        .gives_back(gives_back && !restart), .resend(resend), .asks(asks && !restart), .restart(restart), .packet_due(due),
        .packet_sequence(sequence_number), .packet_length(length), .packet_next(next), .packet_settled(settled),
        .packet_byte(octet), .packet_taken(sent), .packet_place(place), .packet_idle(idle), .writes(writes), .closes(closes),
        .closed(closed), .full(full), .again(again), .sends_again(sends_again), .base(base), .fresh(fresh), .tail(tail), .filled(filled), .part(part), .chosen(chosen),
        .asked(asked)
    );
    wire [7:0] kept = tail - base, was_sent = fresh - base, its_place = sequence_number - base;
    always @* begin
        assert (kept <= 16 && was_sent <= kept);
        if (writes) assert (kept < 16 && filled < 16);
        if (closes) assert (kept < 16 && filled != 0);
        if (due) assert (its_place < kept && sequence_number[3:0] == chosen);
        if (due && !sends_again) assert (sequence_number == fresh && fresh != tail && asked == 0);
        if (due && sends_again) assert (its_place < was_sent && again);
        assert (settled == (fresh == tail && asked == 0));
        assert (filled <= 16 && (kept < 16 || filled == 0));
        // A word that is taken enters whole, and before the next one.
        if (part != 0) assert (!words_ready && kept < 16 && filled < 16);
        // For induction.
        assert (kept < 16 || full || closed);
        cover (due && sends_again && kept == 3);
    end
endmodule
