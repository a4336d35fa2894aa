// {{ block }} between registers, on three pins, so that it can be placed and routed alone.

(* blackbox *)
module {{ block }} (
    input wire {{ clock }}
{%- for port in inputs %},
    input wire [{{ port.width - 1 }}:0] {{ port.name }}
{%- endfor %}
{%- for port in outputs %},
    output wire [{{ port.width - 1 }}:0] {{ port.name }}
{%- endfor %}
);
endmodule

module {{ top }} (
    input  wire clock,
    input  wire serial,
    output wire folded
);
{%- if stimulus_bits > 0 %}
    // One long shift register feeds the inputs.
    reg [{{ stimulus_bits - 1 }}:0] stimulus;
{%- if stimulus_bits > 1 %}
    always @(posedge clock) stimulus <= {stimulus[{{ stimulus_bits - 2 }}:0], serial};
{%- else %}
    always @(posedge clock) stimulus <= serial;
{%- endif %}
{%- endif %}
    wire [{{ response_bits - 1 }}:0] response;
    {{ block }} block (
        .{{ clock }}(clock)
{%- for port in inputs %},
        .{{ port.name }}(stimulus[{{ port.low + port.width - 1 }}:{{ port.low }}])
{%- endfor %}
{%- for port in outputs %},
        .{{ port.name }}(response[{{ port.low + port.width - 1 }}:{{ port.low }}])
{%- endfor %}
    );
    // Every output has a register; four of them make one bit of the next level.
    reg [{{ response_bits - 1 }}:0] level0;
    always @(posedge clock) level0 <= response;
{%- for level in levels %}
    reg [{{ level.bits - 1 }}:0] level{{ loop.index }};
    always @(posedge clock) begin
{%- for bit in level.inputs %}
        level{{ level.index }}[{{ loop.index0 }}] <= ^level{{ level.index - 1 }}[{{ bit.high }}:{{ bit.low }}];
{%- endfor %}
    end
{%- endfor %}
    assign folded = level{{ levels.len() }}[0];
endmodule
