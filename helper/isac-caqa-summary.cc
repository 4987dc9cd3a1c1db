/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-summary.h"

#include "isac-summary-json.h"

#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>

namespace ns3
{
namespace isac
{

namespace
{

const std::array<const char*, 6> PHASE_NAMES =
    {"sensing", "queueing", "generation", "waiting", "download", "completion"};
const std::array<const char*, 6> CONSTRAINT_NAMES =
    {"C1 in time", "C2 energy", "C3 sensing energy", "C4 steps", "C5 Omega_min", "C6 display"};
constexpr std::size_t CELL_CONSTRAINT = 1; //!< C2 binds the cell, the others each user
constexpr double HIGH_QUANTILE = 0.95;
constexpr int LABEL_WIDTH = 28;
constexpr int COLUMN_WIDTH = 22;

/**
 * @param mean with its interval
 * @param digits behind the point
 * @return "0.731 +- 0.012"
 */
std::string
ShowFigure(const EpisodeMean& mean, int digits)
{
    return isac::ShowFigure(Estimate{mean.GetMean(), mean.GetHalfWidth()}, digits);
}

/**
 * @param mean with its interval
 * @return it as JSON, which shows an interval that there is none of as null
 */
nlohmann::ordered_json
ToJson(const EpisodeMean& mean)
{
    nlohmann::ordered_json json;
    json["mean"] = mean.GetMean();
    json["half_width_95"] = mean.GetHalfWidth();
    return json;
}

/**
 * @brief Print a line of the table.
 * @param out where to
 * @param label what it tells
 * @param cells a text for each view
 */
void
PrintLine(std::ostream& out, const std::string& label, const std::vector<std::string>& cells)
{
    out << std::left << std::setw(LABEL_WIDTH) << label << std::right;
    for (const auto& cell : cells)
    {
        out << std::setw(COLUMN_WIDTH) << cell;
    }
    out << "\n";
}

} // namespace

CaqaSummary::View::View(const CaqaParameters& cell, uint32_t slotsPerEpisode)
    : gated(slotsPerEpisode),
      average(slotsPerEpisode),
      reward(slotsPerEpisode),
      energy(slotsPerEpisode),
      latency(PHASES, BoundedDistribution(cell.maxTime))
{
}

CaqaSummary::CaqaSummary(const CaqaParameters& cell, uint32_t slotsPerEpisode)
    : m_cell(cell),
      m_slotsPerEpisode(slotsPerEpisode),
      m_measured(cell, slotsPerEpisode),
      m_closedForm(cell, slotsPerEpisode)
{
}

void
CaqaSummary::Add(const CaqaSlotRecord& slot)
{
    ++m_slots;
    m_packetLevel = slot.packetLevel;
    AddClosedForm(slot);
    if (slot.packetLevel)
    {
        AddMeasured(slot);
    }
}

void
CaqaSummary::AddMeasured(const CaqaSlotRecord& slot)
{
    View& view = m_measured;
    view.gated.Add(slot.measured.gatedAverage);
    view.average.Add(slot.measured.average);
    view.reward.Add(slot.measured.reward);
    view.energy.Add(slot.energy);
    for (const auto& user : slot.users)
    {
        const CaqaMeasuredUser& got = user.measured;
        m_packets += got.packets;
        m_missed += got.cycles > 0 && !got.detected;
        view.quality += got.quality;
        if (got.packets > 0)
        {
            view.accuracy += got.accuracy;
            ++view.withContent;
        }
        const std::array<double, PHASES> times = {got.sensingEnd,
                                                  got.generationStart - got.arrival,
                                                  got.generationEnd - got.generationStart,
                                                  got.downloadStart - got.generationEnd,
                                                  got.completion - got.downloadStart,
                                                  got.completion};
        for (std::size_t phase = 0; phase < PHASES; ++phase)
        {
            if (!std::isnan(times[phase]))
            {
                view.latency[phase].Add(times[phase]);
            }
        }
    }
    const CaqaBroken broken = CountBrokenMeasured(m_cell, slot);
    for (std::size_t i = 0; i < broken.size(); ++i)
    {
        view.broken[i] += broken[i];
    }
}

void
CaqaSummary::AddClosedForm(const CaqaSlotRecord& slot)
{
    View& view = m_closedForm;
    const CaqaOutcome& form = slot.closedForm;
    view.gated.Add(form.gatedAverage);
    view.average.Add(form.average);
    view.reward.Add(form.reward);
    view.energy.Add(form.energy);
    for (std::size_t k = 0; k < slot.users.size(); ++k)
    {
        view.quality += form.quality[k];
        view.latency[0].Add(form.arrival[k]);
        view.latency[1].Add(form.queueing[k]);
        view.latency[2].Add(form.generation[k]);
        if (slot.users[k].communicationEnergy > 0.0)
        {
            view.accuracy += form.accuracy[k];
            ++view.withContent;
            view.latency[3].Add(form.waiting[k]);
            view.latency[4].Add(form.completion[k] - form.start[k]);
            view.latency[5].Add(form.completion[k]);
        }
    }
    const CaqaBroken broken = CountBrokenClosedForm(m_cell, slot);
    for (std::size_t i = 0; i < broken.size(); ++i)
    {
        view.broken[i] += broken[i];
    }
}

double
CaqaSummary::GetAverage() const
{
    return GetViews().front()->gated.GetMean();
}

std::vector<const CaqaSummary::View*>
CaqaSummary::GetViews() const
{
    std::vector<const View*> views = {&m_closedForm};
    if (m_packetLevel)
    {
        views.insert(views.begin(), &m_measured);
    }
    return views;
}

void
CaqaSummary::Print(std::ostream& out, const RunSpeed& speed) const
{
    const auto views = GetViews();
    const double users = static_cast<double>(m_cell.users) * static_cast<double>(m_slots);
    // For each view one cell, made by a function of the view.
    const auto line = [&](const std::string& label, auto cell) {
        std::vector<std::string> cells;
        for (const View* view : views)
        {
            cells.push_back(cell(*view));
        }
        PrintLine(out, label, cells);
    };
    PrintLine(out,
              "",
              m_packetLevel ? std::vector<std::string>{"measured", "closed form"}
                            : std::vector<std::string>{"closed form"});
    line("AvgCAQA, gated", [](const View& v) { return ShowFigure(v.gated, 4); });
    line("AvgCAQA, raw", [](const View& v) { return ShowFigure(v.average, 4); });
    line("Reward", [](const View& v) { return ShowFigure(v.reward, 4); });
    line("Content accuracy", [](const View& v) {
        return v.withContent > 0 ? ShowFigure(v.accuracy / static_cast<double>(v.withContent), 4)
                                 : "-";
    });
    line("Quality", [users](const View& v) { return ShowFigure(v.quality / users, 4); });
    line("Energy per slot [J]", [](const View& v) { return ShowFigure(v.energy, 5); });
    out << "Latency [ms], mean and 95th percentile\n";
    for (std::size_t phase = 0; phase < PHASES; ++phase)
    {
        line(std::string("  ") + PHASE_NAMES[phase], [phase](const View& v) {
            const BoundedDistribution& times = v.latency[phase];
            return ShowFigure(1e3 * times.GetMean(), 1) + "  " +
                   ShowFigure(1e3 * times.GetQuantile(HIGH_QUANTILE), 1);
        });
    }
    out << "Violations\n";
    for (std::size_t i = 0; i < CONSTRAINT_NAMES.size(); ++i)
    {
        const bool ofCell = i == CELL_CONSTRAINT;
        const double all = ofCell ? static_cast<double>(m_slots) : users;
        line(std::string("  ") + CONSTRAINT_NAMES[i], [i, all, ofCell](const View& v) {
            return ShowFigure(100.0 * static_cast<double>(v.broken[i]) / all, 2) +
                   (ofCell ? " % of slots" : " % of users");
        });
    }
    if (m_missed > 0)
    {
        out << "Sensing did not find " << m_missed << " users\n";
    }
    const uint64_t episodes = views.front()->gated.GetEpisodes();
    out << "\nGated: users below Omega_min count 0, as the paper plots it; +- ";
    if (episodes < 2)
    {
        out << "needs two\nepisodes of " << m_slotsPerEpisode << " slots\n";
    }
    else
    {
        out << "is the 95 %\ninterval, Student's t over the means of " << episodes << " episodes\n";
    }
    out << std::setprecision(3) << m_slots << " slots in " << speed.wallSeconds
        << " s: " << std::setprecision(3) << speed.simulatedSeconds / speed.wallSeconds
        << " times real time, " << std::fixed << std::setprecision(0)
        << static_cast<double>(speed.events) / speed.wallSeconds << " events/s, "
        << static_cast<double>(m_packets) / speed.wallSeconds << " packets/s\n"
        << std::defaultfloat;
}

std::string
CaqaSummary::ToJson(const RunSpeed& speed,
                    const std::vector<std::pair<std::string, std::string>>& about) const
{
    using isac::ToJson;
    nlohmann::ordered_json json;
    for (const auto& [key, value] : about)
    {
        json[key] = value;
    }
    const double users = static_cast<double>(m_cell.users) * static_cast<double>(m_slots);
    json["users"] = m_cell.users;
    json["slots"] = m_slots;
    json["episodes"] = m_closedForm.gated.GetEpisodes();
    json["max_time_s"] = m_cell.maxTime;
    json["max_energy_J"] = m_cell.maxEnergy;
    json["content_packets"] = m_packets;
    json["users_not_detected"] = m_missed;
    for (const View* view : GetViews())
    {
        auto& part = json[view == &m_measured ? "measured" : "closed_form"];
        part["avg_caqa_gated"] = ToJson(view->gated);
        part["avg_caqa"] = ToJson(view->average);
        part["reward"] = ToJson(view->reward);
        part["content_accuracy"] = view->accuracy / static_cast<double>(view->withContent);
        part["quality"] = view->quality / users;
        part["energy_per_slot_J"] = ToJson(view->energy);
        for (std::size_t phase = 0; phase < PHASES; ++phase)
        {
            auto& times = part["latency_s"][PHASE_NAMES[phase]];
            times["mean"] = view->latency[phase].GetMean();
            times["p95"] = view->latency[phase].GetQuantile(HIGH_QUANTILE);
            times["users"] = view->latency[phase].GetCount();
        }
        for (std::size_t i = 0; i < CONSTRAINT_NAMES.size(); ++i)
        {
            const bool ofCell = i == CELL_CONSTRAINT;
            part["violations"]["c" + std::to_string(i + 1) + (ofCell ? "_slots" : "_users")] =
                static_cast<double>(view->broken[i]) /
                (ofCell ? static_cast<double>(m_slots) : users);
        }
    }
    json["speed"]["wall_s"] = speed.wallSeconds;
    json["speed"]["real_time_factor"] = speed.simulatedSeconds / speed.wallSeconds;
    json["speed"]["events"] = speed.events;
    json["speed"]["events_per_s"] = static_cast<double>(speed.events) / speed.wallSeconds;
    json["speed"]["packets_per_s"] = static_cast<double>(m_packets) / speed.wallSeconds;
    return json.dump(2) + "\n";
}

} // namespace isac
} // namespace ns3
