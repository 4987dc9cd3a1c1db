/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TORCHSCRIPT_POLICY_H
#define ISAC_TORCHSCRIPT_POLICY_H

#include "isac-policy.h"
#include "isac-transitions.h"

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
 * @brief A policy from a TorchScript file, whoever wrote it.
 *
 * The module's forward takes a float tensor of N x observation size and returns a pair: the chosen
 * index of each categorical component (int64 or int32, N x categorical components) and the
 * continuous components (float or double, N x continuous components, in [0, 1]). Where an action
 * has only one kind of components, that tensor alone will do. Texts that the module carries as
 * attributes can be asked for.
 */
class TorchScriptPolicy : public Policy
{
  public:
    /**
     * @param path of the file
     * @param observationSize values in an observation
     * @param space of the actions
     * @throws CheckpointError if the file is absent or no TorchScript module, or if its answer to a
     * trial observation has other shapes or types or lies outside the space
     */
    TorchScriptPolicy(const std::string& path, int observationSize, const ActionSpace& space);
    ~TorchScriptPolicy() override;

    /**
     * @param observation as Policy::Act() has it
     * @param explore has no effect
     * @return what the module answers
     * @throws CheckpointError if the module fails or its answer lies outside the space
     */
    Action Act(const Eigen::VectorXd& observation, bool explore = false) override;

    /**
     * @param path of a TorchScript file
     * @param name of an attribute
     * @return its text; empty if the module has no such text
     * @throws CheckpointError if the file is absent or no TorchScript module
     */
    static std::string ReadAttribute(const std::string& path, const std::string& name);

  private:
    struct Module;

    std::string m_path;               //!< for messages
    ActionSpace m_space;              //!< of the actions
    std::unique_ptr<Module> m_module; //!< the module
};

/// What names of policies' files end in.
constexpr const char* POLICY_FILE_END = ".pt";

/**
 * @ingroup isac-aigc
 * @param name as `--policy` takes it
 * @return whether it is that of a file
 */
bool IsPolicyFile(const std::string& name);

/**
 * @ingroup isac-aigc
 * @param path of a file
 * @return whether it is a checkpoint of the module; else it may be any TorchScript module
 * @throws CheckpointError if it is absent or no such file at all
 */
bool IsCheckpoint(const std::string& path);

/**
 * @ingroup isac-aigc
 * @brief Write a TorchScript module.
 * @param path of the file; its folder exists
 * @param parameters matrices that the source names as self.NAME
 * @param source of the method forward, in TorchScript
 * @param attributes texts that the module carries, by name
 * @throws CheckpointError if the source does not compile or the file cannot be written
 */
void WriteTorchScript(const std::string& path,
                      const std::vector<std::pair<std::string, FloatMatrix>>& parameters,
                      const std::string& source,
                      const std::vector<std::pair<std::string, std::string>>& attributes);

} // namespace isac
} // namespace ns3

#endif // ISAC_TORCHSCRIPT_POLICY_H
