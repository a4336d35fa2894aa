// Drives the streams of {{ top }} for many cycles a call. Written by harmonia-testbench.
#include <cstdint>
#include <cstdio>
#include <cstring>
{%- if memory.is_some() %}
#include <deque>
{%- endif %}
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
{%- if memory.is_some() %}
#include <vector>
{%- endif %}

#include "verilated.h"
{%- if trace %}
#include "verilated_fst_c.h"
{%- endif %}
#include "Vdesign.h"
#include "Vdesign___024root.h"

// Verilator's own handlers end the process; a design at fault must only end the run.
void vl_fatal(const char*, int, const char*, const char* message) {
    throw std::runtime_error(message ? message : "fatal error in the model");
}
void vl_stop(const char* file, int line, const char*) {
    throw std::runtime_error(std::string("$stop at ") + (file ? file : "?") + ":" + std::to_string(line));
}

namespace {

// The structures below are mirrored in src/ffi.rs.
struct Segment {
    const uint32_t* words;
    uint64_t beats;
};

struct Input {
    const Segment* segments;
    uint64_t segment_count;
    uint64_t stall;  // in 256ths
    uint64_t sent;   // beats, result
};

struct Output {
    uint32_t* words;
    uint64_t room;      // beats
    uint64_t stall;     // in 256ths
    uint64_t received;  // beats, result
};

struct Memory {
    uint64_t* words;
    uint64_t size;     // words
    uint64_t latency;  // cycles, at least 1
    uint64_t word_cycles;  // at least 1
    uint64_t stall;    // in 256ths
    uint64_t seed;
    uint64_t read;     // words, result
    uint64_t written;  // words, result
    uint64_t write;    // result: the request at fault
    uint64_t address;
    uint64_t length;
};

struct Sdram {
    void* model;
    uint32_t (*clock)(void*, uint64_t);
};

struct Run {
    Input* inputs;
    Output* outputs;
    Memory memory;
    Sdram sdram;
    uint64_t seed;
    uint64_t cycle_limit;
    uint64_t idle_limit;
    uint64_t settle_cycles;
    uint64_t cycles;  // result
    uint64_t stream;  // result: index of the stream at fault, inputs and outputs counted apart
    char message[256];
};

enum Outcome : uint32_t { Done, CycleLimit, Idle, ValidDropped, DataChanged, Surplus, OutOfMemory, BadSdram, Fatal };

{%- if memory.is_some() %}

// A request that has moved; of a read, the words it found.
struct Access {
    bool write;
    uint64_t due;  // the first cycle in which it may have the pins
    size_t next;
    std::vector<uint64_t> words;
};

constexpr size_t QUEUE = 8;
constexpr uint64_t MOST_WORDS = 64;
{%- endif %}

struct Model {
    std::unique_ptr<VerilatedContext> context;
    std::unique_ptr<Vdesign> design;
{%- if trace %}
    std::unique_ptr<VerilatedFstC> waveform;
    uint64_t half_cycles = 0;
{%- endif %}
{%- if memory.is_some() %}
    std::deque<Access> accesses;
    uint64_t memory_cycle = 0;
    uint64_t next_word = 0;  // the first cycle that the next word may have
    bool read_offered = false;
    bool request_refused = false;
    uint64_t held_request[5];
{%- endif %}
    // The word that an output offered and we refused in the cycle before: it must still be there.
{%- for stream in outputs %}
{%- if stream.handshake %}
    bool refused_{{ stream.name }} = false;
    uint32_t held_{{ stream.name }}[{{ stream.words }}];
{%- endif %}
{%- endfor %}
};

// xorshift64*, top byte.
struct Random {
    uint64_t state;
    uint64_t next() {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return state * 0x2545F4914F6CDD1DULL;
    }
    bool stalls(uint64_t in_256) { return in_256 != 0 && (next() >> 56) < in_256; }
};

// Walks the segments of an input beat by beat.
struct Source {
    const Segment* segment;
    const Segment* end;
    const uint32_t* words;
    uint64_t left;  // beats of this segment

