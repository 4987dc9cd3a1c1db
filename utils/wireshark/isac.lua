-- SPDX-License-Identifier: GPL-2.0-only
--
-- Wireshark dissectors of isac-aigc.
--
-- Frames: captures made with PcapMode=User0 have link type 147 (LINKTYPE_USER0). Each frame begins
-- with the 20-byte MAC header of IsacMacHeader; what follows is handed on by its EtherType.
-- Messages: UDP packets to or from the ports below are told apart by their size: a status report is 62
-- bytes, a request is 24 bytes and the sensed data, content is 32 bytes and as many as it names. Both
-- kinds of capture show them, PcapMode=Raw, too. For another port: -d udp.port==PORT,isac_app.
-- Messages of DA-ISAC, on ports of their own, begin with a byte that says which: -d udp.port==PORT,isac_da.
--
-- Load it for one run:  tshark -X lua_script:utils/wireshark/isac.lua -r file.pcap
-- or for good:          copy it to the folder "Personal Lua Plugins" of Help, About, Folders.
-- As root: some installations set run_user_scripts_when_superuser = false in init.lua, and then load
-- no scripts; run it as an ordinary user there.

-- ---------------------------------------------------------------- MAC header
local mac = Proto("isac", "ISAC radio frame")

local directions = { [0] = "downlink", [1] = "uplink" }
local classes = { [0] = "best effort", [1] = "granted", [2] = "control" }
local types = { [0x0800] = "IPv4", [0x0806] = "ARP", [0x86dd] = "IPv6" }

mac.fields.direction = ProtoField.uint8("isac.direction", "Direction", base.DEC, directions)
mac.fields.class = ProtoField.uint8("isac.class", "Class", base.DEC, classes)
mac.fields.type = ProtoField.uint16("isac.type", "Type", base.HEX, types)
mac.fields.sequence = ProtoField.uint32("isac.sequence", "Sequence number", base.DEC)
mac.fields.destination = ProtoField.ether("isac.dst", "Destination")
mac.fields.source = ProtoField.ether("isac.src", "Source")

local MAC_BYTES = 20

function mac.dissector(buffer, packet, tree)
    if buffer:len() < MAC_BYTES then
        return 0
    end
    packet.cols.protocol = "ISAC"
    packet.cols.dl_src = tostring(buffer(14, 6):ether())
    packet.cols.dl_dst = tostring(buffer(8, 6):ether())
    local direction = directions[buffer(0, 1):uint()] or "unknown direction"
    local class = classes[buffer(1, 1):uint()] or "unknown class"
    local ethertype = buffer(2, 2):uint()
    packet.cols.info = direction .. ", " .. class
    local branch = tree:add(mac, buffer(0, MAC_BYTES))
    branch:append_text(", " .. direction .. ", " .. class)
    branch:add(mac.fields.direction, buffer(0, 1))
    branch:add(mac.fields.class, buffer(1, 1))
    branch:add(mac.fields.type, buffer(2, 2))
    branch:add(mac.fields.sequence, buffer(4, 4))
    branch:add(mac.fields.destination, buffer(8, 6))
    branch:add(mac.fields.source, buffer(14, 6))
    if buffer:len() > MAC_BYTES then
        local payload = buffer(MAC_BYTES):tvb()
        if not DissectorTable.get("ethertype"):try(ethertype, payload, packet, tree) then
            Dissector.get("data"):call(payload, packet, tree)
        end
    end
    return buffer:len()
end

DissectorTable.get("wtap_encap"):add(wtap.USER0, mac)

-- ---------------------------------------------------------------- messages of CAQA-AIGC
local app = Proto("isac_app", "ISAC message")

local PORTS = { 50, 5000 } -- of the examples
local NO_SLOT = 0xffffffff

app.fields.message = ProtoField.string("isac.message", "Message")
app.fields.slot = ProtoField.uint32("isac.slot", "Slot", base.DEC)
app.fields.user = ProtoField.ether("isac.user", "User")
-- status report
app.fields.gain = ProtoField.double("isac.report.gain", "Path gain")
app.fields.interference =
    ProtoField.double("isac.report.interference", "Interference density (W/Hz)")
