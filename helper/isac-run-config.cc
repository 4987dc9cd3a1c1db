/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-run-config.h"

#include "isac-run-folder.h"

#include "ns3/isac-compat.h"
#include "ns3/pointer.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"

#include <nlohmann/json.hpp>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param object any
 * @return its attributes and values, those of base classes included
 */
nlohmann::ordered_json
DescribeAttributes(const Object& object)
{
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    TypeId type = object.GetInstanceTypeId();
    while (true)
    {
        for (std::size_t i = 0; i < type.GetAttributeN(); ++i)
        {
            const TypeId::AttributeInformation attribute = type.GetAttribute(i);
            const std::string kind = attribute.checker->GetValueTypeName();
            const bool isObject =
                kind == "ns3::PointerValue" || kind.find("Container") < kind.size();
            if (isObject || !attribute.accessor->HasGetter())
            {
                continue; // an object's text is its place in memory
            }
            StringValue value;
            object.GetAttribute(attribute.name, value);
            json[attribute.name] = value.Get();
        }
        if (!type.HasParent() || type.GetParent() == type)
        {
            return json;
        }
        type = type.GetParent();
    }
}

/// @return release of ns-3, such as 3.37
std::string
DescribeNs3()
{
    return std::to_string(ISAC_NS3_VERSION / 100) + "." + std::to_string(ISAC_NS3_VERSION % 100);
}

} // namespace

std::string
DescribeRun(const std::string& program,
            const Arguments& arguments,
            const std::vector<Ptr<Object>>& objects)
{
    nlohmann::ordered_json json;
    json[RunFolder::MARK] = program;
    json["isac_aigc_version"] = ISAC_AIGC_VERSION;
    json["ns3_version"] = DescribeNs3();
    json["RngSeed"] = RngSeedManager::GetSeed();
    json["RngRun"] = RngSeedManager::GetRun();
    json["arguments"] = arguments.GetWords();
    for (const auto& [name, value] : arguments.GetValues())
    {
        json["options"][name] = value;
    }
    for (const auto& object : objects)
    {
        if (object)
        {
            json["attributes"][object->GetInstanceTypeId().GetName()] = DescribeAttributes(*object);
        }
    }
    return json.dump(2) + "\n";
}

std::string
DescribeVersions()
{
    return std::string("isac-aigc ") + ISAC_AIGC_VERSION + ", ns-3 " + DescribeNs3();
}

} // namespace isac
} // namespace ns3
