// The records that a query needs lie within their part of the region, and the region within memory.
//
// pages.sv proves that requests are records 0 to N - 1 of a part; here is that the driver's part has that many. The layout is that of
// docs/attention.md (numerics/src/kv/layout.rs, which host/src/kv uses), for a region with room for some groups: the residual, then as
// many low slots as initial window and ring have, but no more than pages, then the pages, of which values have one less. No clock:
// all of it is arithmetic, in two steps.
`default_nettype none

// A query of a group that there is room for needs no more records of a part than it has.
module prove_layout_records #(
    parameter CONTEXT = 8192,
    parameter BLOCKS = 8
) (
    input wire [8:0] room,
    input wire [8:0] init_pages,
    input wire [8:0] local_pages,
    input wire [8:0] group,
    input wire of_values,
    input wire distant
);
    function automatic [9:0] least(input [9:0] a, input [9:0] b);
        least = a < b ? a : b;
    endfunction

    wire [9:0] ring = of_values ? local_pages : local_pages + 1;
    wire [9:0] pages = of_values ? room - 1 : room;
    // A distant query reads its last page's values where COMMIT has put them, for which there must be a page behind.
    wire [9:0] needed = of_values && !distant ? group : group + 1;
    wire [13:0] part = pages * (4 * BLOCKS), low_part = least(pages, init_pages + ring) * (4 * BLOCKS);
    always @* begin
        assume (room <= CONTEXT / 32 && group < room);
        assume (!distant || group + 1 < room);
        assert (needed * (4 * BLOCKS) <= part && part <= CONTEXT);
        assert (least(needed, init_pages + ring) * (4 * BLOCKS) <= low_part && low_part <= CONTEXT);
        cover (needed == CONTEXT / 32);
    end
endmodule

// A record of a part ends before the next part begins, and before memory does.
module prove_layout_words #(
    parameter CONTEXT = 8192
) (
    // Where the part begins, its records, and whether the plane is of 3 bits. An accelerator's memory has 2^24 words.
    input wire [23:0] base,
    input wire [13:0] records,
    input wire low_plane,
    input wire three,
    input wire [13:0] item
);
    wire [4:0] words = low_plane ? (three ? 20 : 16) : (three ? 17 : 21);
    wire [24:0] part_end = base + records * words;
    wire [24:0] item_end = base + (item + 14'd1) * words;
    always @* begin
        assume (records <= CONTEXT && part_end <= 25'h1000000);
        if (item < records) assert (item_end <= part_end);
        cover (item < records && item_end == 25'h1000000);
    end
endmodule