app.fields.requirement = ProtoField.double("isac.report.requirement", "Requirement")
app.fields.priority = ProtoField.uint32("isac.report.priority", "Priority", base.DEC)
app.fields.last_slot = ProtoField.uint32("isac.report.last_slot", "Slot of the outcome", base.DEC)
app.fields.last_caqa = ProtoField.double("isac.report.last_caqa", "CAQA of the outcome")
app.fields.last_requirement =
    ProtoField.double("isac.report.last_requirement", "Requirement of the outcome")
app.fields.last_bytes =
    ProtoField.uint32("isac.report.last_bytes", "Content of the outcome (byte)", base.DEC)
-- request and content
app.fields.steps = ProtoField.uint16("isac.steps", "Denoising steps", base.DEC)
app.fields.accuracy = ProtoField.double("isac.accuracy", "Accuracy")
app.fields.wanted = ProtoField.uint32("isac.request.bytes", "Content wanted (byte)", base.DEC)
app.fields.sensed = ProtoField.bytes("isac.request.sensed", "Sensed data")
app.fields.total = ProtoField.uint32("isac.content.total", "Size of the content (byte)", base.DEC)
app.fields.offset = ProtoField.uint32("isac.content.offset", "Offset of this piece (byte)", base.DEC)
app.fields.length = ProtoField.uint32("isac.content.length", "Size of this piece (byte)", base.DEC)
app.fields.data = ProtoField.bytes("isac.content.data", "Content")

local REPORT_BYTES, REQUEST_BYTES, CONTENT_BYTES = 62, 24, 32

local function add_report(buffer, branch)
    branch:add(app.fields.gain, buffer(10, 8))
    branch:add(app.fields.interference, buffer(18, 8))
    branch:add(app.fields.requirement, buffer(26, 8))
    branch:add(app.fields.priority, buffer(34, 4))
    if buffer(38, 4):uint() ~= NO_SLOT then
        branch:add(app.fields.last_slot, buffer(38, 4))
        branch:add(app.fields.last_caqa, buffer(42, 8))
        branch:add(app.fields.last_requirement, buffer(50, 8))
        branch:add(app.fields.last_bytes, buffer(58, 4))
    end
end

local function add_content(buffer, branch)
    branch:add(app.fields.total, buffer(10, 4))
    branch:add(app.fields.offset, buffer(14, 4))
    branch:add(app.fields.length, buffer(18, 4))
    branch:add(app.fields.steps, buffer(22, 2))
    branch:add(app.fields.accuracy, buffer(24, 8))
    if buffer:len() > CONTENT_BYTES then
        branch:add(app.fields.data, buffer(CONTENT_BYTES))
    end
end

local function add_request(buffer, branch)
    branch:add(app.fields.steps, buffer(10, 2))
    branch:add(app.fields.wanted, buffer(12, 4))
    branch:add(app.fields.accuracy, buffer(16, 8))
    if buffer:len() > REQUEST_BYTES then
        branch:add(app.fields.sensed, buffer(REQUEST_BYTES))
    end
end

-- A piece of content names its own size, and lies within the whole.
local function is_content(buffer)
    if buffer:len() < CONTENT_BYTES then
        return false
    end
    local total, offset, length =
        buffer(10, 4):uint(), buffer(14, 4):uint(), buffer(18, 4):uint()
    return CONTENT_BYTES + length == buffer:reported_len() and offset + length <= total
end

function app.dissector(buffer, packet, tree)
    local name, add
    if is_content(buffer) then
        name, add = "content", add_content
    elseif buffer:reported_len() == REPORT_BYTES and buffer:len() == REPORT_BYTES then
        name, add = "status report", add_report
    elseif buffer:len() >= REQUEST_BYTES then
        name, add = "generation request", add_request
    else
        return 0
    end
    packet.cols.protocol = "ISAC-APP"
    packet.cols.info = name .. ", slot " .. buffer(0, 4):uint()
    local branch = tree:add(app, buffer())
    branch:append_text(", " .. name)
    branch:add(app.fields.message, buffer(), name):set_generated()
    branch:add(app.fields.slot, buffer(0, 4))
    branch:add(app.fields.user, buffer(4, 6))
    add(buffer, branch)
    return buffer:len()
end

for _, port in ipairs(PORTS) do
    DissectorTable.get("udp.port"):add(port, app)
end

-- ---------------------------------------------------------------- messages of DA-ISAC
local da = Proto("isac_da", "ISAC message of DA-ISAC")

