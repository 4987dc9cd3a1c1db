/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_BENCH_CELL_H
#define ISAC_BENCH_CELL_H

#include "ns3/isac-user-application.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <string>

/// What a BenchCell carries.
struct BenchLoad
{
    uint32_t users = 10;                   //!< K
    double pixels = 262144.0;              //!< D_c, the size of a picture
    double energyPerUser = 0.3;            //!< E_max over K [J]; Table I has 0.1
    std::string policy = "constant-5-0.2"; //!< name of the scheme
};

/**
 * @brief One CAQA cell at packet level, run slot by slot.
 *
 * Per user all is as in Table I at K = 10 (10 MHz, 0.1 s of T_max from K = 10 on), so that a slot
 * has room for everyone's picture: B = K 10 MHz, T_max = max(1, K / 10) s. With the default load
 * E_max is three times that of Table I and z = 5, so that everyone gets his whole picture. The
 * radio charges all headers, reports travel on air, users move not and fade every slot. The
 * backhaul is 10 Gbit/s and 1 ms with an MTU of 65535 bytes.
 *
 * The simulator is one for the whole process: one cell at a time.
 */
class BenchCell
{
  public:
    /// @param load what it carries
    explicit BenchCell(const BenchLoad& load);
    ~BenchCell();
    BenchCell(const BenchCell&) = delete;
    BenchCell& operator=(const BenchCell&) = delete;

    /// Simulate one more slot.
    void RunSlot();

    /// @return duration of a slot [s]
    double GetSlotSeconds() const;
    /// @return content packets that arrived in time since construction
    uint64_t GetPackets() const;
    /// @return content bytes that arrived in time since construction
    uint64_t GetBytes() const;

  private:
    /// @param outcome of one user and slot
    void Count(const ns3::isac::UserOutcome& outcome);

    ns3::Time m_slot;       //!< its duration
    uint64_t m_packets = 0; //!< see GetPackets()
    uint64_t m_bytes = 0;   //!< see GetBytes()
};

#endif // ISAC_BENCH_CELL_H
