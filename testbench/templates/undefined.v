// Drives the streams of {{ top }} and reports what is undefined where it counts. Written by
// harmonia-testbench for Icarus.
`timescale 1ns / 1ps
module undefined_check;
    reg clock = 1'b0;
    integer cycle;
    integer seed = {{ seed }};
{%- for stream in inputs %}

    reg  {{ stream.name }}_valid = 1'b0;
{%- if stream.handshake %}
    wire {{ stream.name }}_ready;
{%- else %}
    wire {{ stream.name }}_ready = 1'b1;
{%- endif %}
    reg  {{ stream.name }}_taken;
    reg  [{{ stream.width - 1 }}:0] {{ stream.name }}_data;
    reg  [{{ stream.width - 1 }}:0] {{ stream.name }}_beats [0:{{ stream.beats }}];
    integer {{ stream.name }}_next = 0;
    integer {{ stream.name }}_reported = 0;
{%- endfor %}
{%- for stream in outputs %}

    wire {{ stream.name }}_valid;
    reg  {{ stream.name }}_ready = 1'b1;
    wire [{{ stream.width - 1 }}:0] {{ stream.name }}_data;
    integer {{ stream.name }}_count = 0;
    integer {{ stream.name }}_reported = 0;
{%- endfor %}

    {{ top }} dut (
        .clock(clock)
{%- for stream in inputs %},
        .{{ stream.name }}_valid({{ stream.name }}_valid)
{%- if stream.handshake %},
        .{{ stream.name }}_ready({{ stream.name }}_ready)
{%- endif %},
        .{{ stream.name }}_data({{ stream.name }}_data)
{%- endfor %}
{%- for stream in outputs %},
        .{{ stream.name }}_valid({{ stream.name }}_valid)
{%- if stream.handshake %},
        .{{ stream.name }}_ready({{ stream.name }}_ready)
{%- endif %},
        .{{ stream.name }}_data({{ stream.name }}_data)
{%- endfor %}
    );

    initial begin
{%- for stream in inputs %}
{%- if stream.beats > 0 %}
        $readmemh("{{ stream.name }}.hex", {{ stream.name }}_beats, 0, {{ stream.beats - 1 }});
{%- endif %}
{%- endfor %}
        for (cycle = 0; cycle < {{ cycles }}; cycle = cycle + 1) begin
{%- for stream in inputs %}
            if (!{{ stream.name }}_valid) begin
                if ({{ stream.name }}_next < {{ stream.beats }} && ($random(seed) & 255) >= {{ stream.stall }}) begin
                    {{ stream.name }}_valid = 1'b1;
                    {{ stream.name }}_data = {{ stream.name }}_beats[{{ stream.name }}_next];
                end else begin
                    // Data without valid mean nothing, so they are nothing.
                    {{ stream.name }}_data = { {{ stream.width }}{1'bx} };
                end
            end
{%- endfor %}
{%- for stream in outputs %}
{%- if stream.handshake %}
            {{ stream.name }}_ready = ($random(seed) & 255) >= {{ stream.stall }};
{%- endif %}
{%- endfor %}
            #1;
{%- for stream in inputs %}
            if (^{{ stream.name }}_ready === 1'bx && {{ stream.name }}_reported < {{ limit }}) begin
                $display("undefined {{ stream.name }} ready %0d %b", cycle, {{ stream.name }}_ready);
                {{ stream.name }}_reported = {{ stream.name }}_reported + 1;
            end
            {{ stream.name }}_taken = {{ stream.name }}_valid && {{ stream.name }}_ready === 1'b1;
{%- endfor %}
{%- for stream in outputs %}
            if (^{{ stream.name }}_valid === 1'bx && {{ stream.name }}_reported < {{ limit }}) begin
                $display("undefined {{ stream.name }} valid %0d %b", cycle, {{ stream.name }}_valid);
                {{ stream.name }}_reported = {{ stream.name }}_reported + 1;
            end
            if ({{ stream.name }}_valid === 1'b1) begin
                if (^{{ stream.name }}_data === 1'bx && {{ stream.name }}_reported < {{ limit }}) begin
                    $display("undefined {{ stream.name }} data %0d %b", cycle, {{ stream.name }}_data);
                    {{ stream.name }}_reported = {{ stream.name }}_reported + 1;
                end
                if ({{ stream.name }}_ready) {{ stream.name }}_count = {{ stream.name }}_count + 1;
            end
{%- endfor %}
            #1 clock = 1'b1;
            #1;
{%- for stream in inputs %}
            if ({{ stream.name }}_taken) begin
                {{ stream.name }}_next = {{ stream.name }}_next + 1;
                {{ stream.name }}_valid = 1'b0;
            end
{%- endfor %}
            #1 clock = 1'b0;
        end
{%- for stream in inputs %}
        $display("beats {{ stream.name }} %0d", {{ stream.name }}_next);
{%- endfor %}
{%- for stream in outputs %}
        $display("beats {{ stream.name }} %0d", {{ stream.name }}_count);
{%- endfor %}
        $display("end of check");
        $finish;
    end
endmodule