local DA_PORTS = { 4000, 4001 } -- of DaHelper

-- First byte, name, fields in their order. Times are in nanoseconds.
local da_messages = {
    [1] = { "greeting", "user station device east north" },
    [2] = { "plan", "slot packets end device low high power delay" },
    [3] = { "grant", "slot start station low high power behaviour file_size environment" },
    [4] = { "request", "slot user bytes" },
    [5] = { "segment", "slot total offset length asked computed sent" },
    [6] = { "report", "slot user attribute value" },
    [7] = { "score", "slot user segments quality latency score" },
    [8] = { "echo", "station device time range velocity azimuth" },
}
local da_attributes = { [0] = "behaviour", [1] = "file size", [2] = "environment" }

local da_fields = {}
local function define(kind, bytes, ...)
    for _, row in ipairs({ ... }) do
        local name = "isac.da." .. row[1]
        local field
        if kind == "double" or kind == "ether" then
            field = ProtoField[kind](name, row[2])
        else
            field = ProtoField[kind](name, row[2], base.DEC, row[3])
        end
        da_fields[row[1]] = { field, bytes }
        da.fields[row[1]] = field
    end
end
define("uint8", 1, { "attribute", "Attribute", da_attributes })
define("uint16", 2, { "behaviour", "Samples of behaviour" }, { "file_size", "Samples of file size" },
    { "environment", "Samples of environment" })
define("uint32", 4, { "slot", "Slot" }, { "user", "User" }, { "station", "Station" },
    { "packets", "Packets of the plan" }, { "bytes", "Segment wanted (byte)" },
    { "total", "Size of the segment (byte)" }, { "offset", "Offset of this piece (byte)" },
    { "length", "Size of this piece (byte)" }, { "segments", "Segments watched" })
define("int64", 8, { "start", "Start of the slot (ns)" }, { "end", "End of the slot (ns)" },
    { "delay", "Delay of the grant (ns)" }, { "asked", "Asked at (ns)" },
    { "computed", "Computed at (ns)" }, { "sent", "Sent at (ns)" }, { "time", "Time of the echo (ns)" })
define("double", 8, { "east", "East (m)" }, { "north", "North (m)" }, { "low", "Lower edge of the band (Hz)" },
    { "high", "Upper edge of the band (Hz)" }, { "power", "Power (W)" }, { "value", "Value" },
    { "quality", "Mean quality" }, { "latency", "Mean latency (s)" }, { "score", "Score" },
    { "range", "Range (m)" }, { "velocity", "Velocity (m/s)" }, { "azimuth", "Azimuth (degree)" })
define("ether", 6, { "device", "Device" })
local da_message = ProtoField.string("isac.da.message", "Message")
da.fields["message"] = da_message

function da.dissector(buffer, packet, tree)
    local message = buffer:len() > 0 and da_messages[buffer(0, 1):uint()]
    if not message then
        return 0
    end
    packet.cols.protocol = "ISAC-DA"
    packet.cols.info = message[1]
    local branch = tree:add(da, buffer())
    branch:append_text(", " .. message[1])
    branch:add(da_message, buffer(0, 1), message[1])
    local place = 1
    for name in message[2]:gmatch("%S+") do
        local field, bytes = da_fields[name][1], da_fields[name][2]
        if place + bytes > buffer:len() then
            branch:append_text(", cut off")
            return buffer:len()
        end
        branch:add(field, buffer(place, bytes))
        place = place + bytes
    end
    return buffer:len()
end

for _, port in ipairs(DA_PORTS) do
    DissectorTable.get("udp.port"):add(port, da)
end

-- ---------------------------------------------------------------- messages of distributed diffusion
local dd = Proto("isac_dd", "ISAC message of distributed diffusion")

local DD_PORTS = { 60, 61, 62 } -- of DdNetwork

-- First byte, name, fields in their order; what comes as often as said before is in brackets.
-- Times are in nanoseconds.
local dd_messages = {
    [1] = { "poll", "slot" },
    [2] = { "request", "slot user openness conscientiousness extraversion agreeableness neuroticism "
        .. "step_energy budget links prompt_size", "links", "sender gain" },
    [3] = { "plan", "slot group server_steps device_steps longest prompt latent seed deadline" },
    [4] = { "order", "slot group prompt server_steps schedule seed members", "members",
        "user low high power" },
    [5] = { "latent", "slot group prompt taken total offset length begun computed" },
    [6] = { "outcome", "slot user latent wrong bits leak qoe energy waited waited_latent done" },
}

