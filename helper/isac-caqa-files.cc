/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-files.h"

#include <cmath>
#include <map>
#include <sstream>

namespace ns3
{
namespace isac
{

namespace
{

constexpr int DIGITS = 12; //!< times of a whole run, to the nanosecond

/// Writes the cells of a row, commas between them.
class Row
{
  public:
    explicit Row(std::ostream& out)
        : m_out(out)
    {
    }

    /// @param value of the next cell; nothing for what is not a number
    Row& operator<<(double value)
    {
        Separate();
        if (!std::isnan(value))
        {
            m_out << value;
        }
        return *this;
    }

    /// @param value of the next cell
    template <typename T>
    Row& operator<<(const T& value)
    {
        Separate();
        m_out << value;
        return *this;
    }

    /// Ends the row.
    ~Row()
    {
        m_out << '\n';
    }

  private:
    /// Writes a comma before all cells but the first.
    void Separate()
    {
        if (m_any)
        {
            m_out << ',';
        }
        m_any = true;
    }

    std::ostream& m_out; //!< where to
    bool m_any = false;  //!< whether the row has a cell
};

/**
 * @param row gets the measured cells of a user
 * @param got what was measured
 * @param packetLevel whether it was
 */
void
AddMeasured(Row& row, const CaqaMeasuredUser& got, bool packetLevel)
{
    if (!packetLevel)
    {
        for (int cell = 0; cell < 18; ++cell)
        {
            row << "";
        }
        return;
    }
    row << got.sensingStart << got.sensingEnd << got.cycles << got.detected << got.arrival
        << got.generationStart - got.arrival << got.generationEnd - got.generationStart
        << got.stepsDone << got.downloadStart - got.generationEnd << got.downloadStart
        << got.completion - got.downloadStart << got.completion << got.packets << got.bytes
        << got.resolution << got.accuracy << got.quality << got.caqa;
}

} // namespace

CaqaFiles::CaqaFiles(const std::string& folder, const CaqaParameters& cell)
    : m_cell(cell),
      m_users(folder + "users.csv"),
      m_slots(folder + "slots.csv")
{
    m_users.precision(DIGITS);
    m_slots.precision(DIGITS);
    m_users << "slot,priority_rank,node,mac,distance_m,gain,requirement,sensing_energy_J,"
               "cycles,steps,communication_energy_J,content_bytes,"
               "sensing_start_s,sensing_end_s,cycles_sent,detected,arrival_s,queueing_s,"
               "generation_s,steps_done,waiting_s,download_start_s,download_s,completion_s,"
               "packets,bytes,resolution_px,accuracy,quality,caqa,"
               "cf_arrival_s,cf_queueing_s,cf_generation_s,cf_waiting_s,cf_download_start_s,"
               "cf_download_s,cf_completion_s,cf_resolution_px,cf_accuracy,cf_quality,cf_caqa\n";
    m_slots << "slot,start_s,decided_s,avg_caqa_gated,avg_caqa,reward,violations,energy_J,"
               "c1_users,c2_cell,c3_users,c4_users,c5_users,c6_users,"
               "cf_avg_caqa_gated,cf_avg_caqa,cf_reward,cf_violations,cf_energy_J,"
               "cf_c1_users,cf_c2_cell,cf_c3_users,cf_c4_users,cf_c5_users,cf_c6_users\n";
}

void
CaqaFiles::Write(const CaqaSlotRecord& slot)
{
    const CaqaOutcome& form = slot.closedForm;
    for (std::size_t k = 0; k < slot.users.size(); ++k)
    {
        const CaqaUserRecord& user = slot.users[k];
        Row row(m_users);
        row << slot.slot << k + 1 << user.node << user.address << user.distance << user.gain
            << user.requirement << user.sensingEnergy << user.cycles << user.steps
            << user.communicationEnergy << user.contentBytes;
        AddMeasured(row, user.measured, slot.packetLevel);
        const bool served = user.communicationEnergy > 0.0;
        const double never = CaqaMeasuredUser::NEVER;
        row << form.arrival[k] << form.queueing[k] << form.generation[k]
            << (served ? form.waiting[k] : never) << (served ? form.start[k] : never)
            << (served ? form.completion[k] - form.start[k] : never)
            << (served ? form.completion[k] : never) << form.resolution[k] << form.accuracy[k]
            << form.quality[k] << form.caqa[k];
    }
    Row row(m_slots);
    row << slot.slot << slot.start << slot.decided;
    if (slot.packetLevel)
    {
        const CaqaOutcome& got = slot.measured;
        row << got.gatedAverage << got.average << got.reward << got.violations << slot.energy;
        for (const uint32_t count : CountBrokenMeasured(m_cell, slot))
        {
            row << count;
        }
    }
    else
    {
        for (int cell = 0; cell < 11; ++cell)
        {
            row << "";
        }
    }
    row << form.gatedAverage << form.average << form.reward << form.violations << form.energy;
    for (const uint32_t count : CountBrokenClosedForm(m_cell, slot))
    {
        row << count;
    }
}

bool
CaqaFiles::Close()
{
    m_users.close();
    m_slots.close();
    return m_users.good() && m_slots.good();
}

bool
CaqaFiles::WriteTimeline(const std::string& path, const CaqaSlotRecord& slot)
{
    std::ofstream file(path);
    file.precision(DIGITS);
    std::map<std::string, std::string> names;
    for (std::size_t k = 0; k < slot.users.size(); ++k)
    {
        std::ostringstream address;
        address << slot.users[k].address;
        names[address.str()] = std::to_string(k + 1) + "," + std::to_string(slot.users[k].node);
    }
    file << "slot,priority_rank,node,who,phase,start_s,end_s\n";
    for (const auto& phase : slot.phases)
    {
        const auto name = names.find(phase.who);
        file << slot.slot << ',' << (name == names.end() ? "," : name->second) << ',' << phase.who
             << ',' << phase.phase << ',' << phase.start << ',' << phase.end << '\n';
    }
    file.close();
    return file.good();
}

} // namespace isac
} // namespace ns3
