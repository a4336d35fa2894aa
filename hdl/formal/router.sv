// Commands of the host go to the engine or to the attention unit, each to one of them, and none begins while the other works.
//
// Of the attention unit is assumed that it takes a command in the cycle in which it starts, and calls itself idle again only some cycles after
// it has sent its last command to the engine, the engine is done and every result is taken. What the sequencer promises (room.sv) is proved
// again, because this proof rests on it.
`default_nettype none

module prove_router (
    input wire clock,
    input wire [63:0] host_command,
    input wire [63:0] own_command,
    input wire host_command_valid,
    input wire own_command_valid,
    input wire attention_done,
    input wire activations_valid,
    input wire completes_block,
    input wire weights_valid,
    input wire kv_valid,
    input wire block_valid,
    input wire takes
);
    wire emit, quiet, enough_room, left, engine_ready, engine_valid, starts, host_ready, own_ready;
    wire [1:0] mode;
    wire [3:0] results, last_results;
    wire [4:0] settling, results_sent, spacing;
    wire sums;
    wire [6:0] room, reserved;
    wire [63:0] engine_command;
    reg attention_idle = 1;
    reg [1:0] peace = 0;
    reg [6:0] owed = 0;
    wire taken = takes && owed != 0;
    router dut (
        .clock(clock), .host_command_data(host_command), .host_command_valid(host_command_valid), .engine_command_ready(engine_ready),
        .engine_quiet(quiet), .attention_command_ready(attention_idle), .own_command_data(own_command), .own_command_valid(own_command_valid),
        .engine_command_data(engine_command), .engine_command_valid(engine_valid), .attention_command_valid(starts),
        .host_command_ready(host_ready), .own_command_ready(own_ready)
    );
    sequencer engine (
        .clock(clock), .command_data(engine_command), .command_valid(engine_valid), .activations_valid(activations_valid), .completes_block(completes_block),
        .weights_valid(weights_valid), .kv_valid(kv_valid), .block_valid(block_valid), .taken(taken), .quiet(quiet),
        .command_ready(engine_ready), .mode(mode), .emit(emit), .enough_room(enough_room), .left(left), .results(results),
        .results_sent(results_sent), .sums(sums), .settling(settling), .last_results(last_results), .spacing(spacing), .room(room), .reserved(reserved)
    );
    localparam IDLE = 0, MULTIPLYING = 2;

    wire at_rest = owed == 0 && mode == IDLE && !own_command_valid;
    reg nothing_owed = 0, emit_before = 0, worked = 0, attended = 0, sums_before = 0;
    reg [6:0] room_before = 64;
    always @(posedge clock) begin
        if (attention_idle && starts) attention_idle <= 0;
        else if (attention_done && at_rest && peace == 3) attention_idle <= 1;
        peace <= !at_rest ? 0 : peace == 3 ? 3 : peace + 1;
        owed <= owed + (emit ? results_sent : 0) - taken;
        sums_before <= sums;
        nothing_owed <= owed == 0 && mode == IDLE;
        emit_before <= emit;
        room_before <= room;
        if (emit) worked <= 1;
        if (own_command_valid && own_ready) attended <= 1;
    end
    always @* begin
        // The claims.
        if (starts) assert (attention_idle && mode == IDLE && owed == 0);
        if (host_command_valid && host_ready) assert (starts != (engine_valid && engine_ready && engine_command == host_command));
        if (starts || (attention_idle && engine_valid && engine_ready)) assert (host_command_valid && host_ready);
        if (own_command_valid && own_ready) assert (!attention_idle && engine_command == own_command);
        // For induction: what room.sv proves.
        assert (owed <= 64);
        if (quiet) assert (nothing_owed);
        assert (room + left + owed == 64 + reserved);
        assert (emit_before ? reserved != 0 && (spacing + 1 == reserved || reserved > 2 && spacing >= 5)
            : reserved == 0);
        assert (results_sent == (sums ? 3 * results : results));
        assert (!results[0] && results <= 8 && !last_results[0] && last_results <= 8 && reserved <= 24);
        if (mode == MULTIPLYING && settling <= 3) assert (sums == sums_before);
        if (mode == MULTIPLYING) assert (last_results >= 2);
        if (enough_room) assert (room_before >= (sums_before ? 32 : 16));
        // Either begins after the other.
        cover (starts && worked);
        cover (attention_idle && engine_valid && engine_ready && attended);
    end
endmodule
