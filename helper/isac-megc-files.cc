/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-files.h"

#include "isac-csv.h"

namespace ns3
{
namespace isac
{

const char*
ToText(MegcKind kind)
{
    switch (kind)
    {
    case MEGC_COMPUTATION:
        return "computation";
    case MEGC_CONTENT:
        return "content";
    case MEGC_VISION:
        break;
    }
    return "vision";
}

MegcFiles::MegcFiles(const std::string& folder)
    : m_slots(folder + "slots.csv"),
      m_users(folder + "users.csv")
{
    m_slots << "slot,start_s,decided_s,latency_s,closed_form_s,optimum_s\n";
    m_users << "slot,user,kind,task_bit,offloading,uplink_share,downlink_share,power_share,"
               "speed_share,wait_s,local_s,uplink_s,server_s,downlink_s,latency_s,closed_form_s\n";
}

void
MegcFiles::Write(const MegcSlotRecord& record)
{
    m_slots << record.slot << ',' << CsvCell(record.start) << ',' << CsvCell(record.decided) << ','
            << CsvCell(record.total) << ',' << CsvCell(record.closedForm) << ','
            << CsvCell(record.optimum) << '\n';
    for (std::size_t i = 0; i < record.users.size(); ++i)
    {
        const MegcUserRecord& user = record.users[i];
        m_users << record.slot << ',' << i << ',' << ToText(user.kind);
        for (const double value : {user.taskBits,
                                   user.offloading,
                                   user.uplinkShare,
                                   user.downlinkShare,
                                   user.powerShare,
                                   user.speedShare,
                                   user.wait,
                                   user.local,
                                   user.uplink,
                                   user.server,
                                   user.downlink,
                                   user.latency,
                                   user.closedForm})
        {
            m_users << ',' << CsvCell(value);
        }
        m_users << '\n';
    }
}

bool
MegcFiles::Close()
{
    m_slots.close();
    m_users.close();
    return m_slots.good() && m_users.good();
}

} // namespace isac
} // namespace ns3
