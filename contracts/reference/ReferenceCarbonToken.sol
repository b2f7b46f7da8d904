// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ICarbonToken} from "../interfaces/ICarbonToken.sol";
import {Batch} from "../types/Batch.sol";
import {ReferenceCarbonIssuing} from "./ReferenceCarbonIssuing.sol";
import {ReferenceCarbonRetiring} from "./ReferenceCarbonRetiring.sol";

/// @title CarbonToken, slow and plain
/// @dev What CarbonToken means, in the shortest words: every range of serials and every retirement is kept and walked through, and nothing
/// is packed. Every behaviour suite runs on both, and fuzz tests hold them equal. Never deployed for use.
contract ReferenceCarbonToken is ReferenceCarbonIssuing, ReferenceCarbonRetiring {
    constructor(address authority, string memory uri) AccessManaged(authority) ERC1155(uri) {}

    function cancel(uint256 id, uint256 amount, bytes32 reasonHash) external restricted {
        Batch storage batch = _requireKnown(id);
        require(amount != 0, CarbonTokenNoAmount());
        uint256 standing = uint256(batch.issued) - batch.cancelled - batch.deficit;
        require(amount <= standing, CarbonTokenExceedsStanding(id, amount, standing));
        uint48 fromBuffer = 0;
        while (batch.buffer > 0 && fromBuffer < amount) {
            uint48 step = batch.buffer < amount - fromBuffer ? batch.buffer : uint48(amount) - fromBuffer;
            (batch.buffer, batch.cancelled, fromBuffer) = (batch.buffer - step, batch.cancelled + step, fromBuffer + step);
        }
        batch.deficit += uint48(amount) - fromBuffer;
        emit Cancelled(id, fromBuffer, amount - fromBuffer, reasonHash);
    }

    function surrender(uint256 id, uint256 amount) external {
        Batch storage batch = _requireKnown(id);
        require(amount != 0, CarbonTokenNoAmount());
        require(amount <= balanceOf(msg.sender, id), ERC1155InsufficientBalance(msg.sender, balanceOf(msg.sender, id), amount, id));
        require(amount <= batch.deficit, CarbonTokenExceedsDeficit(id, amount, batch.deficit));
        batch.deficit -= uint48(amount);
        batch.cancelled += uint48(amount);
        _burn(msg.sender, id, amount);
        emit Surrendered(id, msg.sender, amount);
    }

    function pause() external restricted {
        _paused = true;
        emit Paused(msg.sender);
    }

    function unpause() external restricted {
        _paused = false;
        emit Unpaused(msg.sender);
    }

    function paused() external view returns (bool) {
        return _paused;
    }

    function batchOf(uint256 id) external view returns (Batch memory) {
        return _batches[id];
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC1155, IERC165) returns (bool) {
        bool isOurs = interfaceId == type(ICarbonToken).interfaceId || interfaceId == type(IERC5267).interfaceId;
        return isOurs || super.supportsInterface(interfaceId);
    }
}
