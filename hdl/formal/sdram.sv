// The SDRAM controller tells the chip nothing too soon, accesses no row but the one that is wanted, and makes refreshes in time, whatever is
// asked of it. The parameters are what the slowest chip wants, in cycles of one clock; the modules are those of that clock, joined as
// hdl/src/memory/sdram/mod.rs joins them.
//
// Commands are seen in the cycle in which they are decided: all of them reach the pins two cycles later. How long power-on takes, what is
// on the data pins and that words are right is simulation's.
`default_nettype none

module prove_sdram #(
    parameter RCD = 0, RP = 0, RAS = 0, RC = 0, RFC = 0, WR = 0, RRD = 0, MRD = 0, BURST = 0, TURN = 0, POSTPONED = 0
) (
    input wire clock,
    input wire request_valid,
    input wire request_write,
    input wire [23:0] request_address,
    input wire [7:0] request_length,
    input wire room
);
    localparam REST = 0, LOOK = 1, CLOSE = 2, OPEN = 3;
    localparam POWER_ON = 0, RESTS = 1, QUIET = 2, CLOSES = 3, REFRESH = 4, MODE = 5;
    wire stop, next_open, current_open, next_valid, current_valid, ahead, access, access_writes, idle, close_all, still, activates;
    wire precharges, refreshes, sets_mode, started, request_ready, is_guess;
    wire [3:0] open;
    wire [1:0] opener;
    wire [2:0] phase;
    wire [14:0] next_row, current_row, successor_row, target;
    wire [12:0] entry;
    wire [7:0] column;
    wire [4:0] due;
    wire [3:0] wait_left;
    sdram_schedule schedule (
        .clock(clock), .requests_valid(request_valid), .requests_write(request_write), .requests_address(request_address),
        .requests_length(request_length), .requests_data(64'd0), .requests_enables(8'd0), .requests_ready(request_ready), .stop(stop),
        .next_open(next_open), .current_open(current_open), .room(room), .next_row(next_row), .next_valid(next_valid),
        .current_row(current_row), .current_valid(current_valid), .successor_row(successor_row), .ahead(ahead), .access(access),
        .access_writes(access_writes), .column(column), .idle(idle)
    );
    // One bank is watched.
    (* anyconst *) reg [1:0] bank;
    sdram_banks banks (
        .clock(clock), .stop(stop), .close_all(close_all), .next_row(next_row), .next_valid(next_valid), .current_row(current_row),
        .current_valid(current_valid), .successor_row(successor_row), .ahead(ahead), .access(access), .access_writes(access_writes),
        .next_open(next_open), .current_open(current_open), .still(still), .activates(activates), .precharges(precharges),
        .target(target), .watched(bank), .entry(entry), .open_0(open[0]), .open_1(open[1]), .open_2(open[2]), .open_3(open[3]),
        .opener(opener), .is_guess(is_guess)
    );
    sdram_refresh refresh (
        .clock(clock), .idle(idle), .still(still), .stop(stop), .close_all(close_all), .refreshes(refreshes), .sets_mode(sets_mode),
        .started(started), .due(due), .phase(phase), .wait_left(wait_left)
    );

    wire opens = activates && target[1:0] == bank;
    wire closes = close_all || (precharges && target[1:0] == bank);
    wire reads = access && !access_writes && current_row[1:0] == bank;
    wire writes = access && access_writes && current_row[1:0] == bank;
    // Cycles since, no more than matter.
    localparam LONG = 15;
    reg [3:0] opened = LONG, closed = LONG, was_read = LONG, was_written = LONG;
    reg [3:0] any_opened = LONG, any_read = LONG, any_access = LONG, refreshed = LONG, mode_set = LONG;
    // The watched bank's row, and how long refreshes have waited that cannot be put off.
    reg is_open = 0;
    reg [12:0] row;
    reg [4:0] waiting = 0;
    reg [3:0] first_refreshes = 0;
    always @(posedge clock) begin
        opened <= opens ? 1 : opened == LONG ? LONG : opened + 1;
        closed <= closes ? 1 : closed == LONG ? LONG : closed + 1;
        was_read <= reads ? 1 : was_read == LONG ? LONG : was_read + 1;
        was_written <= writes ? 1 : was_written == LONG ? LONG : was_written + 1;
        any_opened <= activates ? 1 : any_opened == LONG ? LONG : any_opened + 1;
        any_read <= access && !access_writes ? 1 : any_read == LONG ? LONG : any_read + 1;
        any_access <= access ? 1 : any_access == LONG ? LONG : any_access + 1;
        refreshed <= refreshes ? 1 : refreshed == LONG ? LONG : refreshed + 1;
        mode_set <= sets_mode ? 1 : mode_set == LONG ? LONG : mode_set + 1;
        if (opens) row <= target[14:2];
        is_open <= opens || (is_open && !closes);
        waiting <= started && due >= POSTPONED && !refreshes ? waiting + 1 : 0;
        if (refreshes && first_refreshes != 8) first_refreshes <= first_refreshes + 1;
    end
    wire commands = access || activates || precharges || close_all || refreshes || sets_mode;
    wire wants_next = next_valid && target == next_row, wants_current = current_valid && target == current_row;
    wire here = target[1:0] == bank;
    always @* begin
        // One command at a time, and none too soon.
        assert (access + activates + precharges + close_all + refreshes + sets_mode <= 1);
        if (commands) assert (refreshed >= RFC && mode_set >= MRD);
        if (opens) assert (!is_open && closed >= RP && opened >= RC && any_opened >= RRD && started);
        if (reads || writes) assert (is_open && opened >= RCD && row == current_row[14:2]);
        if (access) assert (any_access >= BURST);
        if (access && access_writes) assert (any_read >= TURN);
        if (closes && is_open) assert (opened >= RAS && was_read >= BURST && was_written >= BURST - 1 + WR);
        if (refreshes || sets_mode) assert (!is_open && closed >= RP && opened >= RC);
        if (sets_mode) assert (first_refreshes == 8);
        // Refreshes that cannot be put off are under way soon, whoever waits for what.
        assert (waiting <= 13 + RP);
        // For induction.
        assert (is_open == open[bank]);
        if (is_open) assert (entry == row);
        assert (phase <= MODE && (phase == POWER_ON ? !started : 1) && stop == (phase != RESTS) && (phase == RESTS ? started : 1));
        if (phase == POWER_ON || phase == REFRESH || phase == MODE) assert (open == 0);
        if (phase == POWER_ON || phase == MODE) assert (!next_open);
        if (phase == REFRESH && wait_left != RP - 1) assert (!next_open);
        if (!started) assert (phase == POWER_ON ? first_refreshes == 0 : first_refreshes + due == 8);
        if (phase == MODE) assert (!started && first_refreshes == 8);
        if (phase != REFRESH && phase != RESTS) assert (wait_left == 0);
        if (phase == RESTS) assert (waiting <= 1 && wait_left == 0);
        if (phase == QUIET) assert (waiting <= 12);
        if (phase == CLOSES) assert (waiting <= 13);
        if (phase == REFRESH && waiting != 0) assert (waiting + wait_left <= 13 + RP);
        // The opener works for the next block or the current one, or for a guess, which neither needs.
        if (stop && phase != QUIET) assert (opener == REST);
        if (opener != REST && !is_guess && here) assert (wants_next || wants_current);
        if (opener == CLOSE && !is_guess && here) assert (wants_next && is_open && row != target[14:2]);
        if (opener == OPEN && here) assert (!is_open);
        if (opener != REST && is_guess && current_valid) assert (current_row[1:0] != target[1:0]);
        if (opener != REST && !is_guess && current_valid && here && current_row[1:0] == bank && !is_open) assert (wants_current);
        if (current_valid && current_row[1:0] == bank && is_open) assert (row == current_row[14:2]);
        if (next_open && next_valid && !stop && next_row[1:0] == bank) assert (is_open && row == next_row[14:2]);
        cover (writes && any_read == TURN && opened < RAS + 4);
        cover (phase == RESTS && first_refreshes == 8 && due == 1);
    end
endmodule
