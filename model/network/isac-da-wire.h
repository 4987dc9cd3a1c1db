/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_WIRE_H
#define ISAC_DA_WIRE_H

#include "isac-band.h"
#include "isac-serialize.h"

#include "ns3/address-utils.h"
#include "ns3/header.h"
#include "ns3/mac48-address.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

namespace ns3
{
namespace isac
{

/// First byte of every packet of DA-ISAC: which header it is.
enum DaPacketType : uint8_t
{
    DA_NONE = 0,     //!< no packet of DA-ISAC
    DA_GREETING = 1, //!< DaGreetingHeader
    DA_PLAN = 2,     //!< DaPlanHeader
    DA_GRANT = 3,    //!< DaGrantHeader
    DA_REQUEST = 4,  //!< DaRequestHeader
    DA_SEGMENT = 5,  //!< DaSegmentHeader
    DA_REPORT = 6,   //!< DaReportHeader
    DA_SCORE = 7,    //!< DaScoreHeader
    DA_ECHO = 8      //!< DaEchoHeader
};

/// Counts the bytes of fields.
class DaFieldSizer
{
  public:
    /// @tparam T of the field
    template <typename T>
    void operator()(const char*, const T&)
    {
        m_size += Size(static_cast<const T*>(nullptr));
    }

    /// @return bytes so far
    uint32_t GetSize() const
    {
        return m_size;
    }

  private:
    /// @return bytes of a field of that type
    static uint32_t Size(const uint8_t*)
    {
        return 1;
    }

    /// @copydoc Size(const uint8_t*)
    static uint32_t Size(const uint16_t*)
    {
        return 2;
    }

    /// @copydoc Size(const uint8_t*)
    static uint32_t Size(const uint32_t*)
    {
        return 4;
    }

    /// @copydoc Size(const uint8_t*)
    static uint32_t Size(const double*)
    {
        return 8;
    }

    /// @copydoc Size(const uint8_t*)
    static uint32_t Size(const Time*)
    {
        return 8;
    }

    /// @copydoc Size(const uint8_t*)
    static uint32_t Size(const Mac48Address*)
    {
        return 6;
    }

    /// @copydoc Size(const uint8_t*)
    static uint32_t Size(const IsacBand*)
    {
        return 16;
    }

    uint32_t m_size = 0; //!< bytes so far
};

/// Writes fields in network byte order, times as nanoseconds.
class DaFieldWriter
{
  public:
    /// @param to where
    explicit DaFieldWriter(const Buffer::Iterator& to)
        : m_to(to)
    {
    }

    /// @param value to write
    void operator()(const char*, uint8_t value)
    {
        m_to.WriteU8(value);
    }

    /// @param value to write
    void operator()(const char*, uint16_t value)
    {
        m_to.WriteHtonU16(value);
    }

    /// @param value to write
    void operator()(const char*, uint32_t value)
    {
        m_to.WriteHtonU32(value);
    }

    /// @param value to write
    void operator()(const char*, double value)
    {
        WriteDouble(m_to, value);
    }

    /// @param value to write
    void operator()(const char*, const Time& value)
    {
        m_to.WriteHtonU64(static_cast<uint64_t>(value.GetNanoSeconds()));
    }

    /// @param value to write
    void operator()(const char*, const Mac48Address& value)
    {
        WriteTo(m_to, value);
    }

    /// @param value to write
    void operator()(const char*, const IsacBand& value)
    {
        WriteDouble(m_to, value.low);
        WriteDouble(m_to, value.high);
    }

  private:
    Buffer::Iterator m_to; //!< where
};

/// Reads what DaFieldWriter wrote.
class DaFieldReader
{
  public:
    /// @param from where
    explicit DaFieldReader(const Buffer::Iterator& from)
        : m_from(from)
    {
    }

    /// @param value is read
    void operator()(const char*, uint8_t& value)
    {
        value = m_from.ReadU8();
    }

    /// @param value is read
    void operator()(const char*, uint16_t& value)
    {
        value = m_from.ReadNtohU16();
    }

