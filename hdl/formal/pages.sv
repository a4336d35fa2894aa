// Every request of the page address generator is a record, or a channel, of the part that its burst says.
//
// What is proved, for every request of every query and COMMIT, whatever came before:
//
//   burst         request                                               and
//   low plane     [low part + record * low words, + low words)          record < records of the low slots that the query needs
//   high plane    [high part + record * high words, + high words)       record < records of the pages that the query needs
//   residual      [residual + 8 * channel, + 8)                         channel < 32 * blocks
//
// and what the burst says of the beat of ones and of promised places.
//
// A query of group G needs G + 1 pages of keys and G of values, and as many low slots, but no more than initial window and ring have. A
// distant one, whose own group is behind G, needs G + 1 of both and no residual; step 1 of a query in two needs keys alone.
// layout.sv proves that these records lie within their part, wherever a driver puts it.
//
// The driver's contract (docs/attention.md): 1 to 8 blocks, a group within the context, settings that stay as they are from `start`
// until `idle`. Windows, formats and addresses are any. One walk, chosen freely, is watched: its settings are constants of the
// proof. The walks before and after it have any settings at all, so that nothing of them can be left over unnoticed.
//
// Three stages; each takes for granted what the stages before it prove, and nothing else:
//   CONTROL    which page, slot and plane come next; several cycles at a time, because registers need those to settle
//   RECORDS    the number of the record, which registers of the proof count; a task for each number of blocks
//   WORDS      an address is that number times the words of a record
`default_nettype none

`ifdef STAGE_WORDS
`define CONTROL assume
`define RECORDS if (0) assert
`define WORDS assert
`elsif STAGE_RECORDS
`define CONTROL assume
`define RECORDS assert
`define WORDS if (0) assert
`else
`define CONTROL assert
`define RECORDS if (0) assert
`define WORDS if (0) assert
`endif

module prove_pages #(
    parameter CONTEXT = 8192,
    parameter BLOCKS = 8
) (
    input wire clock,
    input wire start,
    input wire choose,
    input wire [167:0] others,
    input wire next_channel,
    input wire request_ready,
    input wire burst_ready
);
`ifdef STAGE_WORDS
    // As wide as an address, so that nothing need be said of how many there are.
    localparam NUMBER = 24;
`else
    localparam NUMBER = 14;
`endif
    // The settings of the watched walk.
    (* anyconst *) reg commit;
    (* anyconst *) reg [10:0] group;
    (* anyconst *) reg [8:0] init_pages, local_pages, near_pages;
    (* anyconst *) reg far, keys_only, distant;
    (* anyconst *) reg [23:0] residual, key_low, value_low, key_high, value_high;
`ifdef STAGE_RECORDS
    wire [3:0] blocks = BLOCKS;
