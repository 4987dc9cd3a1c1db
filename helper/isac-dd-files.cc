/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-files.h"

#include "isac-csv.h"
#include "isac-png.h"

#include <filesystem>

namespace ns3
{
namespace isac
{

namespace
{

/// @param text any @return it as a cell of CSV
std::string
Quoted(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
    {
        return text;
    }
    std::string quoted = "\"";
    for (const char letter : text)
    {
        quoted += letter == '"' ? "\"\"" : std::string(1, letter);
    }
    return quoted + "\"";
}

} // namespace

DdFiles::DdFiles(const std::string& folder, uint32_t pictures)
    : m_folder(folder),
      m_pictures(pictures),
      m_slots(folder + "slots.csv"),
      m_users(folder + "users.csv")
{
    m_slots << "slot,start_s,decided_s,groups,asked,users,done,sum_qoe,expected_sum_qoe,reward,"
               "expected_reward,shared_steps_J,radio_J,device_steps_J,expected_server_J,"
               "expected_device_J,separate_steps_J,cache_hits,cache_misses,saved_steps\n";
    m_users << "slot,user,group,head,prompt,server_prompt,distance,openness,conscientiousness,"
               "extraversion,agreeableness,neuroticism,gain,server_steps,shared_taken,"
               "device_steps,schedule_steps,power_W,expected_bit_error,bits,wrong_bits,leak,"
               "surrogate_qoe,qoe,expected_qoe,device_steps_J,polled_s,wait_s,shared_s,airtime_s,"
               "steps_s,"
               "latency_s,picture\n";
}

std::string
DdFiles::WritePicture(const DdSlotRecord& record, const DdUserRecord& user)
{
    constexpr uint32_t LEAST_SIDE = 128; // [pixel]
    if (record.slot >= m_pictures || user.picture.width == 0)
    {
        return "";
    }
    std::error_code error;
    std::filesystem::create_directories(m_folder + "pictures", error);
    const std::string name = "pictures/slot-" + std::to_string(record.slot) + "-user-" +
                             std::to_string(user.user) + ".png";
    std::ofstream file(m_folder + name, std::ios::binary);
    file << WritePng(EnlargePicture(user.picture, LEAST_SIDE));
    file.close();
    m_written = m_written && file.good();
    return name;
}

void
DdFiles::Write(const DdSlotRecord& record)
{
    m_slots << record.slot << ',' << CsvCell(record.start) << ',' << CsvCell(record.decided) << ','
            << record.groups << ',' << record.asked << ',' << record.users.size() << ','
            << record.done;
    for (const double value : {record.sumQoe,
                               record.expectedSumQoe,
                               record.reward,
                               record.expectedReward,
                               record.sharedEnergy,
                               record.radioEnergy,
                               record.deviceEnergy,
                               record.expectedServerEnergy,
                               record.expectedDeviceEnergy,
                               record.separateEnergy})
    {
        m_slots << ',' << CsvCell(value);
    }
    m_slots << ',' << record.cacheHits << ',' << record.cacheMisses << ',' << record.savedSteps
            << '\n';
    for (const DdUserRecord& user : record.users)
    {
        m_users << record.slot << ',' << user.user << ',' << user.group << ',' << user.head << ','
                << Quoted(user.prompt) << ',' << Quoted(user.serverPrompt) << ','
                << CsvCell(user.distance);
        for (const double score : user.personality)
        {
            m_users << ',' << CsvCell(score);
        }
        m_users << ',' << CsvCell(user.gain) << ',' << user.serverSteps << ',' << user.sharedTaken
                << ',' << user.deviceSteps << ',' << user.scheduleSteps << ','
                << CsvCell(user.power) << ',' << CsvCell(user.expectedError) << ',' << user.bits
                << ',' << user.wrongBits;
        for (const double value : {user.leak,
                                   user.surrogate,
                                   user.qoe,
                                   user.expectedQoe,
                                   user.deviceEnergy,
                                   user.polled,
                                   user.wait,
                                   user.shared,
                                   user.airtime,
                                   user.steps,
                                   user.latency})
        {
            m_users << ',' << CsvCell(value);
        }
        m_users << ',' << WritePicture(record, user) << '\n';
    }
}

bool
DdFiles::Close()
{
    m_slots.close();
    m_users.close();
    return m_slots.good() && m_users.good() && m_written;
}

} // namespace isac
} // namespace ns3
