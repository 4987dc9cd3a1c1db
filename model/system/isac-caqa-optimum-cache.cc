/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-optimum-cache.h"

#include "ns3/isac-caqa-optimum.h"

#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sys/file.h>
#include <unistd.h>

namespace ns3
{
namespace isac
{

namespace
{

const char* const HEADER = "cell_and_state,reward,upper_bound"; //!< of the file

/// 64-bit FNV-1a over numbers, bit by bit.
class Hash
{
  public:
    /// @param value goes in
    void Add(double value)
    {
        uint64_t bits;
        std::memcpy(&bits, &value, sizeof bits);
        for (int shift = 0; shift < 64; shift += 8)
        {
            m_value = (m_value ^ ((bits >> shift) & 0xff)) * 0x100000001b3;
        }
    }

    /// @return of what went in
    uint64_t Get() const
    {
        return m_value;
    }

  private:
    uint64_t m_value = 0xcbf29ce484222325; //!< so far
};

/// Keeps other programs out of a file while it lives, by the folder that the file is in.
class FolderLock
{
  public:
    /// @param path of the file
    explicit FolderLock(const std::string& path)
        : m_folder(open((std::filesystem::path(path).parent_path() / ".").c_str(), O_RDONLY))
    {
        // Where there are no locks, or no folder, the file is written as it comes.
        flock(m_folder, LOCK_EX);
    }

    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

    ~FolderLock()
    {
        close(m_folder);
    }

  private:
    int m_folder; //!< file descriptor
};

} // namespace

CaqaOptimumCache::CaqaOptimumCache(const CaqaParameters& parameters, bool bound)
    : m_parameters(parameters),
      m_bound(bound)
{
}

uint64_t
CaqaOptimumCache::Fingerprint(const CaqaState& state) const
{
    const CaqaParameters& cell = m_parameters;
    Hash hash;
    for (const double value : {static_cast<double>(cell.users),
                               cell.bandwidth,
                               cell.maxTime,
                               cell.cycleTime,
                               cell.displayPixels,
                               cell.bitsPerPixel,
                               cell.maxEnergy,
                               cell.maxSensingEnergy,
                               cell.minRequirement,
                               cell.maxRequirement,
                               cell.sensingPower,
                               cell.powerPerUser,
                               cell.noiseDensity,
                               cell.sensing.limit,
                               cell.sensing.scale,
                               cell.sensing.decay,
                               cell.denoising.workPerStep,
                               cell.denoising.serverSpeed,
                               cell.denoising.errorScale,
                               cell.denoising.errorAttenuation,
                               static_cast<double>(cell.denoising.minSteps),
                               static_cast<double>(cell.denoising.maxSteps),
                               static_cast<double>(cell.subchannels),
                               static_cast<double>(m_bound)})
    {
        hash.Add(value);
    }
    for (std::size_t k = 0; k < state.gain.size(); ++k)
    {
        hash.Add(state.gain[k]);
        hash.Add(state.requirement[k]);
    }
    return hash.Get();
}

CaqaOptimumValue
CaqaOptimumCache::Compute(const CaqaState& state) const
{
    CaqaOptimumOptions options;
    options.bound = m_bound;
    const CaqaOptimum optimum = SolveCaqaOptimum(m_parameters, state, options);
    return {optimum.outcome.reward,
            m_bound ? optimum.upperBound : std::numeric_limits<double>::infinity()};
}

CaqaOptimumValue
CaqaOptimumCache::Solve(const CaqaState& state)
{
    const uint64_t key = Fingerprint(state);
    const auto known = m_values.find(key);
    if (known != m_values.end())
    {
        return known->second;
    }
    const CaqaOptimumValue value = Compute(state);
    m_values[key] = value;
    m_order.push_back(key);
    return value;
}

void
CaqaOptimumCache::Merge(const std::string& path)
{
    std::ifstream file(path);
    std::string line;
    if (!std::getline(file, line) || line != HEADER)
    {
        return;
    }
    while (std::getline(file, line))
    {
        // strtod reads infinity, and as many digits as are written.
        uint64_t key = 0;
        double reward = 0.0;
        double bound = 0.0;
        int used = 0;
        if (std::sscanf(line.c_str(), "%" SCNx64 ",%lf,%lf%n", &key, &reward, &bound, &used) != 3 ||
            static_cast<std::size_t>(used) != line.size() || !std::isfinite(reward))
        {
            break;
        }
        if (m_values.emplace(key, CaqaOptimumValue{reward, bound}).second)
        {
            m_order.push_back(key);
        }
    }
}

std::size_t
CaqaOptimumCache::Read(const std::string& path, const std::vector<CaqaState>& states)
{
    Merge(path);
    std::size_t known = 0;
    for (const CaqaState& state : states)
    {
        const auto entry = m_values.find(Fingerprint(state));
        if (entry == m_values.end())
        {
            continue;
        }
        if (known == 0)
        {
            const double found = Compute(state).reward;
            if (std::abs(found - entry->second.reward) > 1e-9 * std::abs(found))
            {
                m_values.clear();
                m_order.clear();
                m_foreign = true;
                return 0;
            }
        }
        ++known;
    }
    return known;
}

bool
CaqaOptimumCache::Write(const std::string& path)
{
    const FolderLock lock(path);
    if (!m_foreign)
    {
        Merge(path);
    }
    const std::string fresh = path + ".tmp" + std::to_string(getpid());
    {
        std::ofstream file(fresh);
        file << HEADER << '\n';
        for (const uint64_t key : m_order)
        {
            const CaqaOptimumValue& value = m_values.at(key);
            char line[96];
            std::snprintf(line,
                          sizeof line,
                          "%016" PRIx64 ",%.17g,%.17g\n",
                          key,
                          value.reward,
                          value.upperBound);
            file << line;
        }
        file.close();
        if (file.good() && std::rename(fresh.c_str(), path.c_str()) == 0)
        {
            m_foreign = false;
            return true;
        }
    }
    std::remove(fresh.c_str());
    return false;
}

} // namespace isac
} // namespace ns3
