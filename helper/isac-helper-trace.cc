/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Captures and traces that an IsacHelper writes.
 */

#include "isac-helper.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

#include <sstream>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param file gets IP packets, without MAC header
 * @param frame MAC header first
 */
void
WriteRaw(Ptr<PcapFileWrapper> file, Ptr<const Packet> frame)
{
    constexpr uint16_t IPV4 = 0x0800;
    constexpr uint16_t IPV6 = 0x86dd;
    IsacMacHeader header;
    Ptr<Packet> packet = frame->Copy();
    packet->RemoveHeader(header);
    if (header.protocol == IPV4 || header.protocol == IPV6)
    {
        file->Write(Simulator::Now(), packet);
    }
}

/**
 * @param file gets whole frames
 * @param frame MAC header first
 */
void
WriteFrame(Ptr<PcapFileWrapper> file, Ptr<const Packet> frame)
{
    file->Write(Simulator::Now(), frame);
}

} // namespace

void
IsacHelper::EnablePcapInternal(std::string prefix,
                               Ptr<NetDevice> device,
                               bool /* promiscuous: the device hears its own frames only */,
                               bool explicitFilename)
{
    const auto isac = DynamicCast<IsacNetDevice>(device);
    if (!isac)
    {
        return; // EnablePcapAll() asks for every device of every kind
    }
    StringValue mode; // EnumValue is a template in newer releases
    isac->GetAttribute("PcapMode", mode);
    const bool raw = mode.Get() == "Raw";
    PcapHelper pcap;
    const std::string name = explicitFilename ? prefix : pcap.GetFilenameFromDevice(prefix, device);
    // Newer releases name link types; the numbers are IANA's and stay.
    constexpr uint32_t LINKTYPE_RAW = 101;
    constexpr uint32_t LINKTYPE_USER0 = 147;
    const auto file =
        pcap.CreateFile(name,
                        std::ios::out,
                        static_cast<PcapHelper::DataLinkType>(raw ? LINKTYPE_RAW : LINKTYPE_USER0));
    isac->GetMac()->TraceConnectWithoutContext("Sniffer",
                                               raw ? MakeBoundCallback(&WriteRaw, file)
                                                   : MakeBoundCallback(&WriteFrame, file));
}

void
IsacHelper::EnableAsciiInternal(Ptr<OutputStreamWrapper> stream,
                                std::string prefix,
                                Ptr<NetDevice> device,
                                bool explicitFilename)
{
    const auto isac = DynamicCast<IsacNetDevice>(device);
    if (!isac)
    {
        return; // EnableAsciiAll() asks for every device of every kind
    }
    Packet::EnablePrinting();
    AsciiTraceHelper ascii;
    const Ptr<IsacMac> mac = isac->GetMac();
    if (!stream)
    {
        const std::string name =
            explicitFilename ? prefix : ascii.GetFilenameFromDevice(prefix, device);
        const auto file = ascii.CreateFileStream(name);
        mac->TraceConnectWithoutContext(
            "MacTx",
            MakeBoundCallback(&AsciiTraceHelper::DefaultEnqueueSinkWithoutContext, file));
        mac->TraceConnectWithoutContext(
            "MacTxDrop",
            MakeBoundCallback(&AsciiTraceHelper::DefaultDropSinkWithoutContext, file));
        mac->TraceConnectWithoutContext(
            "MacRx",
            MakeBoundCallback(&AsciiTraceHelper::DefaultReceiveSinkWithoutContext, file));
        return;
    }
    std::ostringstream path;
    path << "/NodeList/" << device->GetNode()->GetId() << "/DeviceList/" << device->GetIfIndex()
         << "/$ns3::isac::IsacNetDevice/Mac/";
    mac->TraceConnect("MacTx",
                      path.str() + "MacTx",
                      MakeBoundCallback(&AsciiTraceHelper::DefaultEnqueueSinkWithContext, stream));
    mac->TraceConnect("MacTxDrop",
                      path.str() + "MacTxDrop",
                      MakeBoundCallback(&AsciiTraceHelper::DefaultDropSinkWithContext, stream));
    mac->TraceConnect("MacRx",
                      path.str() + "MacRx",
                      MakeBoundCallback(&AsciiTraceHelper::DefaultReceiveSinkWithContext, stream));
}

} // namespace isac
} // namespace ns3
