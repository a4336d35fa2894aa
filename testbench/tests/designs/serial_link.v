// The serial link by the cycle: a beat of `drive` is what a cycle has at its inputs, one of `seen` what comes out in it. Words for the
// host wait in a queue. The system takes a word when it is `willing`, one after each `renew`.
module serial_link_alone (
    input wire clock,
    input wire [67:0] drive_data,
    input wire drive_valid,
    output wire [69:0] seen_data,
    output wire seen_valid
);
    wire [63:0] word = drive_data[63:0];
    wire push = drive_data[64], willing = drive_data[65], renew = drive_data[66], rx = drive_data[67] | ~drive_valid;
    reg [63:0] waiting [0:63];
    reg [6:0] head = 0, tail = 0;
    reg spent = 0;
    wire [63:0] up_data;
    wire tx, up_valid, down_ready, open;
    wire up_ready = willing & (renew | ~spent) & drive_valid;
    wire some = head != tail;
    always @(posedge clock) begin
        if (drive_valid) spent <= (spent & ~renew) | (up_valid & up_ready);
        if (push & drive_valid) begin
            waiting[tail[5:0]] <= word;
            tail <= tail + 7'd1;
        end
        if (some & down_ready) head <= head + 7'd1;
    end
    assign seen_valid = drive_valid;
    assign seen_data = {open, tx, some & down_ready, up_valid & up_ready, up_valid, 1'b0, up_data};
    serial_link link (
        .clock(clock), .rx(rx), .tx(tx), .up_data(up_data), .up_valid(up_valid), .up_ready(up_ready),
        .down_data(waiting[head[5:0]]), .down_valid(some), .down_ready(down_ready), .found(64'd4096), .open(open)
    );
endmodule
