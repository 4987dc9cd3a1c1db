/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-progress.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iomanip>
#include <sstream>
#include <unistd.h>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double TERMINAL_INTERVAL = 0.2; //!< between two bars [s]
constexpr double LOG_INTERVAL = 5.0;      //!< between two lines [s]

/// @return seconds since some instant
double
SteadySeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/**
 * @param seconds a duration
 * @return it as h:mm:ss or m:ss
 */
std::string
ShowDuration(double seconds)
{
    const auto whole = static_cast<uint64_t>(std::llround(seconds));
    std::ostringstream text;
    text << std::setfill('0');
    if (whole >= 3600)
    {
        text << whole / 3600 << ":" << std::setw(2);
    }
    text << whole / 60 % 60 << ":" << std::setw(2) << whole % 60;
    return text.str();
}

} // namespace

Progress::Progress(std::ostream& out,
                   bool terminal,
                   const std::string& unit,
                   uint64_t total,
                   Clock clock)
    : m_out(out),
      m_terminal(terminal),
      m_unit(unit),
      m_total(total),
      m_clock(clock ? std::move(clock) : Clock(SteadySeconds)),
      m_start(m_clock()),
      m_last(m_start)
{
}

void
Progress::StartFrom(uint64_t done)
{
    m_before = done;
}

bool
Progress::IsDue() const
{
    return m_clock() - m_last >= (m_terminal ? TERMINAL_INTERVAL : LOG_INTERVAL);
}

void
Progress::Update(uint64_t done, const std::string& figure)
{
    if (!IsDue())
    {
        return;
    }
    m_last = m_clock();
    const double elapsed = m_last - m_start;
    const double share =
        m_total > 0 ? std::min(1.0, static_cast<double>(done) / static_cast<double>(m_total)) : 0.0;
    std::ostringstream line;
    line << m_unit << " " << done << "/" << m_total << " ";
    if (m_terminal)
    {
        constexpr int WIDTH = 24;
        const int full = static_cast<int>(share * WIDTH);
        line << "[" << std::string(full, '=') << std::string(WIDTH - full, ' ') << "] ";
    }
    line << std::fixed << std::setprecision(0) << 100.0 * share << " %";
    if (done > m_before && elapsed > 0.0)
    {
        const double rate = static_cast<double>(done - m_before) / elapsed;
        const double left = static_cast<double>(m_total - std::min(done, m_total)) / rate;
        line << ", " << std::setprecision(rate < 10.0 ? 2 : 0) << rate << "/s, "
             << ShowDuration(left) << " left";
    }
    if (!figure.empty())
    {
        line << ", " << figure;
    }
    if (m_terminal)
    {
        m_out << "\r" << line.str() << "\x1b[K" << std::flush;
        m_drawn = true;
    }
    else
    {
        m_out << line.str() << std::endl;
    }
}

void
Progress::Finish()
{
    if (m_drawn)
    {
        m_out << "\r\x1b[K" << std::flush;
        m_drawn = false;
    }
}

bool
Progress::IsTerminal()
{
    return isatty(STDERR_FILENO) == 1;
}

} // namespace isac
} // namespace ns3