    explicit Source(const Input& input)
        : segment{input.segments}, end{input.segments + input.segment_count}, words{nullptr}, left{0} {
        enter();
    }
    void enter() {
        for (; segment != end; ++segment) {
            if (segment->beats != 0) {
                words = segment->words;
                left = segment->beats;
                return;
            }
        }
    }
    void advance(size_t words_a_beat) {
        words += words_a_beat;
        if (--left == 0) {
            ++segment;
            enter();
        }
    }
};

inline void half_cycle(Model& model, Vdesign& design) {
    design.eval();
{%- if trace %}
    if (model.waveform) {
        // 100 MHz in the viewer; one time unit is 1 ps.
        model.context->time(model.half_cycles * 5000);
        model.waveform->dump(model.half_cycles * 5000);
    }
    ++model.half_cycles;
{%- else %}
    (void)model;
{%- endif %}
}
{% for stream in inputs %}
inline void drive_{{ stream.name }}(Vdesign___024root& ports, const uint32_t* words) {
{%- if stream.wide %}
    std::memcpy(ports.{{ stream.name }}_data.data(), words, {{ stream.words * 4 }});
{%- if stream.partial %}
    ports.{{ stream.name }}_data[{{ stream.words - 1 }}] &= {{ stream.top_mask }}u;
{%- endif %}
{%- else if stream.words == 2 %}
    ports.{{ stream.name }}_data = uint64_t{words[0]} | uint64_t{words[1] & {{ stream.top_mask }}u} << 32;
{%- else %}
    ports.{{ stream.name }}_data = words[0] & {{ stream.top_mask }}u;
{%- endif %}
}
{% endfor %}
{%- for stream in outputs %}
inline void read_{{ stream.name }}(const Vdesign___024root& ports, uint32_t* words) {
{%- if stream.wide %}
    std::memcpy(words, ports.{{ stream.name }}_data.data(), {{ stream.words * 4 }});
{%- else if stream.words == 2 %}
    words[0] = static_cast<uint32_t>(ports.{{ stream.name }}_data);
    words[1] = static_cast<uint32_t>(ports.{{ stream.name }}_data >> 32);
{%- else %}
    words[0] = ports.{{ stream.name }}_data;
{%- endif %}
}
{% endfor %}
Outcome run(Model& model, Run& run) {
    Vdesign& design = *model.design;
    Vdesign___024root& ports = *design.rootp;
    // Zero is the one state that xorshift never leaves.
    Random random{(run.seed ^ 0x9E3779B97F4A7C15ULL) | 1};
{%- for stream in inputs %}
    Source source_{{ stream.name }}{run.inputs[{{ loop.index0 }}]};
    const uint64_t stall_{{ stream.name }} = run.inputs[{{ loop.index0 }}].stall;
    uint64_t sent_{{ stream.name }} = 0;
    bool valid_{{ stream.name }} = false;
{%- endfor %}
{%- for stream in outputs %}
    uint32_t* words_{{ stream.name }} = run.outputs[{{ loop.index0 }}].words;
    const uint64_t room_{{ stream.name }} = run.outputs[{{ loop.index0 }}].room;
    const uint64_t stall_{{ stream.name }} = run.outputs[{{ loop.index0 }}].stall;
    uint64_t received_{{ stream.name }} = 0;
{%- endfor %}
{%- if let Some(memory) = memory %}
    Memory& memory = run.memory;
    // A stream of its own: a memory's pauses do not move those of the streams.
    Random pauses{(run.seed * 0xD1342543DE82EF95ULL ^ memory.seed ^ 0x9E3779B97F4A7C15ULL) | 1};
    bool memory_idle = model.accesses.empty() && !ports.{{ memory }}_request_valid;
{%- endif %}
    uint64_t cycle = 0;
    uint64_t last_moved = 0;
    uint64_t settled = 0;
    Outcome outcome = Done;
    for (;;) {
        const bool streams_done = true
{%- for stream in inputs %} && source_{{ stream.name }}.left == 0{% endfor %}
{%- for stream in outputs %} && received_{{ stream.name }} == room_{{ stream.name }}{% endfor %};
{%- if memory.is_some() %}
        const bool complete = streams_done && memory_idle;
        if (!complete) settled = 0;
{%- else %}
        const bool complete = streams_done;
{%- endif %}
        if (complete && settled++ >= run.settle_cycles) break;
        if (cycle == run.cycle_limit) { outcome = CycleLimit; break; }
        if (cycle - last_moved == run.idle_limit && !complete) { outcome = Idle; break; }

        // Once offered, a word stays: the harness keeps the rule that it checks.
{%- for stream in inputs %}
        if (!valid_{{ stream.name }}) {
            if (source_{{ stream.name }}.left != 0 && !random.stalls(stall_{{ stream.name }})) {
                drive_{{ stream.name }}(ports, source_{{ stream.name }}.words);
                valid_{{ stream.name }} = true;
            } else if (stall_{{ stream.name }} != 0) {
                // Data without valid is noise, so that a design which looks at it fails.
                uint32_t noise[{{ stream.words }}];
                for (uint32_t& word : noise) word = static_cast<uint32_t>(random.next() >> 32);
                drive_{{ stream.name }}(ports, noise);
            }
            ports.{{ stream.name }}_valid = valid_{{ stream.name }};
        }
{%- endfor %}
{%- for stream in outputs %}
{%- if stream.handshake %}
        const bool ready_{{ stream.name }} = received_{{ stream.name }} < room_{{ stream.name }} && !random.stalls(stall_{{ stream.name }});
        ports.{{ stream.name }}_ready = ready_{{ stream.name }};
{%- endif %}
{%- endfor %}
{%- if let Some(memory) = memory %}
        const bool request_ready = model.accesses.size() < QUEUE && !pauses.stalls(memory.stall);
        ports.{{ memory }}_request_ready = request_ready;
        const bool due = !model.accesses.empty() && model.accesses.front().due <= model.memory_cycle && model.next_word <= model.memory_cycle;
        bool write_done = false;
        if (!model.read_offered) {
            const bool turn = due && !pauses.stalls(memory.stall);
            write_done = turn && model.accesses.front().write;
            model.read_offered = turn && !write_done;
            if (turn) model.next_word = model.memory_cycle + memory.word_cycles;
            if (model.read_offered) {
                ports.{{ memory }}_read_data = model.accesses.front().words[model.accesses.front().next];
            } else if (memory.stall != 0) {
                ports.{{ memory }}_read_data = pauses.next();
            }
            ports.{{ memory }}_read_valid = model.read_offered;
        }
{%- endif %}
{%- if let Some(sdram) = sdram %}
        // The pins are registers: what they are now is what the chip sees at the coming edge. Packed as src/sdram/pins.rs has it.
        const uint64_t pins = uint64_t{ports.{{ sdram }}_cke} | uint64_t{ports.{{ sdram }}_csn} << 1 | uint64_t{ports.{{ sdram }}_rasn} << 2
            | uint64_t{ports.{{ sdram }}_casn} << 3 | uint64_t{ports.{{ sdram }}_wen} << 4 | uint64_t{ports.{{ sdram }}_ba} << 5
            | uint64_t{ports.{{ sdram }}_a} << 7 | uint64_t{ports.{{ sdram }}_dqm} << 20 | uint64_t{ports.{{ sdram }}_d_out} << 32
            | uint64_t{static_cast<uint16_t>(~ports.{{ sdram }}_d_off)} << 48;
        const uint32_t chip = run.sdram.clock(run.sdram.model, pins);
        if (chip >> 31) { outcome = BadSdram; break; }
        ports.{{ sdram }}_d_in = chip & 0xFFFF;
{%- endif %}
        ports.clock = 0;
        half_cycle(model, design);

        bool moved = false;
{%- for stream in inputs %}
        if (valid_{{ stream.name }}{% if stream.handshake %} && ports.{{ stream.name }}_ready{% endif %}) {
            // The word at the ports stays until the clock has risen.
            valid_{{ stream.name }} = false;
            source_{{ stream.name }}.advance({{ stream.words }});
            ++sent_{{ stream.name }};
            moved = true;
        }
{%- endfor %}
{%- for stream in outputs %}
{%- if stream.handshake %}
        if (model.refused_{{ stream.name }}) {
            uint32_t now[{{ stream.words }}];
            read_{{ stream.name }}(ports, now);
            if (!ports.{{ stream.name }}_valid) { outcome = ValidDropped; run.stream = {{ loop.index0 }}; break; }
            if (std::memcmp(now, model.held_{{ stream.name }}, sizeof now) != 0) { outcome = DataChanged; run.stream = {{ loop.index0 }}; break; }
            model.refused_{{ stream.name }} = false;
        }
        if (ports.{{ stream.name }}_valid) {
            if (ready_{{ stream.name }}) {
                read_{{ stream.name }}(ports, words_{{ stream.name }});
                words_{{ stream.name }} += {{ stream.words }};
                ++received_{{ stream.name }};
                moved = true;
            } else {
                if (streams_done) { outcome = Surplus; run.stream = {{ loop.index0 }}; break; }
                read_{{ stream.name }}(ports, model.held_{{ stream.name }});
                model.refused_{{ stream.name }} = true;
            }
        }
{%- else %}
        if (ports.{{ stream.name }}_valid) {
            if (received_{{ stream.name }} == room_{{ stream.name }}) { outcome = Surplus; run.stream = {{ loop.index0 }}; break; }
            read_{{ stream.name }}(ports, words_{{ stream.name }});
            words_{{ stream.name }} += {{ stream.words }};
            ++received_{{ stream.name }};
            moved = true;
        }
{%- endif %}
{%- endfor %}
{%- if let Some(memory) = memory %}
        if (write_done) model.accesses.pop_front();
        if (model.read_offered && ports.{{ memory }}_read_ready) {
            model.read_offered = false;
            ++memory.read;
            Access& access = model.accesses.front();
            if (++access.next == access.words.size()) model.accesses.pop_front();
            moved = moved || !streams_done;
        }
        const bool write = ports.{{ memory }}_request_write;
        // What a read does not use may change.
        const uint64_t request[5] = {
            write, ports.{{ memory }}_request_address, ports.{{ memory }}_request_length,
            write ? uint64_t{ports.{{ memory }}_request_data} : 0, write ? uint64_t{ports.{{ memory }}_request_enables} : 0,
        };
        if (model.request_refused) {
            run.stream = {{ outputs.len() }};
            if (!ports.{{ memory }}_request_valid) { outcome = ValidDropped; break; }
            if (std::memcmp(request, model.held_request, sizeof request) != 0) { outcome = DataChanged; break; }
            model.request_refused = false;
        }
        if (ports.{{ memory }}_request_valid) {
            if (request_ready) {
                const uint64_t address = request[1], length = request[2];
                if (length == 0 || length > (write ? 1 : MOST_WORDS) || address + length > memory.size) {
                    memory.write = write;
                    memory.address = address;
                    memory.length = length;
                    outcome = OutOfMemory;
                    break;
                }
                Access access{write, model.memory_cycle + memory.latency, 0, {}};
                if (write) {
                    uint64_t mask = 0;
                    for (int byte = 0; byte < 8; ++byte) {
                        if (request[4] >> byte & 1) mask |= uint64_t{0xFF} << 8 * byte;
                    }
                    uint64_t& word = memory.words[address];
                    word = (word & ~mask) | (request[3] & mask);
                    ++memory.written;
                } else {
                    access.words.assign(memory.words + address, memory.words + address + length);
                }
                model.accesses.push_back(std::move(access));
                moved = moved || !streams_done;
            } else {
                std::memcpy(model.held_request, request, sizeof request);
                model.request_refused = true;
            }
        }
        memory_idle = model.accesses.empty() && !ports.{{ memory }}_request_valid;
        ++model.memory_cycle;
{%- endif %}
        ports.clock = 1;
        half_cycle(model, design);
        ++cycle;
        if (moved) last_moved = cycle;
    }
{%- for stream in inputs %}
    ports.{{ stream.name }}_valid = 0;
    run.inputs[{{ loop.index0 }}].sent = sent_{{ stream.name }};
{%- endfor %}
{%- for stream in outputs %}
{%- if stream.handshake %}
    ports.{{ stream.name }}_ready = 0;
{%- endif %}
    run.outputs[{{ loop.index0 }}].received = received_{{ stream.name }};
{%- endfor %}
    run.cycles = cycle;
    return outcome;
}

}  // namespace

