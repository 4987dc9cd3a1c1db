/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TEST_LATENT_H
#define ISAC_TEST_LATENT_H

#include "isac-test-cell.h"

#include "ns3/double.h"
#include "ns3/isac-uncoded-error-model.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{
namespace test
{

/// A constellation and the name of its attribute value.
struct NamedModulation
{
    Modulation modulation; //!< constellation
    std::string name;      //!< in attributes
};

/// All of them.
inline const std::vector<NamedModulation> MODULATIONS = {{Modulation::BPSK, "Bpsk"},
                                                         {Modulation::QPSK, "Qpsk"},
                                                         {Modulation::QAM16, "Qam16"},
                                                         {Modulation::QAM64, "Qam64"}};

/**
 * @param modulation constellation
 * @param probability of a bit error
 * @return SINR at which it has that, by bisection
 */
inline double
SnrFor(Modulation modulation, double probability)
{
    double low = 1e-9;
    double high = 1e6;
    for (int i = 0; i < 200; ++i)
    {
        const double middle = std::sqrt(low * high);
        (BitErrorProbability(modulation, middle) > probability ? low : high) = middle;
    }
    return high;
}

/**
 * @param count of bits
 * @param probability of each
 * @return five standard deviations of how many there are: missed once in 1.7 million
 */
inline double
FiveSigma(double count, double probability)
{
    return 5.0 * std::sqrt(count * probability * (1.0 - probability));
}

/**
 * @param bytes how many
 * @param seed which
 * @return bytes that look random
 */
inline std::vector<uint8_t>
MakeBytes(uint32_t bytes, uint32_t seed)
{
    std::vector<uint8_t> made(bytes);
    uint32_t state = 2654435761u * (seed + 1);
    for (uint8_t& byte : made)
    {
        state = 1664525u * state + 1013904223u;
        byte = state >> 24;
    }
    return made;
}

/**
 * @param bytes how many
 * @param seed which
 * @param tagged whether bit errors are tolerated
 * @return a packet of MakeBytes()
 */
inline Ptr<Packet>
MakeLatent(uint32_t bytes, uint32_t seed, bool tagged = true)
{
    const std::vector<uint8_t> data = MakeBytes(bytes, seed);
    auto packet = Create<Packet>(data.data(), bytes);
    if (tagged)
    {
        packet->AddByteTag(IsacErrorToleranceTag());
    }
    return packet;
}

/**
 * @param packet any
 * @return its bytes
 */
inline std::vector<uint8_t>
BytesOf(Ptr<const Packet> packet)
{
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), bytes.size());
    return bytes;
}

/**
 * @param sent bytes
 * @param received as many
 * @return bits that differ, counted from the first
 */
inline std::vector<uint32_t>
Differences(const std::vector<uint8_t>& sent, const std::vector<uint8_t>& received)
{
    std::vector<uint32_t> bits;
    for (uint32_t i = 0; i < 8 * sent.size(); ++i)
    {
        const uint8_t mask = 0x80 >> (i % 8);
        if ((sent[i / 8] ^ received[i / 8]) & mask)
        {
            bits.push_back(i);
        }
    }
    return bits;
}

/**
 * @brief A burst of frames with the payloads given, numbered from 0.
 * @param cell its base station sends to its first user
 * @param power [W]
 * @param payloads MAC headers are added to copies
 * @return the burst
 */
inline Ptr<IsacBurst>
MakeLatentBurst(const TestCell& cell, double power, const std::vector<Ptr<Packet>>& payloads)
{
    const Ptr<IsacPhy> phy = cell.Device(1)->GetPhy();
    const IsacBand band = phy->GetRxBand();
    auto burst = MakeBurst(cell.Address(0), cell.Address(1), band, power, 1.0, {});
    burst->rate = phy->GetRate(band.Width(), cell.phy->GetLinkGain(phy), power, 0.0);
    double end = 0.0;
    for (uint32_t i = 0; i < payloads.size(); ++i)
    {
        IsacMacHeader header;
        header.source = cell.Address(0);
        header.destination = cell.Address(1);
        header.sequence = i;
        header.protocol = PROTOCOL;
        auto frame = payloads[i]->Copy();
        frame->AddHeader(header);
        end += 8.0 * frame->GetSize() / burst->rate;
        burst->packets.push_back(frame);
        burst->ends.push_back(Seconds(end));
    }
    return burst;
}

/**
 * @param cell with a user
 * @param snr wanted at its first user, without fading and interference
 * @param distance of the user [m]
 * @return power to send with [W]
 */
inline double
PowerFor(const TestCell& cell, double snr, double distance)
{
    return snr * NoiseDensity() * cell.Device(1)->GetPhy()->GetRxBand().Width() /
           PathGain(distance);
}

/// What a radio with an IsacUncodedErrorModel hands up, instead of to its MAC.
class LatentReceiver
{
  public:
    /**
     * @param phy the radio
     * @param instead whether frames come here instead of to the MAC
     */
    explicit LatentReceiver(Ptr<IsacPhy> phy, bool instead = true)
    {
        if (instead)
        {
            phy->SetReceiveCallback(MakeCallback(&LatentReceiver::Receive, this));
        }
        phy->GetErrorModel()->TraceConnectWithoutContext(
            "Payload",
            MakeCallback(&LatentReceiver::Payload, this));
        phy->TraceConnectWithoutContext("RxPacketError", MakeCallback(&LatentReceiver::Lost, this));
    }

    /// @param frame that arrived
    void Receive(Ptr<Packet> frame)
    {
        frames.push_back(frame);
    }

    /// @param frame that arrived, as a trace of the MAC tells
    void Trace(Ptr<const Packet> frame)
    {
        frames.push_back(frame->Copy());
        times.push_back(Simulator::Now());
    }

    /// @param errors of a frame
    void Payload(Ptr<const Packet>, const IsacPayloadErrors& errors)
    {
        told.push_back(errors);
    }

    /// A frame was lost, or is wanted again.
    void Lost(Ptr<const Packet>, double)
    {
        ++lost;
    }

    std::vector<Ptr<Packet>> frames;     //!< as handed up
    std::vector<Time> times;             //!< when they came
    std::vector<IsacPayloadErrors> told; //!< by the trace of the error model
    uint32_t lost = 0;                   //!< frames not handed up
};

/**
 * @param modulation name of the attribute value
 * @return a helper of cells without fading whose payloads are not coded
 */
inline IsacHelper
MakeUncodedHelper(const std::string& modulation)
{
    IsacHelper helper = MakeHelper();
    helper.SetErrorModel("ns3::isac::IsacUncodedErrorModel");
    helper.SetErrorModelAttribute("Modulation", StringValue(modulation));
    return helper;
}

} // namespace test
} // namespace isac
} // namespace ns3

#endif // ISAC_TEST_LATENT_H
