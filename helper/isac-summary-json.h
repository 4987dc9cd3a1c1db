/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SUMMARY_JSON_H
#define ISAC_SUMMARY_JSON_H

#include "isac-statistics.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @param value a figure
 * @param digits behind the point
 * @return it as text; "-" for what is not a number
 */
std::string ShowFigure(double value, int digits);
/**
 * @ingroup isac-aigc
 * @param estimate a mean
 * @param digits behind the point
 * @return it as text, with its interval if there is one; "-" for what is not a number
 */
std::string ShowFigure(const Estimate& estimate, int digits);

/**
 * @ingroup isac-aigc
 * @brief summary.json of a run while it is written. Keys come in the order in which they are set.
 */
class SummaryJson
{
  public:
    /// Keys from the outside in.
    using Keys = std::vector<std::string>;

    /// @param about key and value of what was run, which come first
    explicit SummaryJson(const std::vector<std::pair<std::string, std::string>>& about);
    ~SummaryJson();

    /// @param keys where @param value null for what is not a number
    void Set(const Keys& keys, double value);
    /// @param keys where @param value a count
    void Set(const Keys& keys, uint64_t value);
    /// @param keys where @param estimate becomes an object of mean and half_width_95
    void Set(const Keys& keys, const Estimate& estimate);

    /// @return the whole of it, as text
    std::string ToText() const;

  private:
    struct Document;                      //!< JSON
    std::unique_ptr<Document> m_document; //!< so far
};

} // namespace isac
} // namespace ns3

#endif // ISAC_SUMMARY_JSON_H