local dd_fields = {}
local function define_dd(kind, bytes, ...)
    for _, row in ipairs({ ... }) do
        local name = "isac.dd." .. row[1]
        local plain = kind == "double" or kind == "ether"
        local field = plain and ProtoField[kind](name, row[2])
            or ProtoField[kind](name, row[2], base.DEC)
        dd_fields[row[1]] = { field, bytes }
        dd.fields[row[1]] = field
    end
end
define_dd("uint8", 1, { "group", "Group of the slot" })
define_dd("uint16", 2, { "server_steps", "Shared steps t_0" }, { "device_steps", "Device steps t_k" },
    { "longest", "Largest t_k of the group" }, { "schedule", "Steps of the schedule N" },
    { "taken", "Shared steps taken now" }, { "links", "Links" }, { "members", "Members" },
    { "prompt_size", "Size of the prompt (byte)" })
define_dd("uint32", 4, { "slot", "Slot" }, { "prompt", "Number of the prompt" },
    { "latent", "Size of the latent (byte)" }, { "total", "Size of the latent (byte)" },
    { "offset", "Offset of this piece (byte)" }, { "length", "Size of this piece (byte)" },
    { "wrong", "Wrong bits" }, { "bits", "Bits of the latent" })
define_dd("uint64", 8, { "seed", "Seed of the noise" })
define_dd("int64", 8, { "deadline", "Deadline (ns)" }, { "begun", "Shared steps begun (ns)" },
    { "computed", "Shared steps done (ns)" }, { "waited", "From poll to plan (ns)" },
    { "waited_latent", "From plan to latent (ns)" }, { "done", "From poll to picture (ns)" })
define_dd("double", 8, { "openness", "Openness" }, { "conscientiousness", "Conscientiousness" },
    { "extraversion", "Extraversion" }, { "agreeableness", "Agreeableness" },
    { "neuroticism", "Neuroticism" }, { "step_energy", "Energy of a step (J)" },
    { "budget", "Energy budget (J)" }, { "gain", "Gain" }, { "low", "Lower edge of the band (Hz)" },
    { "high", "Upper edge of the band (Hz)" }, { "power", "Power (W)" }, { "leak", "Leak" },
    { "qoe", "QoE" }, { "energy", "Energy of the device's steps (J)" })
define_dd("ether", 6, { "user", "User" }, { "sender", "Sender" })
local dd_message = ProtoField.string("isac.dd.message", "Message")
local dd_text = ProtoField.string("isac.dd.text", "Prompt")
local dd_data = ProtoField.bytes("isac.dd.data", "Piece of a latent, bit errors and all")
dd.fields["message"] = dd_message
dd.fields["text"] = dd_text
dd.fields["data"] = dd_data

function dd.dissector(buffer, packet, tree)
    local message = buffer:len() > 0 and dd_messages[buffer(0, 1):uint()]
    if not message then
        return 0
    end
    packet.cols.protocol = "ISAC-DD"
    packet.cols.info = message[1]
    local branch = tree:add(dd, buffer())
    branch:append_text(", " .. message[1])
    branch:add(dd_message, buffer(0, 1), message[1])
    local place = 1
    local values = {}
    -- Adds fields by their names; false where the packet ends before.
    local function add(names)
        for name in names:gmatch("%S+") do
            local field, bytes = dd_fields[name][1], dd_fields[name][2]
            if place + bytes > buffer:len() then
                branch:append_text(", cut off")
                return false
            end
            branch:add(field, buffer(place, bytes))
            if bytes <= 4 then
                values[name] = buffer(place, bytes):uint()
            end
            place = place + bytes
        end
        return true
    end
    if not add(message[2]) then
        return buffer:len()
    end
    for _ = 1, message[3] and values[message[3]] or 0 do
        if not add(message[4]) then
            return buffer:len()
        end
    end
    if place < buffer:len() then
        if message[1] == "request" then
            branch:add(dd_text, buffer(place))
        elseif message[1] == "latent" then
            branch:add(dd_data, buffer(place))
        end
    end
    return buffer:len()
end

for _, port in ipairs(DD_PORTS) do
    DissectorTable.get("udp.port"):add(port, dd)
end
