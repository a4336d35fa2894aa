// Four memories: what each becomes on ECP5 is decided by how it is written.
module nested (
    input  wire        clock,
    input  wire        write,
    input  wire [9:0]  address,
    input  wire [15:0] data,
    output reg  [15:0] read
);
    reg [15:0] words [0:1023];
    always @(posedge clock) begin
        if (write) words[address] <= data;
        read <= words[address];
    end
endmodule

module memories (
    input  wire        clock,
    input  wire        write,
    input  wire [9:0]  address,
    input  wire [31:0] data,
    output reg  [31:0] from_block,
    output wire [7:0]  from_distributed,
    output reg  [7:0]  from_flip_flops,
    output wire [15:0] from_nested
);
    nested nested (
        .clock(clock), .write(write), .address(address), .data(data[15:0]), .read(from_nested)
    );

    reg [31:0] block [0:511];
    always @(posedge clock) begin
        if (write) block[address[8:0]] <= data;
        from_block <= block[~address[8:0]];
    end

    reg [7:0] distributed [0:15];
    always @(posedge clock) if (write) distributed[address[3:0]] <= data[7:0];
    assign from_distributed = distributed[address[7:4]];

    // Three writes a cycle: no RAM of the device has as many ports.
    reg [7:0] flip_flops [0:7];
    always @(posedge clock) begin
        if (write) begin
            flip_flops[address[2:0]] <= data[7:0];
            flip_flops[address[5:3]] <= data[15:8];
            flip_flops[address[8:6]] <= data[23:16];
        end
        from_flip_flops <= flip_flops[address[9:7]];
    end
endmodule