#define EXPORT extern "C" __attribute__((visibility("default")))

// Memories and registers without an initial value start with bits drawn from `seed`.
EXPORT Model* harmonia_open(uint64_t seed, const char* waveform) {
    try {
        auto model = std::make_unique<Model>();
        model->context = std::make_unique<VerilatedContext>();
        model->context->randReset(2);
        // Verilator takes a positive int, and 0 for "choose one".
        model->context->randSeed(static_cast<int>(seed % 0x7FFFFFFF) + 1);
        model->context->fatalOnError(true);
{%- if trace %}
        model->context->traceEverOn(true);
{%- endif %}
        model->design = std::make_unique<Vdesign>(model->context.get(), "{{ top }}");
{%- if trace %}
        if (waveform != nullptr) {
            model->waveform = std::make_unique<VerilatedFstC>();
            model->design->trace(model->waveform.get(), 99);
            model->waveform->open(waveform);
            if (!model->waveform->isOpen()) return nullptr;
        }
{%- else %}
        (void)waveform;
{%- endif %}
        Vdesign___024root& ports = *model->design->rootp;
        ports.clock = 0;
{%- for stream in inputs %}
        ports.{{ stream.name }}_valid = 0;
{%- endfor %}
{%- for stream in outputs %}
{%- if stream.handshake %}
        ports.{{ stream.name }}_ready = 0;
{%- endif %}
{%- endfor %}
{%- if let Some(memory) = memory %}
        ports.{{ memory }}_request_ready = 0;
        ports.{{ memory }}_read_valid = 0;
{%- endif %}
        half_cycle(*model, *model->design);
        return model.release();
    } catch (const std::exception&) {
        return nullptr;
    }
}

EXPORT void harmonia_close(Model* model) {
{%- if trace %}
    if (model->waveform) model->waveform->close();
{%- endif %}
    model->design->final();
    delete model;
}

EXPORT uint32_t harmonia_run(Model* model, Run* request) {
    try {
        return run(*model, *request);
    } catch (const std::exception& error) {
        std::snprintf(request->message, sizeof request->message, "%s", error.what());
        return Fatal;
    }
}
