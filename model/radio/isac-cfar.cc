/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-cfar.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

/// The training cells around a cell: those of a large rectangle that are not in a small one.
struct Neighbourhood
{
    /// Cuts the rectangles where they are wider than the map.
    Neighbourhood(int rows, int columns, const CfarSettings& settings)
        : up(std::min(settings.guardRange + settings.trainingRange, (rows - 1) / 2)),
          down(std::min(settings.guardRange + settings.trainingRange, rows / 2)),
          left(std::min(settings.guardDoppler + settings.trainingDoppler, (columns - 1) / 2)),
          right(std::min(settings.guardDoppler + settings.trainingDoppler, columns / 2)),
          guardUp(std::min(settings.guardRange, up)),
          guardDown(std::min(settings.guardRange, down)),
          guardLeft(std::min(settings.guardDoppler, left)),
          guardRight(std::min(settings.guardDoppler, right)),
          cells((up + down + 1) * (left + right + 1) -
                (guardUp + guardDown + 1) * (guardLeft + guardRight + 1))
    {
    }

    int up;         //!< cells of the large rectangle before the cell, range
    int down;       //!< behind it
    int left;       //!< before it, Doppler
    int right;      //!< behind it
    int guardUp;    //!< the same of the small one
    int guardDown;  //!< behind it
    int guardLeft;  //!< before it, Doppler
    int guardRight; //!< behind it
    int cells;      //!< number of training cells
};

/**
 * Mean of the training cells of each cell, from sums over Doppler of sums over range. Fewer
 * additions would do with running sums or a summed-area table, but a weak noise is then the
 * difference of two large numbers wherever the map holds a strong target.
 */
Eigen::ArrayXXd
TrainingMeans(const Eigen::ArrayXXd& power, const Neighbourhood& around)
{
    const Eigen::Index rows = power.rows();
    const Eigen::Index columns = power.cols();
    Eigen::ArrayXXd outside(rows, columns); // sums over range, without the guard
    Eigen::ArrayXXd whole(rows, columns);   // the same with it
    Eigen::ArrayXd line(rows + around.up + around.down);
    for (Eigen::Index j = 0; j < columns; ++j)
    {
        line.head(around.up) = power.col(j).tail(around.up);
        line.segment(around.up, rows) = power.col(j);
        line.tail(around.down) = power.col(j).head(around.down);
        outside.col(j).setZero();
        whole.col(j).setZero();
        for (int i = -around.up; i <= around.down; ++i)
        {
            const bool guard = -around.guardUp <= i && i <= around.guardDown;
            (guard ? whole : outside).col(j) += line.segment(i + around.up, rows);
        }
        whole.col(j) += outside.col(j);
    }

    Eigen::ArrayXXd means = Eigen::ArrayXXd::Zero(rows, columns);
    for (Eigen::Index j = 0; j < columns; ++j)
    {
        for (int k = -around.left; k <= around.right; ++k)
        {
            const bool guard = -around.guardLeft <= k && k <= around.guardRight;
            means.col(j) += (guard ? outside : whole).col((j + k + columns) % columns);
        }
        means.col(j) /= around.cells;
    }
    return means;
}

/// The order-th smallest training cell of each cell.
Eigen::ArrayXXd
TrainingOrders(const Eigen::ArrayXXd& power, const Neighbourhood& around, int order)
{
    const Eigen::Index rows = power.rows();
    const Eigen::Index columns = power.cols();
    std::vector<double> training(around.cells);
    Eigen::ArrayXXd orders(rows, columns);
    for (Eigen::Index j = 0; j < columns; ++j)
    {
        for (Eigen::Index i = 0; i < rows; ++i)
        {
            auto next = training.begin();
            for (int dj = -around.left; dj <= around.right; ++dj)
            {
                const auto column = power.col((j + dj + columns) % columns);
                const bool beside = dj < -around.guardLeft || dj > around.guardRight;
                for (int di = -around.up; di <= around.down; ++di)
                {
                    if (beside || di < -around.guardUp || di > around.guardDown)
                    {
                        *next++ = column((i + di + rows) % rows);
                    }
                }
            }
            std::nth_element(training.begin(), training.begin() + order - 1, training.end());
            orders(i, j) = training[order - 1];
        }
    }
    return orders;
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
    const Neighbourhood around(rows, columns, settings);
    const int cells = around.cells;
    CfarResult result;
    if (cells == 0 || power.size() == 0)
    {
        result.detected.setConstant(rows, columns, false);
        result.noise.setConstant(rows, columns, std::numeric_limits<double>::infinity());
        return result;
    }
    if (settings.rule == CfarRule::CELL_AVERAGING)
    {
        result.noise = TrainingMeans(power, around);
        result.detected = power > CellAveragingFactor(cells, settings.falseAlarm) * result.noise;
        return result;
    }
    const int order =
        std::min(std::max(static_cast<int>(std::lround(settings.rank * cells)), 1), cells);
    double meanOfOrder = 0.0; // of the k-th smallest, over the mean of a cell
    for (int i = 0; i < order; ++i)
    {
        meanOfOrder += 1.0 / (cells - i);
    }
    const Eigen::ArrayXXd level = TrainingOrders(power, around, order);
    result.detected = power > OrderedStatisticFactor(cells, order, settings.falseAlarm) * level;
    result.noise = level / meanOfOrder;
    return result;
}

} // namespace isac
} // namespace ns3
