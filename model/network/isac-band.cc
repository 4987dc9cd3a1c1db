/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-band.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ns3
{
namespace isac
{

double
IsacBand::Width() const
{
    return high - low;
}

IsacBand
IsacBand::Part(uint32_t index, uint32_t count) const
{
    const double width = Width() / count;
    return {low + index * width, low + (index + 1) * width};
}

bool
IsacBand::Overlaps(const IsacBand& other) const
{
    return low < other.high && other.low < high;
}

Ptr<const SpectrumModel>
GetBandModel(const IsacBand& band)
{
    static std::map<std::pair<double, double>, Ptr<const SpectrumModel>> models;
    auto& model = models[{band.low, band.high}];
    if (!model)
    {
        model = Create<SpectrumModel>(
            Bands{BandInfo{band.low, 0.5 * (band.low + band.high), band.high}});
    }
    return model;
}

Ptr<SpectrumValue>
MakeFlatPsd(Ptr<const SpectrumModel> model, const IsacBand& band, double density)
{
    auto psd = Create<SpectrumValue>(model);
    auto value = psd->ValuesBegin();
    for (auto bin = model->Begin(); bin != model->End(); ++bin, ++value)
    {
        const double shared = std::min(bin->fh, band.high) - std::max(bin->fl, band.low);
        *value = density * std::max(0.0, shared) / (bin->fh - bin->fl);
    }
    return psd;
}

double
PowerIn(const SpectrumValue& psd, const IsacBand& band)
{
    double power = 0.0;
    auto value = psd.ConstValuesBegin();
    for (auto bin = psd.ConstBandsBegin(); bin != psd.ConstBandsEnd(); ++bin, ++value)
    {
        const double shared = std::min(bin->fh, band.high) - std::max(bin->fl, band.low);
        power += *value * std::max(0.0, shared);
    }
    return power;
}

} // namespace isac
} // namespace ns3
