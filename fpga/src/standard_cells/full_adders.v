// Yosys' full adders ($fa, of carry-save arrays) as cells of the library, which ABC does not find in gates.
//
// A bit with a constant among its inputs is gates, and may give others constants: what it says is repeated until none is left.
// Then, with CELLS defined, what remains are cells.
(* techmap_celltype = "$fa" *)
module _80_full_adders (A, B, C, X, Y);
  parameter WIDTH = 1;
  parameter _TECHMAP_CONSTMSK_A_ = 0;
  parameter _TECHMAP_CONSTMSK_B_ = 0;
  parameter _TECHMAP_CONSTMSK_C_ = 0;
  localparam [WIDTH-1:0] CONSTANT = _TECHMAP_CONSTMSK_A_ | _TECHMAP_CONSTMSK_B_ | _TECHMAP_CONSTMSK_C_;
  input [WIDTH-1:0] A, B, C;
  output [WIDTH-1:0] X, Y;
`ifndef CELLS
  wire _TECHMAP_FAIL_ = WIDTH == 1 && !CONSTANT;
`endif
  genvar i;
  generate
    for (i = 0; i < WIDTH; i = i + 1) begin : bits
`ifdef CELLS
      FAX1 adder (.A(A[i]), .B(B[i]), .C(C[i]), .YC(X[i]), .YS(Y[i]));
`else
      if (CONSTANT[i]) begin
        assign Y[i] = A[i] ^ B[i] ^ C[i];
        assign X[i] = (A[i] & B[i]) | (A[i] & C[i]) | (B[i] & C[i]);
      end else begin
        \$fa #(.WIDTH(1)) adder (.A(A[i]), .B(B[i]), .C(C[i]), .X(X[i]), .Y(Y[i]));
      end
`endif
    end
  endgenerate
endmodule
