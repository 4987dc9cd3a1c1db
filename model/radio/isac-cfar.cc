/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-cfar.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

/// Offsets of the training cells, from 0 to size - 1 in each dimension.
std::vector<std::pair<int, int>>
TrainingOffsets(int rows, int columns, const CfarSettings& settings)
{
    const int reachRange = settings.guardRange + settings.trainingRange;
    const int reachDoppler = settings.guardDoppler + settings.trainingDoppler;
    std::vector<std::pair<int, int>> offsets;
    for (int j = -std::min(reachDoppler, (columns - 1) / 2);
         j <= std::min(reachDoppler, columns / 2);
         ++j)
    {
        for (int i = -std::min(reachRange, (rows - 1) / 2); i <= std::min(reachRange, rows / 2);
             ++i)
        {
            if (std::abs(i) > settings.guardRange || std::abs(j) > settings.guardDoppler)
            {
                offsets.emplace_back((i + rows) % rows, (j + columns) % columns);
            }
        }
    }
    return offsets;
}

} // namespace

double
CellAveragingFactor(int cells, double falseAlarm)
{
    return cells * std::expm1(-std::log(falseAlarm) / cells);
}

double
OrderedStatisticFactor(int cells, int order, double falseAlarm)
{
    const double wanted = std::log(falseAlarm);
    const auto logarithm = [cells, order](double factor) {
        double sum = 0.0;
        for (int i = 0; i < order; ++i)
        {
            sum -= std::log1p(factor / (cells - i));
        }
        return sum;
    };
    double low = 0.0;
    double high = 1.0;
    while (logarithm(high) > wanted)
    {
        low = high;
        high *= 2.0;
    }
    // The logarithm falls steadily; halve until the interval is a rounding error.
    while (high - low > 1e-14 * high)
    {
        const double middle = 0.5 * (low + high);
        (logarithm(middle) > wanted ? low : high) = middle;
    }
    return high;
}

double
CellAveragingDetectionProbability(double snr, double falseAlarm, int cells)
{
    return std::exp(-cells *
                    std::log1p(CellAveragingFactor(cells, falseAlarm) / cells / (1.0 + snr)));
}

CfarResult
DetectCfar(const Eigen::ArrayXXd& power, const CfarSettings& settings)
{
    const int rows = static_cast<int>(power.rows());
    const int columns = static_cast<int>(power.cols());
    CfarResult result;
    result.detected.setConstant(rows, columns, false);
    result.noise.setConstant(rows, columns, std::numeric_limits<double>::infinity());
    const std::vector<std::pair<int, int>> offsets = TrainingOffsets(rows, columns, settings);
    const int cells = static_cast<int>(offsets.size());
    if (cells == 0)
    {
        return result;
    }

    const bool averaging = settings.rule == CfarRule::CELL_AVERAGING;
    const int order =
        std::min(std::max(static_cast<int>(std::lround(settings.rank * cells)), 1), cells);
    double factor = CellAveragingFactor(cells, settings.falseAlarm);
    double meanOfOrder = 1.0; // of the k-th smallest, over the mean of a cell
    if (!averaging)
    {
        factor = OrderedStatisticFactor(cells, order, settings.falseAlarm);
        meanOfOrder = 0.0;
        for (int i = 0; i < order; ++i)
        {
            meanOfOrder += 1.0 / (cells - i);
        }
    }

    std::vector<double> training(cells);
    for (int j = 0; j < columns; ++j)
    {
        for (int i = 0; i < rows; ++i)
        {
            double sum = 0.0;
            for (int c = 0; c < cells; ++c)
            {
                int row = i + offsets[c].first;
                int column = j + offsets[c].second;
                row -= row >= rows ? rows : 0;
                column -= column >= columns ? columns : 0;
                training[c] = power(row, column);
                sum += training[c];
            }
            double level = sum / cells;
            if (!averaging)
            {
                std::nth_element(training.begin(), training.begin() + order - 1, training.end());
                level = training[order - 1];
            }
            result.noise(i, j) = level / meanOfOrder;
            result.detected(i, j) = power(i, j) > factor * level;
        }
    }
    return result;
}

} // namespace isac
} // namespace ns3
