// A board's leaf of lights, state and memory test by the cycle: beats of `drive` are its inputs, those of `seen` its outputs.
module board_status_alone (
    input wire clock,
    input wire drive_valid,
    input wire [35:0] drive_data,
    output wire seen_valid,
    output wire [72:0] seen_data
);
    assign seen_valid = drive_valid;
    board_status status (
        .clock(clock), .button(drive_data[0]), .open(drive_data[1]), .ready(drive_data[2]), .chip_found(drive_data[3]), .size(drive_data[5:4]),
        .tested(drive_data[6]), .errors(drive_data[32:7]), .busy(drive_data[33]), .fault(drive_data[35:34]),
        .leds(seen_data[7:0]), .test(seen_data[8]), .found(seen_data[72:9])
    );
endmodule