    /// @param value is read
    void operator()(const char*, uint32_t& value)
    {
        value = m_from.ReadNtohU32();
    }

    /// @param value is read
    void operator()(const char*, double& value)
    {
        value = ReadDouble(m_from);
    }

    /// @param value is read
    void operator()(const char*, Time& value)
    {
        value = NanoSeconds(static_cast<int64_t>(m_from.ReadNtohU64()));
    }

    /// @param value is read
    void operator()(const char*, Mac48Address& value)
    {
        ReadFrom(m_from, value);
    }

    /// @param value is read
    void operator()(const char*, IsacBand& value)
    {
        value.low = ReadDouble(m_from);
        value.high = ReadDouble(m_from);
    }

  private:
    Buffer::Iterator m_from; //!< where
};

/// Prints fields as name=value.
class DaFieldPrinter
{
  public:
    /// @param os gets them
    explicit DaFieldPrinter(std::ostream& os)
        : m_os(os)
    {
    }

    /// @tparam T of the field @param name of the field @param value of it
    template <typename T>
    void operator()(const char* name, const T& value)
    {
        m_os << m_space << name << "=";
        Print(value);
        m_space = " ";
    }

  private:
    /// @tparam T any @param value to print
    template <typename T>
    void Print(const T& value)
    {
        m_os << value;
    }

    /// @param value to print as a number
    void Print(uint8_t value)
    {
        m_os << +value;
    }

    /// @param value to print
    void Print(const Time& value)
    {
        m_os << value.GetNanoSeconds() << "ns";
    }

    /// @param value to print
    void Print(const IsacBand& value)
    {
        m_os << value.low << ".." << value.high;
    }

    std::ostream& m_os;       //!< gets them
    const char* m_space = ""; //!< before the next
};

/**
 * @ingroup isac-aigc
 * @brief What all headers of DA-ISAC share: one byte that says which it is, then their fields one
 * after the other, of fixed size.
 * @tparam H the header: TYPE, NAME, and Visit(), which hands all fields to a visitor in the order
 * in which they are on the wire
 */
template <typename H>
class DaHeader : public Header
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId(H::NAME)
                                .template SetParent<Header>()
                                .SetGroupName("Isac")
                                .template AddConstructor<H>();
        return tid;
    }

    TypeId GetInstanceTypeId() const override
    {
        return GetTypeId();
    }

    uint32_t GetSerializedSize() const override
    {
        DaFieldSizer sizer;
        H::Visit(static_cast<const H&>(*this), sizer);
        return 1 + sizer.GetSize();
    }

    void Serialize(Buffer::Iterator start) const override
    {
        start.WriteU8(H::TYPE);
        DaFieldWriter writer(start);
        H::Visit(static_cast<const H&>(*this), writer);
    }

    uint32_t Deserialize(Buffer::Iterator start) override
    {
        start.ReadU8(); // TYPE: who takes it off has looked
        DaFieldReader reader(start);
        H::Visit(static_cast<H&>(*this), reader);
        return GetSerializedSize();
    }

    void Print(std::ostream& os) const override
    {
        DaFieldPrinter printer(os);
        H::Visit(static_cast<const H&>(*this), printer);
    }
};

/**
 * @ingroup isac-aigc
 * @param packet any
 * @return its first byte; DA_NONE if it has none
 */
DaPacketType PeekDaType(Ptr<const Packet> packet);

/**
 * @ingroup isac-aigc
 * @brief Take a header of DA-ISAC off a packet.
 * @tparam H the header
 * @param packet any; without the header afterwards if it has it
 * @param header filled in
 * @return whether the packet has that header and is long enough for it
 */
template <typename H>
bool
TakeDaHeader(Ptr<Packet> packet, H& header)
{
    if (PeekDaType(packet) != H::TYPE || packet->GetSize() < header.GetSerializedSize())
    {
        return false;
    }
    packet->RemoveHeader(header);
    return true;
}

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_WIRE_H
