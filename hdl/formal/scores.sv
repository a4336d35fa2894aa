// Writes and reads of the score buffer stay within the groups that the query sees, so within the context.
//
// `score_control` deals the engine's results to addresses, `softmax_control` reads them back. Both are started by the controller with a group within
// the context, which stays until the phase is over; results come in any cycles and in any number.
`default_nettype none

// Scores are written at addresses below 32 * (group + 1).
module prove_score_control #(
    parameter CONTEXT = 8192
) (
    input wire clock,
    input wire start,
    input wire [10:0] group,
    input wire [15:0] position,
    input wire [1:0] last_query,
    input wire result_valid
);
    wire active, half;
    wire [1:0] row;
    wire [14:0] pair;
    wire [3:0] rows;
    wire [13:0] address;
    score_control dut (
        .clock(clock), .start(start), .group(group), .position(position), .last_query(last_query), .keys_only(1'b0), .result(34'd0),
        .result_valid(result_valid), .rows(rows), .address(address), .active(active), .half(half), .row(row), .pair(pair)
    );

    // The driver's contract. A command's fields stand in registers long before it starts.
    reg [10:0] group_before;
    reg running = 0;
    always @(posedge clock) begin
        group_before <= group;
        running <= start | active;
    end
    always @* begin
        assume (group < CONTEXT / 32);
        if (start || active || running) assume (group == group_before);
    end

    wire [14:0] last_pair = 16 * group + 15;
    always @* begin
        if (active) assert (pair <= last_pair);
        // A phase ends with the second result of the last row: the next one begins with the first of row 0.
        if (!active) assert (!half && row == 0);
        if (rows != 0) assert (address < 32 * (group_before + 1) && address < CONTEXT);
        cover (rows != 0 && address == 32 * (group_before + 1) - 1 && group_before == 1);
    end
endmodule

// Scores are read at addresses below 32 * (group + 1).
module prove_softmax_control #(
    parameter CONTEXT = 8192
) (
    input wire clock,
    input wire start,
    input wire [10:0] group,
    input wire [15:0] position,
    input wire [1:0] last_query,
    input wire lanes_valid,
    input wire taken
);
    wire read, offers;
    wire [13:0] read_address;
    wire [15:0] token;
    softmax_control dut (
        .clock(clock), .start(start), .group(group), .position(position), .last_query(last_query), .lanes_valid(lanes_valid),
        .taken(taken), .read(read), .read_address(read_address), .offers(offers), .token(token)
    );

    // The contract: the phase starts when it is not under way; the weights of a group come once, after its 32 reads; they are taken
    // while they are offered, not in two cycles that follow each other (hdl/src/attention/query/activation_merge.rs takes eight beats of them).
    reg [10:0] group_before;
    // What comes and what is taken acts a cycle later.
    reg running = 0, waiting = 0, came_before = 0, taken_before = 0;
    always @(posedge clock) begin
        group_before <= group;
        if (start) running <= 1;
        // The reads of a group are over, and its weights still to come.
        waiting <= read | (waiting & ~lanes_valid);
        came_before <= lanes_valid;
        taken_before <= taken;
    end
    always @* begin
        assume (group < CONTEXT / 32);
        if (running) assume (group == group_before || start);
        if (start) assume (!read && !waiting && !offers && !lanes_valid && !came_before);
        if (lanes_valid) assume (waiting && !read && !offers);
        if (taken) assume (offers && !taken_before);
    end

    always @* begin
        if (!running) assert (token == 0 && !read && !waiting && !offers && !came_before);
        if (came_before) assert (!read && !waiting && !offers);
        // `token` is that of the next group already while weights are offered.
        assert (read ? !offers : token[4:0] == 0);
        assert (token <= 32 * (group_before + 1));
        if (taken_before) assert (offers);
        if (read) assert (read_address < 32 * (group + 1) && read_address < CONTEXT);
        cover (read && read_address == 32 * (group + 1) - 1 && group == 1);
    end
endmodule