`else
    (* anyconst *) reg [3:0] blocks;
`endif
    (* anyconst *) reg key_three, value_three;
    always @* begin
        assume (1 <= blocks && blocks <= 8);
        assume (group < CONTEXT / 32);
        // Of a query that is not distant the whole local window is near.
        assume (distant ? near_pages < local_pages || far : near_pages == local_pages && !far);
        // Values of a group are there when it is committed, which the last one of a context never is.
        assume (!distant || group + 1 < CONTEXT / 32);
    end

    wire idle;
    reg watched = 0;
    wire watch = idle ? start & choose : watched;
    always @(posedge clock) watched <= watch;

    // The block, with the registers that the proof speaks of, by their names in hdl/src/attention/cache/pages.rs.
    wire request_valid, burst_valid;
    wire [23:0] request_address;
    wire [7:0] request_length;
    wire [5:0] burst;
    wire [2:0] mode;
    wire values, to_residual, high_half, final_page, first_burst;
    wire in_local_window, in_initial_window, ring_begins, ring_full, is_last_page;
    wire [11:0] next_page, page_after, ring_index, ring_next;
    wire [5:0] records_left;
    wire [8:0] channel;
    wire [7:0] low_words, high_words;
    wire [23:0] low_address, ring_address, high_address;
    wire dut_commit, dut_key_three, dut_value_three;
    wire [10:0] dut_group;
    wire [3:0] dut_blocks;
    wire [8:0] dut_init_pages, dut_local_pages, dut_near_pages;
    wire dut_far, dut_keys_only, dut_distant;
    wire [23:0] dut_residual, dut_key_low, dut_value_low, dut_key_high, dut_value_high;
    assign {dut_near_pages, dut_far, dut_keys_only, dut_distant,
            dut_commit, dut_group, dut_blocks, dut_init_pages, dut_local_pages, dut_key_three, dut_value_three,
            dut_residual, dut_key_low, dut_value_low, dut_key_high, dut_value_high}
        = watch ? {near_pages, far, keys_only, distant, commit, group, blocks, init_pages, local_pages, key_three, value_three,
            residual, key_low, value_low, key_high, value_high} : others;
    pages dut (
        .clock(clock), .start(start), .next_channel(next_channel), .request_ready(request_ready), .burst_ready(burst_ready),
        .commit(dut_commit), .group(dut_group), .blocks(dut_blocks), .init_pages(dut_init_pages), .local_pages(dut_local_pages),
        .near_pages(dut_near_pages), .far(dut_far), .keys_only(dut_keys_only), .distant(dut_distant),
        .region_key_three(dut_key_three), .region_value_three(dut_value_three), .region_residual(dut_residual), .region_key_low(dut_key_low),
        .region_value_low(dut_value_low), .region_key_high(dut_key_high), .region_value_high(dut_value_high),
        .request_valid(request_valid), .request_address(request_address), .request_length(request_length),
        .burst_valid(burst_valid), .burst_data(burst), .idle(idle),
        .mode(mode), .values(values), .to_residual(to_residual), .high(high_half), .first(first_burst), .final_page(final_page),
        .in_local_window(in_local_window), .in_initial_window(in_initial_window),
        .ring_begins(ring_begins), .ring_full(ring_full), .is_last_page(is_last_page),
        .next_page(next_page), .page_after(page_after), .ring_index(ring_index), .ring_next(ring_next), .records_left(records_left), .channel(channel),
        .low_words(low_words), .high_words(high_words),
        .low_address(low_address), .ring_address(ring_address), .high_address(high_address)
    );
    localparam LOW = 0, HIGH = 1, RESIDUAL = 2;
    localparam IDLE = 0, SETTLE = 1, ENTER = 2, RECORDS = 3, CHANNELS = 4, WAIT = 5;
    wire [1:0] kind = burst[1:0];
    wire both = burst[2], says_ones = burst[4], says_promised = burst[5];

    // What the query needs of keys or values, in pages; and their planes.
    wire [9:0] count = values && !distant ? group : group + 1;
    wire [9:0] ring = values ? local_pages : local_pages + 1;
    wire [9:0] slots = count < init_pages + ring ? count : init_pages + ring;
    wire [5:0] page_records = 4 * blocks;
    wire three = values ? value_three : key_three;
    wire [23:0] low_base = values ? value_low : key_low;
    wire [23:0] high_base = values ? value_high : key_high;
    function automatic [23:0] low(input is_three, input [NUMBER-1:0] records);
        low = is_three ? records * 20 : records * 16;
    endfunction
    function automatic [23:0] high(input is_three, input [NUMBER-1:0] records);
        high = is_three ? records * 17 : records * 21;
    endfunction

    // Records, and their words, counted beside the addresses.
    reg [NUMBER-1:0] low_record = 0, high_record = 0, ring_record = 0;
    reg [23:0] low_offset = 0, high_offset = 0, ring_offset = 0;
    always @(posedge clock) begin
        if (mode == SETTLE) {low_record, high_record, low_offset, high_offset} <= 0;
        if (burst_valid && kind == HIGH) begin
            low_record <= low_record + 1;
            high_record <= high_record + 1;
            low_offset <= low_offset + low(three, 1);
            high_offset <= high_offset + high(three, 1);
        end
        if (mode == ENTER && next_page == init_pages) begin
            ring_record <= low_record;
            ring_offset <= low_offset;
        end
        if (mode == ENTER && next_page > init_pages && ring_index + 1 == ring) begin
            low_record <= ring_record;
            low_offset <= ring_offset;
        end
    end

    // The property. A request follows its burst, and may wait until after its walk.
    reg claimed = 0, of_values;
    reg [1:0] claim;
    reg [NUMBER-1:0] item, items;
    reg [23:0] offset;
    always @(posedge clock) if (burst_valid) begin
        claimed <= watch;
        claim <= kind;
        of_values <= values;
        offset <= kind == RESIDUAL ? {channel, 3'd0} : kind == LOW ? low_offset : high_offset;
        item <= kind == RESIDUAL ? channel : kind == LOW ? low_record : high_record;
        items <= kind == RESIDUAL ? 32 * blocks : (kind == LOW ? slots : count) * page_records;
    end
    wire claims_three = of_values ? value_three : key_three;
    always @* if (request_valid && claimed) begin
        `CONTROL (claim <= RESIDUAL);
        `RECORDS (item < items);
        if (claim == LOW) begin
            `WORDS (request_length == low(claims_three, 1) && offset == low(claims_three, item));
            `WORDS (request_address == (of_values ? value_low : key_low) + offset);
        end
        if (claim == HIGH) begin
            `WORDS (request_length == high(claims_three, 1) && offset == high(claims_three, item));
            `WORDS (request_address == (of_values ? value_high : key_high) + offset);
        end
        if (claim == RESIDUAL) begin
            `WORDS (request_length == 8 && offset == {item, 3'd0});
            `WORDS (request_address == residual + offset);
        end
    end

    // The beat of ones comes before every page of values and before the residual's fresh ones; places for the beats of two channels of the
    // residual are promised with the first of them. A COMMIT makes no beats.
    always @* if (watched && burst_valid) begin
        `CONTROL (says_ones == (!commit && (kind == RESIDUAL ? channel == 0
            : values && records_left == page_records && (kind == LOW || !both))));
        if (kind == RESIDUAL) `CONTROL (says_promised == (commit || channel[0]));
    end

    // What holds in every cycle of a walk, so that the property does. Until ENTER, `next_page` is the page to come.
    wire [9:0] page = next_page - 1;
    wire [9:0] slot = page < init_pages ? page : init_pages + ring_index;
    // Without a ring nothing reads low planes behind the initial window, and their address means nothing.
    wire stored = next_page == 0 || page < init_pages || ring != 0;
    always @* if (watched && !idle) begin
        `CONTROL (mode <= WAIT);
        if (mode == SETTLE) begin
            `CONTROL (next_page == 0);
            `CONTROL (to_residual || count != 0);
        end
        if (mode == ENTER) begin
            // All of this has settled.
            `CONTROL (next_page < count && page_after == next_page + 1);
            `CONTROL (ring_next == ring_index + 12'd1);
            `CONTROL (is_last_page == (next_page + 1 == count));
            `CONTROL (in_initial_window == (next_page < init_pages));
            `CONTROL (in_local_window == (next_page + near_pages >= group && !far));
            `CONTROL (ring_begins == (next_page == init_pages));
            if (next_page > init_pages) `CONTROL (ring_full == (ring_index + 1 == ring));
            `RECORDS (high_record == next_page * page_records);
            if (next_page == 0) `RECORDS (low_record == 0);
            else if (stored) `RECORDS (low_record == (slot + 1) * page_records);
        end
        if (mode == RECORDS) begin
            `CONTROL (1 <= next_page && next_page <= count);
            `CONTROL (final_page == (next_page == count));
            `CONTROL (both == (page < init_pages || page + near_pages >= group && !far));
            `CONTROL (high_half || both);
            `CONTROL (1 <= records_left && records_left <= page_records);
            `CONTROL (first_burst == (records_left == page_records && high_half != both));
            `RECORDS (high_record + records_left == next_page * page_records);
            if (stored) `RECORDS (low_record + records_left == (slot + 1) * page_records);
        end
        if (mode == ENTER || mode == RECORDS) begin
            `CONTROL (!to_residual && !commit && count != 0 && !(values && keys_only));
            `CONTROL (low_words == low(three, 1) && high_words == high(three, 1));
            `WORDS (high_offset == high(three, high_record));
            `WORDS (high_address == high_base + high_offset);
            if (stored) `WORDS (low_offset == low(three, low_record));
            if (stored) `WORDS (low_address == low_base + low_offset);
        end
        if (mode == ENTER ? next_page > init_pages : mode == RECORDS && page >= init_pages) begin
            `CONTROL (ring_index <= page - init_pages);
            if (stored) `CONTROL (ring_index < ring && slot < slots);
            `RECORDS (ring_record == init_pages * page_records);
            `WORDS (ring_offset == low(three, ring_record));
            `WORDS (ring_address == low_base + ring_offset);
        end
        if (mode == CHANNELS || mode == WAIT) begin
            `CONTROL (to_residual && (commit || mode == CHANNELS && !distant && !keys_only));
            `CONTROL (values != commit && first_burst == (channel == 0));
            `CONTROL (channel < 32 * blocks);
            `WORDS (high_address == residual + {channel, 3'd0});
        end
    end

    // The contract can be kept: requests of every kind come, and the ring turns. Nothing stalls, and one walk is enough.
`ifdef REACH
    always @* begin
        assume (start && choose && request_ready && burst_ready && next_channel);
        assume (group == 2 && init_pages == 0 && local_pages == 1 && !keys_only && !distant);
    end
`endif
    always @* if (request_valid && claimed) begin
        cover (claim == LOW && of_values && ring_index == 0 && item != 0);
        cover (claim == HIGH && of_values && item == 2 * page_records - 1);
        cover (claim == RESIDUAL && !commit);
        cover (claim == RESIDUAL && commit && item == 2);
    end
    always @* cover (watch && mode == ENTER && next_page == 2 && ring_full);
endmodule
