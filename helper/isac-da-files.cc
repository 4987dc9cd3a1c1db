/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-files.h"

#include "isac-csv.h"

#include <cmath>
#include <limits>

namespace ns3
{
namespace isac
{

namespace
{

/// A mean of what there is.
class Mean
{
  public:
    /// @param value left out if it is not a number
    void Add(double value)
    {
        if (!std::isnan(value))
        {
            m_sum += value;
            ++m_count;
        }
    }

    /// @return mean; not a number of none
    double Get() const
    {
        return m_count > 0 ? m_sum / m_count : std::numeric_limits<double>::quiet_NaN();
    }

  private:
    double m_sum = 0.0; //!< of all
    int m_count = 0;    //!< of them
};

/// @param path of a table @param scenario base stations @return whether it could be written
bool
WriteStations(const std::string& path, const DaScenario& scenario)
{
    std::ofstream file(path);
    file << "station,east_m,north_m,carrier_Hz,coverage_m\n";
    for (std::size_t i = 0; i < scenario.stations.size(); ++i)
    {
        const DaStation& station = scenario.stations[i];
        file << i << ',' << CsvCell(station.east) << ',' << CsvCell(station.north) << ','
             << CsvCell(station.sensing.carrierFrequency) << ',' << CsvCell(scenario.coverage)
             << '\n';
    }
    file.close();
    return file.good();
}

} // namespace

const char*
ToText(DaStructure structure)
{
    return structure == DaStructure::RATIO ? "L2" : "L1";
}

DaSlotFigures::DaSlotFigures(const DaSlotRecord& record)
{
    Mean measured;
    Mean closed;
    Mean expected;
    Mean optimum;
    Mean structures[2];
    Mean measuredLatency;
    Mean closedForm;
    Mean error;
    for (const DaUserRecord& user : record.users)
    {
        measured.Add(user.qoe);
        closed.Add(user.closedQoe);
        expected.Add(user.expectedQoe);
        optimum.Add(user.optimumQoe);
        measuredLatency.Add(user.latency);
        closedForm.Add(user.closedLatency);
        late += user.late || !user.told ? 1 : 0;
        handovers += user.handedOver ? 1 : 0;
        echoes += user.sensed == DaSensed::ECHO ? 1 : 0;
        misses += user.sensed == DaSensed::MISS ? 1 : 0;
        unsensed += user.unsensed ? 1 : 0;
        samples += user.samples;
        if (user.told)
        {
            structures[user.truth.structure == DaStructure::RATIO ? 1 : 0].Add(user.qoe);
            error.Add(
                std::hypot(user.placeEast - user.truth.east, user.placeNorth - user.truth.north));
        }
    }
    qoe = measured.Get();
    closedQoe = closed.Get();
    expectedQoe = expected.Get();
    optimumQoe = optimum.Get();
    structureQoe[0] = structures[0].Get();
    structureQoe[1] = structures[1].Get();
    latency = measuredLatency.Get();
    closedLatency = closedForm.Get();
    placeError = error.Get();
}

DaFiles::DaFiles(const std::string& folder, const DaScenario& scenario)
    : m_placed(WriteStations(folder + "stations.csv", scenario)),
      m_slots(folder + "slots.csv"),
      m_users(folder + "users.csv"),
      m_echoes(folder + "echoes.csv")
{
    m_slots << "slot,start_s,qoe,qoe_difference,qoe_ratio,closed_form_qoe,expected_qoe,optimum_qoe,"
               "latency_s,closed_form_s,late,handovers,echoes,misses,unsensed,samples,"
               "collection_Hz,place_error_m\n";
    m_users << "slot,user,station,granted,late,handover,unsensed,sensed,structure,"
               "believed_structure,east_m,north_m,believed_east_m,believed_north_m,behaviour,"
               "believed_behaviour,environment,believed_environment,file_MB,believed_file_MB,"
               "quality_weight,believed_quality_weight,latency_weight,believed_latency_weight,"
               "ratio_weight,believed_ratio_weight,bandwidth_Hz,power_W,speed_cycle_s,samples,"
               "latency_s,closed_form_s,quality,impact,qoe,closed_form_qoe,expected_qoe,"
               "optimum_qoe,asked_s,computed_s\n";
    m_echoes << "slot,time_s,station,user,detected,bandwidth_Hz,power_W,snr,range_m,velocity_m_s,"
                "azimuth_degree,range_bound_m2,velocity_bound_m2_s2,azimuth_bound_degree2,east_m,"
                "north_m,true_east_m,true_north_m\n";
}

void
DaFiles::Write(const DaSlotRecord& record)
{
    const DaSlotFigures figures(record);
    m_slots << record.slot;
    for (const double value : {record.start,
                               figures.qoe,
                               figures.structureQoe[0],
                               figures.structureQoe[1],
                               figures.closedQoe,
                               figures.expectedQoe,
                               figures.optimumQoe,
                               figures.latency,
                               figures.closedLatency})
    {
        m_slots << ',' << CsvCell(value);
    }
    m_slots << ',' << figures.late << ',' << figures.handovers << ',' << figures.echoes << ','
            << figures.misses << ',' << figures.unsensed << ',' << figures.samples << ','
            << CsvCell(record.collectionBandwidth) << ',' << CsvCell(figures.placeError) << '\n';
    for (std::size_t k = 0; k < record.users.size(); ++k)
    {
        WriteUser(record.slot, k, record.users[k]);
    }
    for (const DaEchoRecord& row : record.echoes)
    {
        const IsacWaveformEcho& echo = row.echo;
        m_echoes << row.slot << ',' << CsvCell(echo.time.GetSeconds()) << ',' << row.station << ','
                 << row.user << ',' << echo.detected;
        for (const double value : {echo.bandwidth, echo.power, echo.snr})
        {
            m_echoes << ',' << CsvCell(value);
        }
        for (const double value : {echo.range,
                                   echo.velocity,
                                   echo.azimuth,
                                   echo.rangeBound,
                                   echo.velocityBound,
                                   echo.azimuthBound,
                                   row.estimateEast,
                                   row.estimateNorth})
        {
            m_echoes << ',' << (echo.detected ? CsvCell(value) : "");
        }
        m_echoes << ',' << CsvCell(row.trueEast) << ',' << CsvCell(row.trueNorth) << '\n';
    }
}

void
DaFiles::WriteUser(uint32_t slot, std::size_t number, const DaUserRecord& user)
{
    const char* const sensed[] = {"", "echo", "miss"};
    const DaUserStatus& truth = user.truth;
    const DaUserStatus& believed = user.believed;
    m_users << slot << ',' << number << ',' << user.station << ',' << user.granted << ','
            << (user.late || !user.told) << ',' << user.handedOver << ',' << user.unsensed << ','
            << sensed[static_cast<int>(user.sensed)] << ','
            << (user.told ? ToText(truth.structure) : "") << ',' << ToText(believed.structure);
    const auto lived = [&](double value) { m_users << ',' << (user.told ? CsvCell(value) : ""); };
    const auto foreseen = [&](double value) { m_users << ',' << CsvCell(value); };
    lived(truth.east);
    lived(truth.north);
    foreseen(user.placeEast);
    foreseen(user.placeNorth);
    for (double DaUserStatus::*what : {&DaUserStatus::behaviour,
                                       &DaUserStatus::environment,
                                       &DaUserStatus::fileSize,
                                       &DaUserStatus::qualityWeight,
                                       &DaUserStatus::latencyWeight,
                                       &DaUserStatus::ratioWeight})
    {
        lived(truth.*what);
        foreseen(believed.*what);
    }
    foreseen(user.bandwidth);
    foreseen(user.power);
    foreseen(user.speed);
    m_users << ',' << user.samples;
    for (const double value : {user.latency,
                               user.closedLatency,
                               user.quality,
                               user.impact,
                               user.qoe,
                               user.closedQoe,
                               user.expectedQoe,
                               user.optimumQoe,
                               user.asked,
                               user.computed})
    {
        m_users << ',' << CsvCell(value);
    }
    m_users << '\n';
}

bool
DaFiles::Close()
{
    m_slots.close();
    m_users.close();
    m_echoes.close();
    return m_placed && m_slots.good() && m_users.good() && m_echoes.good();
}

} // namespace isac
} // namespace ns3
